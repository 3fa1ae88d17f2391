// Rich text to probe with (RTF 1.9.1): the least that Word opens, with one group that names the target.

import { doubleWords, hexOf, utf16 } from "./binary.ts";
import type { FileProbe } from "./file-construct.ts";

/** `group` stands behind the header; `text` is what the document shows. */
export function richText(group: string, text = "probe"): FileProbe {
	const head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\r\n";
	return { name: "probe.rtf", mediaType: "application/rtf", content: `${head}${group}\\pard ${text}\\par}\r\n` };
}

/** As text in a group: what means something to rich text is escaped, what is no ASCII spelt by its number. */
export function richTextOf(text: string): string {
	return text.replace(/[\\{}]|[^ -~]/g, (character) => {
		const code = character.charCodeAt(0);
		return /[ -~]/.test(character) ? `\\${character}` : `\\u${code > 0x7fff ? code - 0x10000 : code}?`;
	});
}

const URL_MONIKER = "\xe0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\0\xaa\0\x4b\xa9\x0b";

/** An object that is linked to `target` by an address ([MS-OLEDS] §2.2.5, with a URL moniker as its data), in hexadecimal digits. */
export function linkedObject(target: string): string {
	const address = utf16(`${target}\0`);
	const moniker = URL_MONIKER + doubleWords(address.length) + address;
	const className = "OLE2Link\0";
	return hexOf(doubleWords(0x501, 2, className.length) + className + doubleWords(0, 0, moniker.length) + moniker);
}
