import assert from "node:assert/strict";
import test from "node:test";
import { plainCodec } from "../../../src/core/encoding/plain-codec.ts";
import { createInspector } from "../../../src/core/inspect.ts";
import type { Classify } from "../../../src/core/model/classifier.ts";

const inspect = createInspector(plainCodec);
const message = new TextEncoder().encode(
	[
		"Content-Type: text/html",
		"",
		'<img src="https://pixel.example/1.gif"><img src="https://i.imgur.com/2.png"><img src="\\\\share.example\\3">',
		'<a href="https://link.example/4">link</a><img src="https://plain.example/5.gif">',
	].join("\r\n"),
);

const listed: Classify = (url, vector, trigger) => (url.includes("plain") ? null : `list line 7: ${vector} ${trigger} blocks it`);

test("what a classifier says stands last among the reasons, and says so where no operator is known; nothing else changes", () => {
	const without = inspect(message);
	const asked = inspect(message, { classify: listed });
	assert.equal(asked.references.length, without.references.length);
	for (const [at, reference] of asked.references.entries()) {
		const { why, ...rest } = reference;
		const { why: before, ...same } = without.references[at] as typeof reference;
		assert.deepEqual(rest, same);
		const said = why.slice(before.length);
		assert.deepEqual(why.slice(0, before.length), before);
		const sentence = `list line 7: ${reference.vector} ${reference.trigger} blocks it`;
		if (reference.url.includes("plain")) assert.deepEqual(said, []);
		else assert.deepEqual(said, [reference.operator === null ? `${sentence}; no operator is known for it` : sentence]);
	}
	assert.ok(asked.references.some(({ operator }) => operator !== null));
});

test("a classifier is asked for its own message only", () => {
	inspect(message, { classify: listed });
	for (const { why } of inspect(message).references) assert.ok(!why.some((reason) => reason.includes("list line")));
});
