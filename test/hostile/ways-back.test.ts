// The way back from decoded text to raw bytes is the same whether it is asked for once or for every character: a piece that is asked
// about often is gone through in another way than one that is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { resolveCharset } from "../../src/core/encoding/charsets.ts";
import { asUtf8 } from "../../src/core/mail/transcoded.ts";
import type { Content } from "../../src/core/model/content.ts";

const LABELS = ["shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "gbk", "big5", "euc-kr", "utf-16le", "utf-16be"];

/** Bytes that are almost text, and bytes that are nothing. */
const bytes = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				"<a>",
				"\x1b$B",
				"\x1b(B",
				"\x1b(J",
				"\x1b$",
				"\x93\xfa",
				"\x82",
				"\x81\x30\x81",
				"\x81\x30\x81\x30",
				"\x8f\xa1",
				"\xd8\0",
				"\0<",
				"\xff",
			),
			fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 6 }),
		),
		{ maxLength: 40, size: "max" },
	)
	.map((pieces) => new Uint8Array(Buffer.from(pieces.join(""), "latin1")));

for (const label of LABELS) {
	test(`${label}: asked often or once, the same bytes`, () => {
		const charset = resolveCharset(label) ?? assert.fail();
		fc.assert(
			fc.property(bytes, (raw) => {
				const content: Content = { bytes: raw, start: 0, end: raw.length, origin: null, charset: "utf-8" };
				const often = asUtf8(content, charset, null);
				const ranges = (of: Content, at: number): (number | undefined)[] => [of.origin?.start(at), of.origin?.end(at + 1)];
				for (let round = 0; round < 20; round++) ranges(often, often.start);
				for (let at = often.start; at < often.end; at++) {
					assert.deepEqual(ranges(often, at), ranges(asUtf8(content, charset, null), at), `byte ${at}`);
				}
			}),
			{ numRuns: 60, seed: 1 },
		);
	});
}
