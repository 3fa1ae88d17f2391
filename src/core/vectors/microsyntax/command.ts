// A command line, or what stands where one may (the topic of a DDE link, the arguments of a macro call): an address alone, or addresses
// and shares somewhere among words.

import { cutBareUrls } from "./bare-url.ts";
import { type Piece, trimmed } from "./piece.ts";

const ADDRESS = /^(?:[a-z][a-z0-9+.-]{1,30}:|\\\\|\/\/)/i;
const SHARE = /\\\\[\w.-]{1,255}\\[^\s"'|<>]*/g;

export function cutCommand(value: string): readonly Piece[] {
	const whole = trimmed(value, 0, value.length);
	if (whole === null) return [];
	const written = value.slice(whole.from, whole.to);
	if (ADDRESS.test(written) && !/[\s"]/.test(written)) return [whole];
	const shares = Array.from(value.matchAll(SHARE), ({ 0: share, index }) => ({ from: index, to: index + share.length }));
	return [...cutBareUrls(value), ...shares];
}

/** A connection string (`Provider=x;Data Source=...`), whose values end at a semicolon, or anything that `cutCommand` reads. */
export function cutConnection(value: string): readonly Piece[] {
	if (!/^\s*[a-z][\w ]{0,60}=/i.test(value)) return cutCommand(value);
	const pieces: Piece[] = [];
	let at = 0;
	for (const setting of value.split(";")) {
		const from = at + setting.indexOf("=") + 1;
		for (const piece of cutCommand(value.slice(from, at + setting.length)))
			pieces.push({ ...piece, from: from + piece.from, to: from + piece.to });
		at += setting.length + 1;
	}
	return pieces;
}
