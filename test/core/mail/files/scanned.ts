// What a format shows of a file, as plain lists, and whether it stands damage: each byte of a sample missing behind it, or flipped.

import assert from "node:assert/strict";
import { type AttachedFile, type FileFormat, HEAD_BYTES } from "../../../../src/core/model/attached-file.ts";
import type { Content } from "../../../../src/core/model/content.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";

export interface Scanned {
	/** "construct value", with " @ path" where there is one. */
	readonly constructs: string[];
	/** Raw bytes of each construct's text. */
	readonly raw: string[];
	/** "language content". */
	readonly languages: string[];
	/** "name mediaType content". */
	readonly files: string[];
	/** "code: detail". */
	readonly problems: string[];
}

export function latin1Bytes(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, "latin1"));
}

export function fileOf(bytes: Uint8Array, name = "", mediaType = ""): AttachedFile {
	const content: Content = { bytes, start: 0, end: bytes.length, origin: null, charset: "utf-8" };
	return {
		name,
		path: "",
		mediaType,
		container: null,
		head: bytes.subarray(0, HEAD_BYTES),
		content,
		codec: nodeCodec,
		sibling: () => null,
	};
}

export function scanned(format: FileFormat, bytes: Uint8Array, name = "", mediaType = ""): Scanned {
	const shown: Scanned = { constructs: [], raw: [], languages: [], files: [], problems: [] };
	const text = (content: Content): string => Buffer.from(content.bytes.subarray(content.start, content.end)).toString("latin1");
	format.scan(fileOf(bytes, name, mediaType), {
		construct(construct, value, _beside, path) {
			shown.constructs.push(`${construct} ${value.value}${path === undefined || path === "" ? "" : ` @ ${path}`}`);
			shown.raw.push(Buffer.from(bytes.subarray(value.start(0), value.end(value.value.length))).toString("latin1"));
		},
		language: (language, content) => shown.languages.push(`${language} ${text(content)}`),
		file: ({ name: inner, mediaType: type, content }) => shown.files.push(`${inner} ${type} ${text(content)}`),
		report(code, detail, offset) {
			assert.ok((typeof offset === "number" ? offset : offset()) >= 0);
			shown.problems.push(`${code}: ${detail}`);
		},
	});
	return shown;
}

/** Cuts `bytes` off at every byte, and flips each byte in three ways: nothing throws, and nothing takes longer than a whole scan may. */
export function standsDamage(format: FileFormat, bytes: Uint8Array, name = "", mediaType = ""): void {
	for (let end = 0; end < bytes.length; end++) scanned(format, bytes.slice(0, end), name, mediaType);
	for (let at = 0; at < bytes.length; at++) {
		for (const mask of [0x01, 0x80, 0xff]) {
			const damaged = bytes.slice();
			damaged[at] ^= mask;
			scanned(format, damaged, name, mediaType);
		}
	}
}
