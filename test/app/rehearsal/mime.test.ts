// The MIME of a letter says what the letter says, and holds no line that an mbox would take for an envelope.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { LETTER_ENCODINGS, type Letter } from "../../../src/app/rehearsal/letter.ts";
import { contentOf } from "../../../src/app/rehearsal/mime.ts";

const text = fc
	.array(fc.constantFrom("From ", ">From ", ">>From", "word ", "=", "\n", ".", `${"long ".repeat(15)}`, `${"x".repeat(70)}`), {
		maxLength: 30,
	})
	.map((pieces) => `a${pieces.join("")}z`);

test("a letter comes out of an independent parser as it went in, without a line that begins as an envelope", async () => {
	await fc.assert(
		fc.asyncProperty(
			text,
			text,
			fc.constantFrom(...LETTER_ENCODINGS),
			fc.constantFrom("plain", "html", "both"),
			async (plain, html, encoding, kind) => {
				const letter = { plain: kind === "html" ? null : plain, html: kind === "plain" ? null : html, boundary: "b0undary", encoding };
				const raw = contentOf(letter as unknown as Letter);
				assert.doesNotMatch(raw, /^>*From /m);
				assert.ok(raw.endsWith("\n"));
				const parsed = await simpleParser(`From: a@b.example\n${raw}`, { skipTextToHtml: true, skipHtmlToText: true, skipTextLinks: true });
				if (kind !== "html") assert.equal(parsed.text?.trimEnd(), plain.trimEnd());
				if (kind !== "plain") assert.equal((parsed.html || "").trimEnd(), html.trimEnd());
			},
		),
		{ numRuns: 60 },
	);
});
