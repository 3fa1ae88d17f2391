// A file that is there whole or not at all: written beside its place and then put there, so that a proxy that reads its rules meanwhile never
// reads half of them. What is no plain file (a pipe, /dev/stdout) cannot be replaced and is written to.

import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { type AppError, appError } from "../../core/model/app-error.ts";

/** Names of recipients are for their owner; a list of hosts is for the program that blocks them, which runs as somebody else. */
export const MODE = { private: 0o600, shared: 0o644 } as const;

/** A file that is written and not yet in its place. */
export interface PendingFile {
	/** Puts it there. */
	place(): Promise<void>;
	/** As if it had not been written. */
	discard(): Promise<void>;
}

/** Throws AppErrors that name the file: `usage` for a folder, `failure` where it cannot be written; what was there before then stays. */
export async function prepareFile(file: string, text: string, mode: number): Promise<PendingFile> {
	await refuseFolder(file);
	const there = await stat(file).catch(() => null);
	if (there !== null && !there.isFile()) return { place: () => tried(file, () => writeFile(file, text)), discard: async () => {} };
	// Through a link, so that it stays one.
	const place = there === null ? file : await realpath(file);
	const unfinished = `${place}.${randomBytes(6).toString("hex")}.part`;
	const discard = () => rm(unfinished, { force: true }).catch(() => {});
	await tried(file, () => written(unfinished, text, mode), discard);
	return { place: () => tried(file, () => rename(unfinished, place), discard), discard };
}

async function written(file: string, text: string, mode: number): Promise<void> {
	const handle = await open(file, "wx", mode);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function tried(file: string, act: () => Promise<void>, otherwise: () => Promise<void> = async () => {}): Promise<void> {
	try {
		await act();
	} catch (cause) {
		await otherwise();
		throw notWritten("the export", file, cause);
	}
}

/** Throws an AppError `usage` for a folder. */
export async function refuseFolder(file: string): Promise<void> {
	const there = await stat(file).catch(() => null);
	if (there?.isDirectory()) throw appError("usage", `--out ${file} is a folder: name a file in it`);
}

const REASONS: Readonly<Record<string, string>> = {
	ENOENT: "the folder it is to lie in does not exist",
	ENOTDIR: "what it is to lie in is no folder",
	EACCES: "this user may not write there",
	EPERM: "this user may not write there",
	EROFS: "nothing can be written there",
	ENOSPC: "there is no room left",
};

/** What Node says names the file that is written first, which nobody asked for. */
export function notWritten(what: string, file: string, cause: unknown): AppError {
	const { code, message } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : { code: undefined, message: String(cause) };
	const reason = REASONS[code ?? ""] ?? message.replace(/, \w+ '.*$/s, "");
	return appError("failure", `${what} could not be written to ${file}, and nothing there was changed: ${reason}`, { cause });
}
