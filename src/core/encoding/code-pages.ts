// Code pages ([MS-UCODEREF] §2.2.1): Windows' numbers for charsets, as Outlook and rich text store them, and the labels of the Encoding standard.

import { type Charset, resolveCharset } from "./charsets.ts";

const LABELS: ReadonlyMap<number, string> = new Map([
	[437, "ibm437"],
	[866, "ibm866"],
	[874, "windows-874"],
	[932, "shift_jis"],
	[936, "gbk"],
	[949, "euc-kr"],
	[950, "big5"],
	[1200, "utf-16le"],
	[1201, "utf-16be"],
	[10000, "macintosh"],
	[10007, "x-mac-cyrillic"],
	[20127, "us-ascii"],
	[20866, "koi8-r"],
	[20932, "euc-jp"],
	[21866, "koi8-u"],
	[38598, "iso-8859-8-i"],
	[50220, "iso-2022-jp"],
	[50221, "iso-2022-jp"],
	[50222, "iso-2022-jp"],
	[51932, "euc-jp"],
	[51949, "euc-kr"],
	[52936, "gbk"],
	[54936, "gb18030"],
	[65000, "utf-7"],
	[65001, "utf-8"],
]);

const WINDOWS_1252 = "windows-1252";

/** Label for a code page; windows-1252, in which every byte is a character, for one that nobody knows. */
export function labelOfCodePage(codePage: number): string {
	if (codePage >= 1250 && codePage <= 1258) return `windows-${codePage}`;
	if (codePage >= 28591 && codePage <= 28606) return `iso-8859-${codePage - 28590}`;
	return LABELS.get(codePage) ?? WINDOWS_1252;
}

/** The same, as what decodes it. What the Encoding standard does not know (IBM 437) is read as windows-1252, which loses no ASCII. */
export function charsetOfCodePage(codePage: number): Charset {
	return resolveCharset(labelOfCodePage(codePage)) ?? { name: WINDOWS_1252, kind: "single-byte" };
}
