// URL nodes: a URL taken apart as far as its pieces mean something by themselves: host labels, path segments, parameters, what a value says once
// it is decoded, parts between separators. A token is then compared with the one that stands in the same place of another person's copy, and
// nothing else with it. The fragment is left out, since no program sends it.

import { BASE64, type BitEncoding, decodeBits, HEX } from "../../encoding/bit-encodings.ts";
import { decodePercent } from "../../encoding/percent.ts";

export interface UrlNode {
	/** In words, and a key: the same of two URLs means that they correspond. */
	readonly place: string;
	readonly value: string;
	/** What it consists of; empty for the smallest. */
	readonly children: readonly UrlNode[];
	/** How it is taken apart: values that are so in another way do not correspond piece by piece. */
	readonly form: string;
}

/** Attack: URLs of megabytes, of thousands of parameters, encoded many times over. What is past these is one piece. */
const MAX_URL = 2048;
const MAX_NAME = 60;
const MAX_PIECES = 24;
const MAX_PARAMETERS = 64;
const MAX_DEPTH = 6;
const MIN_ENCODED = 8;
const MIN_TEXT = 5;

/** Pieces of one URL. */
const MAX_NODES = 100;
let left = MAX_NODES;

/** `url` absolute, as WHATWG serialises it; `whole`: not taken apart. */
export function urlNode(url: string, whole = false): UrlNode {
	left = MAX_NODES;
	const text = withoutFragment(url);
	return whole ? leaf("the URL", text) : ofUrl("the URL", "", text, 0);
}

export function withoutFragment(url: string): string {
	const fragment = url.indexOf("#");
	return fragment < 0 ? url : url.slice(0, fragment);
}

function leaf(place: string, value: string): UrlNode {
	left--;
	return { place, value, children: NONE, form: "" };
}

/** `form` tells the places of the children, in short. */
function node(place: string, value: string, children: readonly UrlNode[], form: string): UrlNode {
	return { place, value, children, form };
}

const NONE: readonly UrlNode[] = [];

/** Names of numbered places, since the same few are asked for with each URL. Bounded against URLs that make each one differ. */
const numbered = new Map<string, Map<number, string>>();
const MAX_NUMBERED = 5000;

function numberedPlace(what: string, index: number, count: number, of: string): string {
	const key = `${what}${of}`;
	let names = numbered.get(key);
	if (names === undefined) {
		if (numbered.size >= MAX_NUMBERED) numbered.clear();
		names = new Map();
		numbered.set(key, names);
	}
	const number = index * 1000 + count;
	let name = names.get(number);
	if (name === undefined) {
		name = `${what}${index + 1} of ${count}${of}`;
		names.set(number, name);
	}
	return name;
}

/** `within`: how the places inside are told from those of the URL around it. */
function ofUrl(place: string, within: string, url: string, depth: number): UrlNode {
	const authority = url.indexOf("://");
	if (url.length > MAX_URL) return leaf(place, url);
	if (authority < 0) {
		const colon = url.indexOf(":");
		return node(place, url, [ofValue(`${within}the address`, url.slice(colon + 1), depth)], "address");
	}
	const start = authority + 3;
	const question = url.indexOf("?", start);
	const pathEnd = question < 0 ? url.length : question;
	const slash = url.indexOf("/", start);
	const hostEnd = slash < 0 || slash > pathEnd ? pathEnd : slash;
	const children = [leaf(`${within}the scheme`, url.slice(0, authority)), ...ofAuthority(within, url.slice(start, hostEnd))];
	children.push(ofPath(within, url.slice(hostEnd, pathEnd), depth));
	children.push(ofPairs(`${within}the query`, `${within}query parameter `, url.slice(pathEnd + 1), depth));
	return node(place, url, children, "url");
}

function ofAuthority(within: string, authority: string): UrlNode[] {
	const at = authority.lastIndexOf("@");
	const port = /:\d*$/.exec(authority)?.index ?? authority.length;
	const host = authority.slice(at + 1, port);
	const labels = host.startsWith("[") || /^[\d.]+$/.test(host) ? [] : host.split(".");
	const name = `${within}the host name`;
	const labelled =
		labels.length > MAX_PIECES
			? leaf(name, host)
			: node(
					name,
					host,
					labels.map((label, index) => ofParts(numberedPlace("label ", index, labels.length, ` of ${name}`), label)),
					String(labels.length),
				);
	return [
		leaf(`${within}the user name`, authority.slice(0, Math.max(at, 0))),
		labelled,
		leaf(`${within}the port`, authority.slice(port + 1)),
	];
}

function ofPath(within: string, path: string, depth: number): UrlNode {
	const segments = path.split("/").slice(1);
	if (segments.length > Math.min(MAX_PARAMETERS, left)) return leaf(`${within}the path`, path);
	const before = `${within}path segment `;
	const children = segments.map((segment, index) => ofValue(numberedPlace(before, index, segments.length, ""), segment, depth));
	return node(`${within}the path`, path, children, String(segments.length));
}

function ofPairs(place: string, before: string, text: string, depth: number): UrlNode {
	if (text === "") return leaf(place, text);
	const pairs = text.split(/[&;]/, MAX_PARAMETERS + 1);
	if (pairs.length > Math.min(MAX_PARAMETERS, left)) return leaf(place, text);
	const seen = new Map<string, number>();
	const children = pairs.map((pair, index) => {
		const equals = pair.indexOf("=");
		if (equals <= 0) return ofValue(`item ${index + 1} of ${place}`, pair, depth);
		const name = pair.slice(0, Math.min(equals, MAX_NAME));
		const times = (seen.get(name) ?? 0) + 1;
		seen.set(name, times);
		return ofValue(`${before}${name}${times > 1 ? ` (${times})` : ""}`, pair.slice(equals + 1), depth);
	});
	// The same parameters in another order correspond.
	children.sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
	return node(place, text, children, children.map((child) => child.place).join("\n"));
}

function ofValue(place: string, value: string, depth: number): UrlNode {
	if (value === "" || depth > MAX_DEPTH || left <= 0) return leaf(place, value);
	const text = value.includes("%") ? decodePercent(value) : value;
	const inner = ofText(place, text, depth + 1);
	if (inner !== null) return node(place, value, inner.children, inner.form);
	for (const encoding of [HEX, BASE64]) {
		const decoded = encodedText(encoding, text);
		if (decoded === null) continue;
		const under = `${encoding.name} in ${place}`;
		return node(place, value, [ofText(under, decoded, depth + 1) ?? ofParts(under, decoded)], encoding.name);
	}
	const parts = ofParts(place, text);
	return parts.value === value ? parts : node(place, value, parts.children, parts.form);
}

/** A text that has a form of its own: a URL, an object, pairs; null where it has none. */
function ofText(place: string, text: string, depth: number): UrlNode | null {
	if (depth > MAX_DEPTH) return null;
	if (/^https?:\/\//i.test(text))
		return node(place, text, [ofUrl(`the URL in ${place}`, `in ${place}: `, withoutFragment(text), depth)], "a URL");
	if (text.startsWith("{") && text.endsWith("}")) return ofObject(place, text, depth);
	if (/^[\w.-]{1,40}=[^&]*&[\w.-]{1,40}=/.test(text)) return ofPairs(place, `${place}: parameter `, text, depth);
	return null;
}

function ofObject(place: string, text: string, depth: number): UrlNode | null {
	let object: unknown;
	try {
		object = JSON.parse(text);
	} catch {
		return null;
	}
	const entries = Object.entries(object as object).slice(0, MAX_PARAMETERS);
	return node(
		place,
		text,
		entries.map(([key, value]) =>
			ofValue(`${place}, key ${key.slice(0, MAX_NAME)}`, typeof value === "string" ? value : JSON.stringify(value), depth),
		),
		entries.map(([key]) => key.slice(0, MAX_NAME)).join("\n"),
	);
}

const SEPARATORS = /[^A-Za-z0-9\u0080-\uffff]+/;

function ofParts(place: string, text: string): UrlNode {
	if (!SEPARATORS.test(text)) return leaf(place, text);
	const parts = text.split(SEPARATORS, MAX_PIECES + 1);
	if (parts.length > Math.min(MAX_PIECES, left)) return leaf(place, text);
	return node(
		place,
		text,
		parts.map((part, index) => leaf(numberedPlace("part ", index, parts.length, ` of ${place}`), part)),
		String(parts.length),
	);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const WRITTEN = new Uint8Array(MAX_URL * 3);
const DECODED = new Uint8Array(MAX_URL * 3);

/** What hex or base64 says, where that is text to the end; null else. */
function encodedText(encoding: BitEncoding, text: string): string | null {
	const padding = /={0,2}$/.exec(text)?.index ?? text.length;
	if (padding < MIN_ENCODED || text.length > MAX_URL) return null;
	const { written } = encoder.encodeInto(text, WRITTEN);
	const end = written - (text.length - padding);
	const length = decodeBits(encoding, WRITTEN, 0, end, DECODED, true);
	if (length < MIN_TEXT || length < Math.floor((end * encoding.bits) / 8)) return null;
	for (let at = 0; at < length; at++) if ((DECODED[at] as number) < 0x20 || DECODED[at] === 0x7f) return null;
	return decoder.decode(DECODED.subarray(0, length));
}
