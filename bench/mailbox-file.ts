// A mailbox of any size: the corpora over and over as one mbox (mboxrd), each copy with a Message-ID of its own, so that no message is
// met twice.

import { closeSync, openSync, writevSync } from "node:fs";
import type { Mail } from "./mail.ts";

/** A message around the place of its Message-ID. */
interface Template {
	readonly head: Buffer;
	readonly tail: Buffer;
}

const MESSAGE_ID = /^message-id:.*(?:\r?\n[ \t].*)*\r?\n/im;
const ENVELOPE = "From bench@example.test Thu Jan  1 00:00:00 2026\n";

/** Writes about `size` bytes to `file`; returns how many bytes and messages it has. */
export function writeMailbox(file: string, mail: Mail, size: number): { readonly bytes: number; readonly messages: number } {
	const templates = mail.messages.map(templateOf);
	const descriptor = openSync(file, "w");
	let bytes = 0;
	let messages = 0;
	try {
		while (bytes < size) {
			for (const { head, tail } of templates) {
				if (bytes >= size) break;
				bytes += writevSync(descriptor, [head, Buffer.from(`Message-ID: <${messages}@bench.example.test>\n`), tail]);
				messages++;
			}
		}
	} finally {
		closeSync(descriptor);
	}
	return { bytes, messages };
}

function templateOf(message: Uint8Array): Template {
	const text = Buffer.from(message)
		.toString("latin1")
		.replace(/^From .*\r?\n/, "");
	const headerEnd = text.search(/\r?\n\r?\n/);
	const id = MESSAGE_ID.exec(headerEnd < 0 ? text : text.slice(0, headerEnd + 1));
	const at = id?.index ?? 0;
	return {
		head: Buffer.from(ENVELOPE + quoted(text.slice(0, at)), "latin1"),
		tail: Buffer.from(`${quoted(text.slice(at + (id?.[0].length ?? 0)))}\n\n`, "latin1"),
	};
}

function quoted(text: string): string {
	return text.replace(/^>*From /gm, ">$&");
}
