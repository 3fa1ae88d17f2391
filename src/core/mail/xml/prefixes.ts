// Prefixes: a document names its namespaces as it likes (Namespaces in XML 1.0 §3), `x:href` for xlink:href, `s:image` for an SVG image,
// and a browser asks for what the namespace is. Here names get the spelling that vectors watch for.

import { createPieces, type Pieces } from "../../encoding/pieces.ts";
import type { Text } from "../../model/text.ts";

/** Whose elements HTML knows without a prefix. */
const UNPREFIXED: ReadonlySet<string> = new Set([
	"http://www.w3.org/2000/svg",
	"http://www.w3.org/1999/xhtml",
	"http://www.w3.org/1998/Math/MathML",
]);
const XLINK = "http://www.w3.org/1999/xlink";

/** Attack: a prefix for each of a million elements. */
const MAX_PREFIXES = 1000;

const DECLARED = /\sxmlns:([^\s=/>"'<:]{1,100})\s*=\s*(?:"([^"<]{1,100})"|'([^'<]{1,100})')/g;
const PREFIX = /([^\s=/>"'<:]{1,100}):/y;

interface Prefixes {
	readonly unprefixed: ReadonlySet<string>;
	readonly xlink: ReadonlySet<string>;
}

/** `text` itself where all prefixes are the usual ones. A prefix counts in the whole document for whatever it stands for anywhere in it. */
export function usualPrefixes(text: Text): Text {
	const source = text.value;
	const prefixes = prefixesIn(source);
	if (prefixes.unprefixed.size === 0 && prefixes.xlink.size === 0) return text;
	const pieces = createPieces(text);
	for (let at = source.indexOf("<"); at !== -1; at = source.indexOf("<", at)) at = afterMarkup(source, at, prefixes, pieces);
	pieces.copyTo(source.length);
	return pieces.text();
}

function prefixesIn(source: string): Prefixes {
	const unprefixed = new Set<string>();
	const xlink = new Set<string>();
	for (const [, prefix, quoted, apostrophes] of source.matchAll(DECLARED)) {
		const namespace = quoted ?? apostrophes;
		if (UNPREFIXED.has(namespace)) unprefixed.add(prefix);
		else if (namespace === XLINK && prefix !== "xlink") xlink.add(prefix);
		if (unprefixed.size + xlink.size >= MAX_PREFIXES) break;
	}
	return { unprefixed, xlink };
}

/** Where to go on after the markup that begins at `less`. */
function afterMarkup(source: string, less: number, prefixes: Prefixes, pieces: Pieces): number {
	const next = source.charAt(less + 1);
	if (next === "!" || next === "?") {
		const close = next === "?" ? "?>" : source.startsWith("<!--", less) ? "-->" : source.startsWith("<![CDATA[", less) ? "]]>" : ">";
		const end = source.indexOf(close, less + 2);
		return end === -1 ? source.length : end + close.length;
	}
	let at = less + (next === "/" ? 2 : 1);
	const prefix = prefixAt(source, at);
	if (prefix !== null && prefixes.unprefixed.has(prefix)) {
		pieces.copyTo(at);
		pieces.replace("", prefix.length + 1);
	}
	at = nameEnd(source, at);
	for (;;) {
		while (isBlank(source, at) || source.charAt(at) === "/") at++;
		const character = source.charAt(at);
		if (character === "" || character === ">") return at + 1;
		if (character === "<") return at;
		const attribute = prefixAt(source, at);
		if (attribute !== null && prefixes.xlink.has(attribute)) {
			pieces.copyTo(at);
			pieces.replace("xlink", attribute.length);
		}
		at = afterValue(source, Math.max(nameEnd(source, at), at + 1));
	}
}

function prefixAt(source: string, at: number): string | null {
	PREFIX.lastIndex = at;
	return PREFIX.exec(source)?.[1] ?? null;
}

function nameEnd(source: string, from: number): number {
	let at = from;
	while (at < source.length && !isBlank(source, at) && !"=/><\"'".includes(source.charAt(at))) at++;
	return at;
}

/** After `="..."`, or `from` itself where no value follows. */
function afterValue(source: string, from: number): number {
	let at = from;
	while (isBlank(source, at)) at++;
	if (source.charAt(at) !== "=") return from;
	at++;
	while (isBlank(source, at)) at++;
	const quote = source.charAt(at);
	if (quote !== '"' && quote !== "'") return at;
	const end = source.indexOf(quote, at + 1);
	return end === -1 ? source.length : end + 1;
}

function isBlank(source: string, at: number): boolean {
	const code = source.charCodeAt(at);
	return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
