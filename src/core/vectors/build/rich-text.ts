// Rich text to probe with (RTF 1.9.1): the least that Word opens, with one group that names the target.

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

const URL_MONIKER = "e0c9ea79f9bace118c8200aa004ba90b";

/** An object that is linked to `target` by an address ([MS-OLEDS] §2.2.5, with a URL moniker as its data), in hexadecimal digits. */
export function linkedObject(target: string): string {
	const address = [...`${target}\0`].map((character) => unitsOf(character)).join("");
	const moniker = `${URL_MONIKER}${doubleWord(address.length / 2)}${address}`;
	const className = Array.from("OLE2Link\0", (character) => byte(character.charCodeAt(0))).join("");
	const header = `${doubleWord(0x501)}${doubleWord(2)}${doubleWord(9)}${className}${doubleWord(0)}${doubleWord(0)}`;
	return `${header}${doubleWord(moniker.length / 2)}${moniker}`;
}

function unitsOf(character: string): string {
	return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
		.map((unit) => byte(unit & 0xff) + byte(unit >>> 8))
		.join("");
}

function doubleWord(value: number): string {
	return [0, 8, 16, 24].map((shift) => byte((value >>> shift) & 0xff)).join("");
}

function byte(value: number): string {
	return value.toString(16).padStart(2, "0");
}
