// Raw source: a stored message's bytes again, for the reports that show a piece of them. A case keeps findings rather than mail, so the
// bytes come from where the message lay, and only if they still have the same SHA-256.

import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import type { StoredMessage } from "../../edge/casebook/stored-messages.ts";
import { isExternalAttachment } from "../../edge/sources/emlx/attachment.ts";
import { openSources } from "../../edge/sources/open-sources.ts";
import { fileOnDisk, isBelow } from "../../edge/sources/reading/file-on-disk.ts";
import { lineBefore } from "../../edge/sources/reading/line-before.ts";
import type { FileToRead } from "../../edge/sources/source.ts";

/** Compressed mailboxes and archives have to be read from their beginning: past this that would cost more than it shows. */
const FARTHEST_COMPRESSED = 8 * 1024 * 1024;
/** One message is wanted: of a mailbox a chunk of the usual size holds fifty, each of which would be found and left again. */
const CHUNK_BYTES = 64 * 1024;
const COMPRESSED = /\.(?:gz|zst|tgz|tzst)$/i;

/** The raw bytes, or null where they are no longer to be had. */
export async function rawOf(casebook: Casebook, message: StoredMessage): Promise<Uint8Array | null> {
	const kept = await casebook.raw(message.sha256);
	if (kept !== null) return kept;
	for (const { file, offset, gone } of message.placements) {
		if (gone || file === "-") continue;
		const bytes = await readAt(file, offset);
		if (bytes !== null && createHash("sha256").update(bytes).digest("hex") === message.sha256) return bytes;
	}
	return null;
}

async function readAt(file: string, offset: number): Promise<Uint8Array | null> {
	const location = fileOnDisk(file);
	if (location === null) return null;
	const alone = location === file;
	const compressed = COMPRESSED.test(file);
	if (offset > FARTHEST_COMPRESSED && (compressed || !alone)) return null;
	if (!alone && COMPRESSED.test(location) && statSync(location).size > FARTHEST_COMPRESSED) return null;
	const resume = ({ path }: FileToRead): number => (!alone || compressed || offset === 0 ? 0 : lineBefore(path, offset));
	const wanted = (name: string): boolean => name === file || isBelow(file, name);
	// An attachment that Apple Mail keeps as a file is a message only as part of its folder.
	const source = alone && isExternalAttachment(file) ? dirname(file) : location;
	for await (const event of openSources([source], { resume, wanted, chunkBytes: CHUNK_BYTES })) {
		if (event.kind !== "messages") continue;
		for (const message of event.messages) {
			if (message.file !== file) continue;
			if (message.offset === offset) return message.bytes;
			if (message.offset > offset) return null;
		}
	}
	return null;
}
