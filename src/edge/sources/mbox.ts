// mbox: many messages in one file (RFC 4155; mboxo, mboxrd, mboxcl and mboxcl2 as qmail's mbox(5) names them), also an .eml that
// begins with an envelope line. How the variants are told apart stands in mbox/; docs/sources.md has the rules.

import { beginsMbox, envelopeAt, LOOK_BYTES } from "./mbox/envelope.ts";
import { splitMbox } from "./mbox/split.ts";
import type { Content } from "./reading/content.ts";
import { failure } from "./reading/failure.ts";
import { afterBlankLines, startsFromLine } from "./reading/lines.ts";
import { accountOf } from "./reading/owner.ts";
import type { MailSource, Place, Reading, SourceEvent } from "./source.ts";

const NAMES = /\.(?:mbox|mbx)(?:\.(?:gz|zst))?$/i;

export const source: MailSource = {
	id: "mbox",
	title: "mbox file",
	detect({ kind, head, name }) {
		if (kind !== "file") return null;
		if (beginsMbox(head, afterBlankLines(head, head.length))) return "content";
		return NAMES.test(name) ? "name" : null;
	},
	open: readMbox,
};

async function* readMbox(place: Place, reading: Reading): AsyncGenerator<SourceEvent> {
	const { file, content, begin } = place;
	if (content === null) return;
	const label = { file, mailbox: file, owner: place.owner ?? ownerByName(place.name) };
	const from = begin > 0 && (await resumable(content, begin)) ? begin : 0;
	let messages = 0;
	let end = from;
	for await (const batch of splitMbox(content, from, { label, chunks: reading.chunks, maxMessageBytes: reading.maxMessageBytes })) {
		messages += batch.messages.length;
		end = batch.next;
		yield { kind: "messages", chunk: batch.chunk, messages: batch.messages, resumeAt: { file, offset: batch.next } };
	}
	const damage = content.damage();
	if (messages === 0 && from === 0) yield failure(file, "not-a-message", "The mailbox holds no message.", false);
	if (damage !== null) yield { ...damage, offset: Math.max(damage.offset, end) };
	yield { kind: "done", file, stamp: content.stamp, messages, whole: damage === null };
}

/** A mailbox file is itself the folder, in the language of mail: "anna@x.example.mbox" is hers unless a folder says otherwise. */
function ownerByName(name: string): string | null {
	return accountOf(name.replace(NAMES, "").replace(/\.(?:gz|zst)$/i, ""));
}

/** The content can begin at `offset`: an envelope line stands there, or its end. Else the mailbox was rewritten. Leaves it there. */
async function resumable(content: Content, offset: number): Promise<boolean> {
	const line = new Uint8Array(LOOK_BYTES);
	const count = content.peek(offset, line);
	if (count === null) return false;
	if (count > 0 && !(startsFromLine(line, 0) && envelopeAt(line, 0, count, count < line.length, true) === "yes")) return false;
	return content.skip(offset);
}
