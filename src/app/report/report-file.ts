// Report file: a page written beside its place and then put there, so that a report that is cut short never passes for a whole one.

import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isAppError } from "../../core/model/app-error.ts";
import { notWritten, refuseFolder } from "../export/written-file.ts";

/** A report is as confidential as the mail it was made from: readable by its owner only. */
const MODE = 0o600;

/** Throws AppErrors that name the file: `usage` for a folder, `failure` where it cannot be written; what was there before then stays. */
export async function writeReportFile(file: string, pieces: AsyncIterable<string>): Promise<void> {
	await refuseFolder(file);
	const unfinished = `${file}.part`;
	try {
		// What an earlier, killed run left behind may be open to others, or a link to elsewhere.
		await rm(unfinished, { force: true });
		await pipeline(Readable.from(pieces), createWriteStream(unfinished, { flags: "wx", mode: MODE }));
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true }).catch(() => {});
		throw isFileError(error) ? notWritten("the report", file, error) : error;
	}
}

/** What goes wrong while the page is made is no matter of the file. */
function isFileError(error: unknown): boolean {
	return !isAppError(error) && error instanceof Error && "syscall" in error;
}
