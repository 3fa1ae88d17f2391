import assert from "node:assert/strict";
import { test } from "node:test";
import { bands, sketchSimilarity } from "../../../../src/core/encoding/sketches.ts";
import { readMessage } from "../../../../src/core/mail/message.ts";
import { profileOf } from "../../../../src/core/mail/profile.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";
import { corpusMessages, NO_CORPORA } from "../../../support/corpora.ts";

const pairs = corpusMessages("newsletter-two-recipients");
const skip = pairs.length === 0 && NO_CORPORA;

function templatesOf(corpus: string) {
	return corpusMessages(corpus).map(({ name, bytes }) => ({ name, ...profileOf(readMessage(bytes, nodeCodec), nodeCodec).template }));
}

test("two people's copies of a newsletter are told to be copies, and other newsletters not", { skip }, () => {
	const all = templatesOf("newsletter-two-recipients");
	const mailing = (name: string): string => name.replace(/\.?-?u[12]\.eml$/, "");
	for (const a of all) {
		for (const b of all) {
			const similarity = sketchSimilarity(a.sketch, b.sketch);
			const what = `${a.name} and ${b.name}: ${similarity}`;
			if (mailing(a.name) === mailing(b.name)) assert.ok(similarity > 0.9 && a.structure === b.structure && a.structure !== "", what);
			else assert.ok(similarity < 0.1 && a.structure !== b.structure, what);
		}
	}
});

test("of two hundred different mails hardly two share a band", { skip }, () => {
	const seen = new Map<string, number>();
	for (const { sketch } of templatesOf("spamassassin-easy-ham-1").slice(0, 200)) {
		for (const band of bands(sketch)) seen.set(band, (seen.get(band) ?? 0) + 1);
	}
	const shared = [...seen.values()].filter((count) => count > 1).length;
	assert.ok(shared < 30, String(shared));
});
