// The URL of an example in pieces: what stands in every copy, and what singles out this one. Copies are compared segment by segment (RFC 3986
// §3.3 and §3.4); of a segment that differs, what all begin and end with is common, down to the last character that is no letter or digit.

import type { UrlPiece } from "./case-report-data.ts";

const SEPARATORS = /([/?&=#;])/;

export interface About {
	readonly host: string;
	/** The identifier as it stands in the URL, where one copy alone tells; or null. */
	readonly value: string | null;
}

/** `others`: of copies of other people; none of them may mean that all behind the host is individual. */
export function urlPieces(url: string, others: readonly string[], { host, value }: About): UrlPiece[] {
	const behind = url.indexOf(host) + host.length;
	if (others.length === 0) {
		const [front, rest] = url.includes(host) ? [url.slice(0, behind), url.slice(behind)] : ["", url];
		const inHost = value !== null && front.includes(value);
		return joined([{ text: front, individual: inHost }, ...alone(rest)]);
	}
	const [scheme, ...tokens] = tokensOf(url);
	const same = others.map(tokensOf).filter((other) => other.length === tokens.length + 1);
	// A form of its own: nothing can be laid beside it.
	if (same.length < others.length / 2) return urlPieces(url, [], { host, value });
	const pieces: UrlPiece[] = [{ text: scheme ?? "", individual: false }];
	tokens.forEach((token, index) => {
		const theirs = same.map((other) => other[index + 1] as string);
		if (theirs.every((other) => other === token)) pieces.push({ text: token, individual: false });
		else pieces.push(...differing(token, theirs));
	});
	return joined(pieces);
}

/** "https://", then labels of the host with their dots, then segments with what separates them. */
function tokensOf(url: string): string[] {
	const [, scheme = "", authority = "", rest = ""] = /^([a-z][a-z0-9+.-]*:(?:\/\/)?)([^/?#]*)(.*)$/is.exec(url) ?? [null, "", "", url];
	return [scheme, ...authority.split(/(\.)/), ...rest.split(SEPARATORS)];
}

/** A name of a parameter, as programmers give them: it tells nobody apart. */
const PARAMETER = /^[a-z_-]{1,12}$/i;

function alone(rest: string): UrlPiece[] {
	const parts = rest.split(SEPARATORS);
	return parts.map((text, index) => {
		const isName = parts[index + 1] === "=" && PARAMETER.test(text);
		return { text, individual: text !== "" && !/^[/?&=#;]$/.test(text) && !isName };
	});
}

function differing(token: string, others: readonly string[]): UrlPiece[] {
	let [front, back] = [token.length, token.length];
	for (const other of others) {
		let same = 0;
		while (same < front && token[same] === other[same]) same++;
		front = same;
		let tail = 0;
		while (tail < Math.min(back, other.length) && token.at(-1 - tail) === other.at(-1 - tail)) tail++;
		back = tail;
	}
	const begin = /^(?:.*[^a-z0-9])?/i.exec(token.slice(0, front))?.[0].length ?? 0;
	const tail = token.slice(Math.max(begin, token.length - back));
	const end = token.length - (tail.length - (/[^a-z0-9]/i.exec(tail)?.index ?? tail.length));
	return [
		{ text: token.slice(0, begin), individual: false },
		{ text: token.slice(begin, end), individual: true },
		{ text: token.slice(end), individual: false },
	];
}

function joined(pieces: readonly UrlPiece[]): UrlPiece[] {
	const all: UrlPiece[] = [];
	for (const piece of pieces) {
		if (piece.text === "") continue;
		const last = all.at(-1);
		if (last !== undefined && last.individual === piece.individual) all[all.length - 1] = { ...last, text: last.text + piece.text };
		else all.push(piece);
	}
	return all;
}
