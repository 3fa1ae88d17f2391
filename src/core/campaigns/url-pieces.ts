// URL pieces: what stays the same in a sender's tracking URLs beside the reader's token: the account at a mass mailer, the list, a folder. Of two
// customers of one mailer it is often all that tells them apart, and of two waves of one sender all that they share.

import { isDrawn, isTokenLike, maskedPath } from "../encoding/token-likeness.ts";
import type { RemoteReference } from "../model/reference.ts";

const MAX_PIECES = 12;
/** Shorter ones are versions and sizes. */
const MIN_PIECE = 6;
const MIN_NUMBER = 5;
const MAX_PIECE = 64;
/** As much of a URL as is looked at. */
const MAX_URL = 2048;
const MAX_SHAPE = 200;
const MAX_PARAMETERS = 16;

interface Taken {
	readonly labels: readonly string[];
	readonly path: string;
	readonly parameters: readonly (readonly [string, string])[];
}

/** Account-like pieces of URLs that single the reader out, without the token that does, each once: "name=value", "/segment", "label.". */
export function urlPieces(references: readonly RemoteReference[]): string[] {
	const pieces = new Set<string>();
	for (const { url, host, identifier } of references) {
		const { labels, path, parameters } = taken(url, host);
		const named = identifier.value?.toLowerCase() ?? "";
		// Of two random pieces the longer is named: where the host's name is one, it is the reader's, and what is longer behind it may be an account.
		const token = labels.some((label) => isTokenLike(label) && label.toLowerCase() !== named) ? "" : named;
		const add = (before: string, value: string, after = ""): void => {
			const lower = value.toLowerCase();
			const isToken = token !== "" && (token.includes(lower) || lower.includes(token));
			if (pieces.size < MAX_PIECES && !isToken && isAccountLike(value)) pieces.add(`${before}${value}${after}`);
		};
		for (const [name, value] of parameters) add(`${name.slice(0, MAX_PIECE)}=`, value);
		for (const segment of path.split("/")) add("/", segment);
		for (const label of labels) add("", label, ".");
		if (pieces.size >= MAX_PIECES) break;
	}
	return [...pieces];
}

/** The path with its tokens masked, and the names of parameters: what a program on the server looks like, wherever it runs. */
export function urlShape({ url, host }: Pick<RemoteReference, "url" | "host">): string {
	const { path, parameters } = taken(url, host);
	const names = parameters.map(([name]) => (isTokenLike(name) ? "*" : name));
	return `${maskedPath(path)}${names.length > 0 ? `?${names.join("&")}` : ""}`.slice(0, MAX_SHAPE);
}

/** Long enough for an account, and no word: it has a figure, or its letters were drawn. */
function isAccountLike(piece: string): boolean {
	if (piece.length < (/^\d+$/.test(piece) ? MIN_NUMBER : MIN_PIECE) || piece.length > MAX_PIECE) return false;
	if (!/\d/.test(piece) && !isDrawn(piece)) return false;
	// Dates and sizes recur with everybody.
	return !/^(?:19|20)\d\d(?:[-_]?\d\d){0,2}$|^\d+x\d+$|\.(?:gif|png|jpe?g|webp|svg|css|php|aspx?)$/i.test(piece);
}

function taken(url: string, host: string): Taken {
	const text = url.length > MAX_URL ? url.slice(0, MAX_URL) : url;
	const authority = text.indexOf("//");
	const start = authority === -1 ? text.indexOf(":") + 1 : authority + 2;
	const end = endOf(text, start, /[/?#]/g);
	const pathEnd = endOf(text, end, /[?#]/g);
	const queryEnd = endOf(text, pathEnd + 1, /#/g);
	const query = text[pathEnd] === "?" ? text.slice(pathEnd + 1, queryEnd) : "";
	return {
		// The last two are the owner's name, or part of it.
		labels: /^[\d.]+$|:/.test(host) ? [] : host.split(".").slice(0, -2),
		path: text.slice(end, pathEnd),
		parameters: query
			.split(/[&;]/)
			.slice(0, MAX_PARAMETERS)
			.filter((pair) => pair !== "")
			.map((pair) => {
				const equals = pair.indexOf("=");
				return equals === -1 ? ([pair, ""] as const) : ([pair.slice(0, equals), pair.slice(equals + 1)] as const);
			}),
	};
}

function endOf(text: string, from: number, ending: RegExp): number {
	ending.lastIndex = from;
	return ending.exec(text)?.index ?? text.length;
}
