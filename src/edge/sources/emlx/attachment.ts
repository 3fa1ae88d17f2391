// External attachment of an Apple Mail message: a file, handed over as a message that has nothing but that attachment. It has no raw bytes of
// a mail, so they are made by one fixed rule (version 1): the header below, then the file in base64, lines of 76 characters, CRLF.

import { basename } from "node:path";
import type { Content } from "../reading/content.ts";
import { createReady } from "../reading/ready.ts";
import type { Place } from "../source.ts";

/** .../Attachments/12345/2.1/name */
const EXTERNAL = /[\\/]Attachments[\\/]\d+[\\/][\d.]+[\\/][^\\/]+$/;
/** Bytes in a line of base64, and lines at a time. */
const LINE_BYTES = 57;
const LINES = 1024;

export function isExternalAttachment(file: string): boolean {
	return EXTERNAL.test(file);
}

/** The same place with the message as its content. */
export function wrapAttachment(place: Place): Place {
	if (place.content === null) return place;
	const head = Buffer.from(header(basename(place.file)));
	return { ...place, head, content: wrapped(place.content, head) };
}

function header(name: string): string {
	const encoded = encodeURIComponent(name.toWellFormed()).replace(
		/['()*!]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return [
		"MIME-Version: 1.0",
		"X-Counterpixel-Wrapped: emlx-attachment; version=1",
		`Content-Type: application/octet-stream; name*=UTF-8''${encoded}`,
		"Content-Transfer-Encoding: base64",
		`Content-Disposition: attachment; filename*=UTF-8''${encoded}`,
		"",
		"",
	].join("\r\n");
}

function wrapped(content: Content, head: Uint8Array): Content {
	const ready = createReady();
	ready.add([head]);
	let ended = false;
	async function more(): Promise<boolean> {
		if (ended) return false;
		const bytes = Buffer.alloc(LINE_BYTES * LINES);
		const count = await content.fill(bytes);
		ended = count < bytes.length;
		const text = bytes.subarray(0, count).toString("base64");
		ready.add([Buffer.from(text.replace(/.{1,76}/g, "$&\r\n"))]);
		return true;
	}
	return { ...content, size: null, fill: (target) => ready.fill(target, more), peek: () => null, skip: () => false, again: null };
}
