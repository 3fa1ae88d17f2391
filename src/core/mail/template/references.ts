// References: the characters that HTML texts write by name or number most (WHATWG HTML §13.5), told from their bytes. Other names separate
// words; the scanner's own reading of references, which knows them all and every offset, is html/character-references.ts.

import { resolveReferences } from "../html/character-references.ts";
import { pointsOf } from "./characters.ts";
import { PRIME, SEED } from "./word-table.ts";

const NAMES =
	"amp lt gt quot apos nbsp iexcl cent pound yen copy reg laquo raquo not shy deg middot para sect ordf ordm frac12 iquest times divide " +
	"Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc " +
	"Otilde Ouml Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc " +
	"euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml oslash ugrave uacute ucirc uuml yacute thorn yuml OElig oelig " +
	"Scaron scaron Zcaron zcaron Lstrok lstrok Sacute sacute Cacute cacute Nacute nacute Zacute zacute Zdot zdot Eogon eogon Aogon aogon " +
	"Ccaron ccaron Rcaron rcaron Ecaron ecaron Uring uring Gbreve gbreve Scedil scedil inodot Idot Yuml ensp emsp thinsp zwnj zwj lrm rlm " +
	"ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger bull hellip permil lsaquo rsaquo euro trade larr rarr hearts";

/** Bytes of a reference with its semicolon. */
const MAX_LENGTH = 10;
const MAX_POINT = 0x10ffff;
const HASH = 0x23;
const SEMICOLON = 0x3b;

let points: ReadonlyMap<number, number> | null = null;

function namedPoints(): ReadonlyMap<number, number> {
	const none = (): number => 0;
	const pointOf = (name: string): number =>
		resolveReferences({ value: `&${name};`, start: none, end: none }, false).value.codePointAt(0) as number;
	return new Map(NAMES.split(" ").map((name) => [hashOf(new TextEncoder().encode(name), 0, name.length), pointOf(name)]));
}

/** Unlike words, names differ by case. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
	let hash = SEED;
	for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), PRIME);
	return hash;
}

/** Where the reference ended that {@link referenceAt} read last. */
export let referenceEnd = 0;

/** Code point of the reference at the "&" at `at`; a blank for a name that is not known, and "&" itself where there is no reference. */
export function referenceAt(bytes: Uint8Array, at: number, end: number): number {
	let to = at + 1;
	const limit = Math.min(end, at + MAX_LENGTH);
	while (to < limit && bytes[to] !== SEMICOLON) to++;
	if (to === limit) {
		referenceEnd = at + 1;
		return 0x26;
	}
	referenceEnd = to + 1;
	if (bytes[at + 1] === HASH) return numbered(bytes, at + 2, to);
	points ??= namedPoints();
	return points.get(hashOf(bytes, at + 1, to)) ?? 0x20;
}

function numbered(bytes: Uint8Array, from: number, to: number): number {
	const isHex = ((bytes[from] as number) | 0x20) === 0x78;
	let point = 0;
	for (let at = isHex ? from + 1 : from; at < to; at++) {
		const byte = bytes[at] as number;
		const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : isHex ? (byte | 0x20) - 0x57 : -1;
		if (digit < 0 || digit > 15) return 0x20;
		point = point * (isHex ? 16 : 10) + digit;
	}
	if (point === 0 || point > MAX_POINT) return 0xfffd;
	// Of the web's own table (§13.2.5.80): what was windows-1252.
	return point >= 0x80 && point < 0xa0 ? (pointsOf("windows-1252")[point] as number) : point;
}
