// Report file: a page written beside its place and then put there, so that a report that is cut short never passes for a whole one.

import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A report is as confidential as the mail it was made from: readable by its owner only. */
const MODE = 0o600;

export async function writeReportFile(file: string, pieces: AsyncIterable<string>): Promise<void> {
	const unfinished = `${file}.part`;
	// What an earlier, killed run left behind may be open to others, or a link to elsewhere.
	await rm(unfinished, { force: true });
	try {
		await pipeline(Readable.from(pieces), createWriteStream(unfinished, { flags: "wx", mode: MODE }));
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}
