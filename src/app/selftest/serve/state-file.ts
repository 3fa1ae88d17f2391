// State file: what has to survive a restart, in a folder of the server's own. Each is written whole beside its place and then put there, so that
// a crash leaves the old or the new; only their owner reads them.

import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type AppError, appError } from "../../../core/model/app-error.ts";

/** Throws an AppError where it cannot be made. */
export async function makeFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause) => {
		throw unusable(folder, "cannot be made", cause);
	});
}

/** Null where there is none. Throws an AppError where it cannot be read. */
export async function readWhole(file: string): Promise<string | null> {
	try {
		return await readFile(file, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw unusable(file, "cannot be read", error);
	}
}

/** Throws an AppError where it cannot be written. */
export async function writeWhole(file: string, text: string): Promise<void> {
	const unfinished = `${file}.${randomBytes(6).toString("hex")}.new`;
	try {
		const handle = await open(unfinished, "wx", 0o600);
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(unfinished, file);
		await syncFolder(dirname(file));
	} catch (error) {
		await rm(unfinished, { force: true }).catch(() => {});
		throw unusable(file, "cannot be written", error);
	}
}

/** A name that was put or removed stays so over a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

export interface Saver {
	/** Writes what `text` gives then, as soon as the last writing is done. */
	save(): void;
	/** All that was to be saved is. */
	settled(): Promise<void>;
}

/** Many changes in a row are one writing. `failed` is told of a writing that did not succeed. */
export function createSaver(file: string, text: () => string, failed: (error: Error) => void): Saver {
	let due = false;
	let writing: Promise<void> | null = null;
	const write = async (): Promise<void> => {
		while (due) {
			due = false;
			await writeWhole(file, text()).catch(failed);
		}
		writing = null;
	};
	return {
		save() {
			due = true;
			writing ??= Promise.resolve().then(write);
		},
		async settled() {
			await writing;
		},
	};
}

export function unusable(path: string, what: string, cause: unknown): AppError {
	return appError(
		"failure",
		`${path} ${what} (${(cause as NodeJS.ErrnoException).code ?? cause}): "state" names a folder of the server's own`,
		{
			cause,
		},
	);
}

/** A file that this program has not written so. */
export function damaged(file: string, cause?: unknown): AppError {
	return appError("failure", `${file} is damaged: put back a copy, or delete it and lose what it held`, { cause });
}
