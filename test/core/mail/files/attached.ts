// Attached files made by hand, with others beside them as in a container, and what a format shows of one.

import { textOf } from "../../../../src/core/mail/strings.ts";
import type { AttachedFile, FileFormat } from "../../../../src/core/model/attached-file.ts";
import { HEAD_BYTES } from "../../../../src/core/model/attached-file.ts";
import type { Content } from "../../../../src/core/model/content.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";

function contentOf(content: string): Content {
	const bytes = new Uint8Array(Buffer.from(content, "latin1"));
	return { bytes, start: 0, end: bytes.length, origin: null, charset: "utf-8" };
}

/** `content` is one character a byte; with `siblings`, by path, it lies with them in a ZIP container at the path `name`. */
export function attachedFile(name: string, content: string, siblings: Readonly<Record<string, string>> | null = null): AttachedFile {
	const whole = contentOf(content);
	return {
		name: name.slice(name.lastIndexOf("/") + 1).toLowerCase(),
		path: siblings === null ? "" : name,
		mediaType: "",
		container: siblings === null ? null : "zip",
		head: whole.bytes.subarray(0, HEAD_BYTES),
		content: whole,
		codec: nodeCodec,
		sibling(path) {
			const found = Object.entries(siblings ?? {}).find(([key]) => key.toLowerCase() === path.toLowerCase());
			return found === undefined ? null : contentOf(found[1]);
		},
	};
}

/** "construct text" of each, "text ..." and the like for what is handed on, "!code" for problems. Empty where the format does not claim it. */
export function shownBy(format: FileFormat, file: AttachedFile): string[] {
	const lines: string[] = [];
	if (!format.detect(file)) return lines;
	format.scan(file, {
		construct: (name, text) => {
			text.start(0);
			text.end(text.value.length);
			lines.push(`${name} ${text.value}`);
		},
		language: (language, content) => lines.push(`${language} ${textOf(content, content.start, content.end, nodeCodec).value}`),
		file: ({ name }) => lines.push(`file ${name}`),
		report: (code) => lines.push(`!${code}`),
	});
	return lines;
}

/** `sample` cut off at each byte, and with each byte changed. */
export function* damaged(sample: string): Generator<string> {
	for (let at = 0; at < sample.length; at++) {
		yield sample.slice(0, at);
		for (const byte of ["\0", "\xff", '"', "<", ">"]) yield sample.slice(0, at) + byte + sample.slice(at + 1);
	}
}
