// Probe messages as mailparser, an independent implementation, reads them: the property tests would prove little if only this
// project understood what it composes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { simpleParser } from "mailparser";
import { composeProbe, PROBE_CHARSETS } from "../../../src/app/selftest/compose.ts";
import { PROBE_ENCODINGS } from "../../../src/app/selftest/transfer-encodings.ts";

const URL_TARGET = `http://tracker.example/${"x".repeat(90)}?a=1&b=2`;

for (const transferEncoding of PROBE_ENCODINGS) {
	for (const charset of PROBE_CHARSETS) {
		// Raw NULs on the wire: no mail carries them, and mailparser stops at their line ends. Ours are read all the same.
		if (charset.startsWith("utf-16") && transferEncoding !== "base64" && transferEncoding !== "quoted-printable") continue;
		test(`mailparser reads the probe in ${charset}, ${transferEncoding}`, async () => {
			const probe = { kind: "html", html: `<img src="${URL_TARGET}">` } as const;
			const { html, subject, to } = await simpleParser(Buffer.from(composeProbe(probe, { transferEncoding, charset })));
			assert.ok(typeof html === "string" && html.includes(`<img src="${URL_TARGET}">`), String(html));
			assert.match(html, /<\/body>\s*\S*\s*<\/html>\s*$/);
			assert.equal(subject, "Probe");
			assert.ok(to);
		});
	}
}

test("a probe that is not ASCII, or a charset without a word, is refused", () => {
	assert.throws(() => composeProbe({ kind: "text", text: "\u00e9" }, { transferEncoding: "8bit", charset: "utf-8" }), RangeError);
	assert.throws(() => composeProbe({ kind: "text", text: "x" }, { transferEncoding: "8bit", charset: "x-unknown" }), RangeError);
});
