// Run folder: what is left of one run on the disk. `run.json` says when it began, the mark of its tokens and the public key; `contacts` has a sealed
// contact a line, only ever appended, so that what a crash cuts short is one line. No address stands in either, nor what could be made into one.

import { appendFile, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder, syncFolder, unusable, writeWhole } from "./state-file.ts";

const RUN = z.strictObject({
	/** Milliseconds since 1970. */
	started: z.int().min(0),
	/** Eight hexadecimal digits with which all its tokens begin. */
	mark: z.string().regex(/^[0-9a-f]{8}$/),
	/** base64url */
	publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
	/** How many of its messages the mail server took, and rejected. */
	sent: z.int().min(0),
	rejected: z.int().min(0),
	/** False while messages are still being sent. */
	sending: z.boolean(),
});

export type StoredRun = z.infer<typeof RUN>;

const ID = /^[0-9a-f]{64}$/;

export interface RunFolders {
	/** Those that can be read; what cannot is left alone and told. */
	all(): Promise<readonly { readonly id: string; readonly run: StoredRun; readonly bytes: number }[]>;
	write(id: string, run: StoredRun): Promise<void>;
	append(id: string, line: string): Promise<void>;
	/** Lines of it, in order. */
	contacts(id: string): Promise<readonly string[]>;
	erase(id: string): Promise<void>;
}

/** `told` hears of folders that cannot be read. */
export async function openRunFolders(state: string, told: (words: string) => void): Promise<RunFolders> {
	const folder = join(state, "runs");
	await makeFolder(folder);
	const of = (id: string): string => join(folder, id);
	return {
		async all() {
			const runs: { id: string; run: StoredRun; bytes: number }[] = [];
			for (const id of await readdir(folder)) {
				if (!ID.test(id)) continue;
				try {
					const run = RUN.parse(JSON.parse(await readFile(join(of(id), "run.json"), "utf8")));
					runs.push({ id, run, bytes: await endWholly(join(of(id), "contacts")) });
				} catch (error) {
					const { code } = error as NodeJS.ErrnoException;
					if (code !== undefined && code !== "ENOENT") throw unusable(of(id), "cannot be read", error);
					// Half made, or damaged: nobody can ask for it any more, so nothing of it is kept.
					await rm(of(id), { recursive: true, force: true });
					told("a run that could not be read was erased");
				}
			}
			return runs;
		},
		async write(id, run) {
			await mkdir(of(id), { recursive: true, mode: 0o700 }).catch((cause) => {
				throw unusable(folder, "cannot be written", cause);
			});
			await writeWhole(join(of(id), "run.json"), `${JSON.stringify(run)}\n`);
		},
		append: (id, line) => appendFile(join(of(id), "contacts"), `${line}\n`, { mode: 0o600, flush: false }),
		contacts: async (id) => (await readOrNothing(join(of(id), "contacts"))).split("\n").filter((line) => line !== ""),
		async erase(id) {
			await rm(of(id), { recursive: true, force: true });
			await syncFolder(folder);
		},
	};
}

/** Bytes of the file, 0 where there is none. What a crash cut short gets its line's end, so that it does not spoil the next. */
async function endWholly(file: string): Promise<number> {
	const { size } = await stat(file).catch(() => ({ size: 0 }));
	if (size === 0) return 0;
	const handle = await open(file, "r+");
	try {
		const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
		if (buffer.toString() === "\n") return size;
		await handle.write("\n", size);
		return size + 1;
	} finally {
		await handle.close();
	}
}

async function readOrNothing(file: string): Promise<string> {
	try {
		return await readFile(file, "latin1");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
		throw error;
	}
}
