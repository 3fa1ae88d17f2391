// emlx (Apple Mail): a line with the message's length in bytes, the message, then a property list with its flags. Of a `.partial.emlx` the
// larger attachments lie beside it as files (Attachments/NUMBER/PART/NAME); each is handed over as a message of its own, wrapped by one rule.

import { following } from "./archive/contents.ts";
import { readMessageFile } from "./eml.ts";
import { isExternalAttachment, wrapAttachment } from "./emlx/attachment.ts";
import { emlxFlags } from "./emlx/flags.ts";
import { failure } from "./reading/failure.ts";
import { shownIn } from "./reading/folder.ts";
import { looksLikeMail } from "./reading/lines.ts";
import type { MailSource, MessageBatch, Place, Reading, SourceEvent } from "./source.ts";

const NAMES = /\.emlx(?:\.(?:gz|zst))?$/i;
const LF = 0x0a;
/** Digits and blanks: Apple Mail writes ten characters and the line's end. */
const LENGTH_LINE = /^(\d{1,12})[ \t]{0,20}\r?\n/;
const LENGTH_BYTES = 40;
/** Property lists are of some hundred bytes. */
const LIST_BYTES = 64 * 1024;

export const source: MailSource = {
	id: "emlx",
	title: "Apple Mail message",
	detect({ kind, head, name, file }) {
		if (kind === "folder") return isExternalAttachment(shownIn(file, "x")) ? "content" : null;
		const line = lengthLine(head);
		if (line !== null && looksLikeMail(head.subarray(line.bytes))) return "content";
		return NAMES.test(name) ? "name" : null;
	},
	open: readEmlx,
	members: () => () => (place, reading) => readMessageFile(wrapAttachment(place), reading),
};

function lengthLine(head: Uint8Array): { readonly length: number; readonly bytes: number } | null {
	const found = LENGTH_LINE.exec(String.fromCharCode(...head.subarray(0, LENGTH_BYTES)));
	return found === null ? null : { length: Number(found[1]), bytes: found[0].length };
}

async function* readEmlx(place: Place, reading: Reading): AsyncGenerator<SourceEvent> {
	const { content, head, file } = place;
	if (content === null) return;
	const line = lengthLine(head);
	if (line === null) {
		yield failure(file, "not-a-message", "The file does not begin with the length of a message.", false);
		return;
	}
	await content.fill(new Uint8Array(line.bytes));
	// The length may be false: no room is made for more than there can be.
	const size = content.size === null ? null : Math.min(line.length, content.size - line.bytes);
	const message = { ...following(content, line.length, file, "file"), size };
	const inner = { ...place, head: head.subarray(line.bytes, line.bytes + line.length), content: message };
	const batches: MessageBatch[] = [];
	for await (const event of readMessageFile(inner, reading)) {
		if (event.kind === "messages") batches.push(event);
		else yield event;
	}
	const list = new Uint8Array(LIST_BYTES);
	const rest = list.subarray(0, await content.fill(list));
	const flags = emlxFlags(rest);
	for (const batch of batches) {
		yield {
			...batch,
			messages: batch.messages.map((each) => ({
				...each,
				offset: line.bytes,
				flags,
				problems: isList(rest) ? each.problems : [...each.problems, { code: "unparsable", detail: NO_LIST, offset: each.bytes.length }],
			})),
		};
	}
	const damage = content.damage();
	if (damage !== null) yield damage;
}

const NO_LIST = "After the length that the file names no property list follows: the length may be false, and the message longer.";

/** What follows is a property list, as XML or binary, or nothing at all. */
function isList(rest: Uint8Array): boolean {
	let at = 0;
	while (rest[at] === LF || rest[at] === 0x0d || rest[at] === 0x20) at++;
	const begin = String.fromCharCode(...rest.subarray(at, at + 8));
	return begin === "" || begin.startsWith("<?xml") || begin.startsWith("<!DOCTYP") || begin.startsWith("<plist") || begin === "bplist00";
}
