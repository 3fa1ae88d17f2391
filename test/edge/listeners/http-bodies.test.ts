// Answers to probes: of the right type, as small as can be, and holding nothing that asks for more.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type BodyKind, kindFor, tinyBody } from "../../../src/edge/listeners/http-bodies.ts";

/** What asks, and for what kind of file. */
const REQUESTS: readonly (readonly [target: string, headers: Record<string, string>, kind: BodyKind])[] = [
	["/0123.gif", {}, "gif"],
	["/0123.GIF?x=y.css", { "sec-fetch-dest": "style" }, "gif"],
	["/0123.css", { "sec-fetch-dest": "image" }, "css"],
	["/0123.woff2", {}, "woff2"],
	["/0123", { "sec-fetch-dest": "image" }, "gif"],
	["/0123", { "sec-fetch-dest": "style", accept: "image/*" }, "css"],
	["/0123.constructor", {}, "text"],
	["/0123.toString", { accept: "image/avif,image/webp" }, "gif"],
	["/__proto__.json", {}, "json"],
	["/0123", { accept: "text/html,*/*" }, "html"],
	["/0123", { accept: "text/css,*/*;q=0.1" }, "css"],
	["/0123", {}, "text"],
	["", {}, "text"],
	["/", { "sec-fetch-dest": "__proto__" }, "text"],
];

for (const [target, headers, kind] of REQUESTS) {
	test(`${target || "nothing"} with ${JSON.stringify(headers)} is ${kind}`, () => assert.equal(kindFor(target, headers), kind));
}

const KINDS: readonly BodyKind[] = [
	"gif",
	"png",
	"ico",
	"svg",
	"css",
	"js",
	"html",
	"json",
	"xml",
	"vtt",
	"rtf",
	"text",
	"woff2",
	"mp4",
	"ogg",
];

test("every answer is smaller than two hundred bytes and holds no reference", () => {
	for (const kind of KINDS) {
		const { mediaType, body } = tinyBody(kind);
		const bytes = Buffer.from(body as string);
		assert.ok(bytes.length < 200, kind);
		assert.match(mediaType, /^[a-z]+\/[a-z0-9+.-]+(?:; charset=utf-8)?$/);
		assert.doesNotMatch(bytes.toString("latin1").replace("http://www.w3.org/2000/svg", ""), /https?:|src=|href=|url\(|<script/i, kind);
	}
});

test("pictures begin as their kind does, and JSON is JSON", () => {
	const begin = (kind: BodyKind): string => Buffer.from(tinyBody(kind).body as Uint8Array).toString("latin1", 0, 6);
	assert.deepEqual([begin("gif"), begin("ico"), begin("png")], ["GIF89a", "GIF89a", "\x89PNG\r\n"]);
	assert.deepEqual(JSON.parse(tinyBody("json").body as string), {});
});
