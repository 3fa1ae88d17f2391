import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decoderOf, hasHighByte, isUtf8, resolveCharset, utf8Sequence } from "../../../src/core/encoding/charsets.ts";

test("labels are those of the Encoding Standard, and those that mail knows beside them", () => {
	for (const [label, name, kind] of [
		["UTF-8", "utf-8", "utf-8"],
		["utf8", "utf-8", "utf-8"],
		["iso-8859-1", "windows-1252", "single-byte"],
		["x-user-defined", "x-user-defined", "single-byte"],
		["cp1251", "windows-1251", "single-byte"],
		["cp-1252", "windows-1252", "single-byte"],
		["iso8859-15", "iso-8859-15", "single-byte"],
		["windows-31j", "shift_jis", "transcode"],
		["cp932", "shift_jis", "transcode"],
		["ks_c_5601-1987", "euc-kr", "transcode"],
		["cp949", "euc-kr", "transcode"],
		["gb2312", "gbk", "transcode"],
		["big5-hkscs", "big5", "transcode"],
		["utf-16", "utf-16le", "transcode"],
		["unicode-1-1-utf-7", "utf-7", "utf-7"],
		["hz-gb-2312", "hz-gb-2312", "hz"],
		["iso-2022-kr", "iso-2022-kr", "iso-2022-kr"],
	] as const) {
		assert.deepEqual(resolveCharset(label), { name, kind }, label);
	}
});

test("quotes, brackets and what follows a label do not hide it; nonsense names nothing", () => {
	for (const label of ['"utf-8"', "'utf-8'", " utf-8 ", "utf-8 sdq", "utf-8;", "<utf-8>", "utf-8\0", "charset=utf-8", "UTF-8*en"]) {
		assert.equal(resolveCharset(label)?.name, "utf-8", label);
	}
	for (const label of ["", " ", "nonsense", "__proto__", "constructor", "x".repeat(100_000)]) assert.equal(resolveCharset(label), null);
});

test("labels without end are neither kept nor slow", () => {
	for (let i = 0; i < 5000; i++) resolveCharset(`nonsense-${i}`);
	assert.equal(resolveCharset("koi8-u")?.name, "koi8-u");
});

test("every single-byte encoding makes one character of each byte: indices are offsets", () => {
	for (const label of [
		"ibm866",
		"iso-8859-3",
		"iso-8859-8-i",
		"koi8-u",
		"macintosh",
		"windows-874",
		"windows-1258",
		"x-mac-cyrillic",
		"x-user-defined",
	]) {
		const charset = resolveCharset(label);
		assert.equal(charset?.kind, "single-byte", label);
		const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
		assert.equal(decoderOf(charset?.name ?? "").decode(all).length, 256, label);
		assert.equal(
			decoderOf(charset?.name ?? "")
				.decode(all)
				.slice(0, 128),
			String.fromCharCode(...all.subarray(0, 128)),
			label,
		);
	}
});

test("well-formed and maximal ill-formed sequences are those of the platform's decoder", () => {
	const bytes = fc.array(
		fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xf5, 0xff, 0xc1, 0xe2, 0x82, 0xac),
		{
			maxLength: 30,
		},
	);
	fc.assert(
		fc.property(bytes, (array) => {
			const input = Uint8Array.from(array);
			let text = "";
			let valid = true;
			for (let at = 0; at < input.length; ) {
				const length = utf8Sequence(input, at, input.length);
				valid &&= length > 0;
				text += length > 0 ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(input.subarray(at, at + length)) : "\ufffd";
				at += Math.abs(length);
			}
			assert.equal(text, decoderOf("utf-8").decode(input));
			assert.equal(isUtf8(input, 0, input.length), valid);
			assert.equal(
				hasHighByte(input, 0, input.length),
				array.some((byte) => byte > 0x7f),
			);
		}),
		{ numRuns: 1000 },
	);
});
