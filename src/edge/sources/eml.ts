// A file that is one message as it went over the wire (RFC 5322): .eml, .mht, or any name where it begins as a mail header.
// Its bytes are the file's, from the first to the last.

import { failure } from "./reading/failure.ts";
import { afterBlankLines, hasField, looksLikeMail } from "./reading/lines.ts";
import { readWhole } from "./reading/whole-file.ts";
import type { MailSource, Place, Reading, SourceEvent } from "./source.ts";

const NAMES = /\.(?:eml|mht|mhtml|email|nws)(?:\.(?:gz|zst))?$/i;

export const source: MailSource = {
	id: "eml",
	title: "message file",
	detect({ kind, head, name, given }) {
		if (kind !== "file") return null;
		if (looksLikeMail(head)) return "content";
		if (NAMES.test(name)) return "name";
		return given ? "given" : null;
	},
	open: readMessageFile,
};

/** Also what a Maildir's files are read by. */
export async function* readMessageFile(place: Place, reading: Reading, flags: readonly string[] = []): AsyncGenerator<SourceEvent> {
	const { file, mailbox, owner, head, content } = place;
	if (content === null) return;
	const blank = afterBlankLines(head, head.length) === head.length;
	const { chunk, bytes, size, sha256 } = await readWhole(content, reading.chunks, reading.maxMessageBytes);
	const damage = content.damage();
	const nothing = nothingIn(bytes, size, blank, head);
	if (nothing !== null) {
		reading.chunks.release(chunk);
		yield failure(file, "not-a-message", nothing, false);
	} else {
		reading.chunks.commit(chunk, bytes.length);
		const problems = damage === null ? [] : [{ ...damage.problem, offset: bytes.length }];
		yield {
			kind: "messages",
			chunk,
			messages: [{ bytes, size, sha256, file, offset: 0, mailbox, flags, problems, owner }],
			resumeAt: null,
		};
	}
	if (damage !== null) yield damage;
}

function nothingIn(bytes: Uint8Array, size: number, blankHead: boolean, head: Uint8Array): string | null {
	if (size === 0) return "The file is empty.";
	if (blankHead) return afterBlankLines(bytes, bytes.length) === bytes.length ? "The file holds nothing but blank lines." : null;
	return hasField(head) ? null : "The file holds no header field.";
}
