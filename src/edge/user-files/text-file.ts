// Reads a text file of a user's: UTF-8 or UTF-16 by its mark, else windows-1252 where it is no UTF-8. Bounded.

import { createReadStream } from "node:fs";
import { appError } from "../../core/model/app-error.ts";

const MOST_BYTES = 64 * 1024 * 1024;

/** Throws `unreadable`. */
export async function readTextFile(file: string): Promise<string> {
	let bytes: Buffer;
	try {
		const chunks: Buffer[] = [];
		// A pipe or a device does not say how much it holds.
		for await (const chunk of createReadStream(file, { end: MOST_BYTES })) chunks.push(chunk as Buffer);
		bytes = Buffer.concat(chunks);
		if (bytes.length > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES} bytes`);
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		throw appError("unreadable", `${file} cannot be read (${code ?? message})`, { cause });
	}
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}
