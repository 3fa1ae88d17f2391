// Code store in a file, for the command line, whose runs are processes of their own. Each state is a file with the next number, made whole beside it
// and then linked to its name, which fails where another process was first (link(2)): so no guess is ever counted twice as the same one, and a
// process that is killed leaves no lock behind.

import { randomBytes } from "node:crypto";
import { link, mkdir, open, readdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type AppError, appError } from "../../../core/model/app-error.ts";
import { newKept } from "./code-store.ts";
import type { Change, CodeStore, Kept } from "./codes.ts";

const NAME = /^selftest-codes-([0-9]{1,15})\.json$/;
const MAX_BYTES = 16 * 1024 * 1024;
/** Others are that often first only where hundreds of processes guess at once. */
const MAX_TRIES = 400;

/** Writers whose states a state goes back to are named in it, as many as can come between a write and a look. */
const TRAIL = 64;

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const STATE = z.strictObject({
	trail: z.array(z.string().regex(/^[0-9a-f]{16}$/)).max(TRAIL),
	secret: HASH,
	codes: z.array(
		z.strictObject({
			mailbox: HASH,
			of: HASH,
			code: HASH.nullable(),
			guesses: z.int().min(0).max(100),
			at: z.number(),
			steadyAt: z.number(),
		}),
	),
});

type State = z.infer<typeof STATE>;

/** COUNTERPIXEL_STATE, else as the XDG Base Directory Specification says. */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
	const { COUNTERPIXEL_STATE: own, XDG_STATE_HOME: xdg } = environment;
	if (own !== undefined && own !== "") return own;
	const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), ".local", "state");
	return join(base, "counterpixel");
}

/** Files in `folder`, which is made where it is missing; only their owner reads them. Throws an AppError where they cannot be read or written. */
export function createFileStore(folder: string): CodeStore {
	let before: Promise<unknown> = Promise.resolve();
	return {
		update(change) {
			// Within this process one after the other; only other processes can be first.
			const done = before.then(() => updateFile(folder, change));
			before = done.catch(() => {});
			return done;
		},
	};
}

async function updateFile<A>(folder: string, change: Change<A>): Promise<A> {
	await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause) => {
		throw unusable(folder, "cannot be made", cause);
	});
	for (let tries = 0; tries < MAX_TRIES; tries++) {
		const newest = await newestIn(folder);
		const state = newest === 0 ? { ...newKept(), trail: [] } : await readState(fileOf(folder, newest));
		if (state !== "gone") {
			const { kept, answer } = change(state);
			if (kept === state || (await write(folder, newest + 1, kept, state.trail))) return answer;
		}
		await wait(Math.random() * 20);
	}
	throw appError("failure", `${folder} is changed by other processes all the time: try again`, { temporary: true });
}

function fileOf(folder: string, number: number): string {
	return join(folder, `selftest-codes-${number}.json`);
}

async function numbersIn(folder: string): Promise<readonly number[]> {
	const names = await readdir(folder).catch((cause) => {
		throw unusable(folder, "cannot be read", cause);
	});
	return names.flatMap((name) => {
		const number = NAME.exec(name)?.[1];
		return number === undefined ? [] : [Number(number)];
	});
}

/** 0 where there is none. */
async function newestIn(folder: string): Promise<number> {
	return (await numbersIn(folder)).reduce((newest, number) => Math.max(newest, number), 0);
}

/** "gone": another process has written a newer one meanwhile. */
async function readState(file: string): Promise<State | "gone"> {
	let text: string | null = null;
	try {
		const handle = await open(file);
		try {
			if ((await handle.stat()).size <= MAX_BYTES) text = await handle.readFile("utf8");
		} finally {
			await handle.close();
		}
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return "gone";
		throw unusable(file, "cannot be read", error);
	}
	try {
		return STATE.parse(JSON.parse(text ?? ""));
	} catch (cause) {
		throw damaged(file, cause);
	}
}

/** False where another process was first. */
async function write(folder: string, number: number, { secret, codes }: Kept, trail: readonly string[]): Promise<boolean> {
	const writer = randomBytes(8).toString("hex");
	const unfinished = join(folder, `selftest-codes-${writer}.new`);
	try {
		const handle = await open(unfinished, "wx", 0o600);
		try {
			await handle.writeFile(JSON.stringify({ secret, codes, trail: [...trail, writer].slice(-TRAIL) }));
			await handle.sync();
		} finally {
			await handle.close();
		}
		await link(unfinished, fileOf(folder, number));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw unusable(folder, "cannot be written", error);
	} finally {
		await rm(unfinished, { force: true });
	}
	const newest = await newestIn(folder);
	if (newest > number && !(await goesBackTo(folder, writer))) {
		// It slept since it read, and took a number that was used and deleted meanwhile.
		await rm(fileOf(folder, number), { force: true });
		return false;
	}
	const older = (await numbersIn(folder)).filter((other) => other < number);
	await Promise.all(older.map((other) => rm(fileOf(folder, other), { force: true })));
	return true;
}

async function goesBackTo(folder: string, writer: string): Promise<boolean> {
	for (;;) {
		const state = await readState(fileOf(folder, await newestIn(folder)));
		if (state !== "gone") return state.trail.includes(writer);
	}
}

function damaged(file: string, cause?: unknown): AppError {
	return appError("failure", `${file} is damaged: delete it, and ask for a new code`, { cause });
}

function unusable(path: string, what: string, cause: unknown): AppError {
	const { code = "" } = cause as NodeJS.ErrnoException;
	return appError("failure", `${path} ${what} (${code}): set COUNTERPIXEL_STATE to a folder of your own`, { cause });
}
