// Files that stand uuencoded inside a text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { uuencodedFiles } from "../../../src/core/mail/uuencoded-files.ts";
import type { Content } from "../../../src/core/model/content.ts";
import { rawStart } from "../../../src/core/model/content.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";

function contentOf(text: string): Content {
	const bytes = new Uint8Array(Buffer.from(text, "latin1"));
	return { bytes, start: 0, end: bytes.length, origin: null, charset: "utf-8" };
}

function read(text: string): (readonly [string, string])[] {
	return uuencodedFiles(contentOf(text), nodeCodec).map(({ name, content }) => [
		name,
		nodeCodec.latin1(content.bytes, content.start, content.end),
	]);
}

test("each uuencoded file in a text is decoded by itself, under its name", () => {
	assert.deepEqual(read("see below\nbegin 644 a.html\n#86)C\n`\nend\nand\r\nbegin 600  b c.txt\r\n#86)C\r\n`\r\nend"), [
		["a.html", "abc"],
		["b c.txt", "abc"],
	]);
});

test("a uuencoded file without its end goes to the end of the text", () => {
	assert.deepEqual(read("begin 644 a.html\n#86)C\n"), [["a.html", "abc"]]);
});

test("the word begin in a sentence is no file", () => {
	assert.deepEqual(read("begin with the end\nbegin 9 x\n"), []);
});

test("decoded bytes of a uuencoded file know their raw range", () => {
	const text = "x\nbegin 644 a.html\n#86)C\n`\nend\n";
	const [{ content }] = uuencodedFiles(contentOf(text), nodeCodec);
	assert.equal(text[rawStart(content, 0)], "8");
});
