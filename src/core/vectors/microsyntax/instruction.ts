// Processing instructions that load something: `<?xml-stylesheet href="URL"?>` (Associating Style Sheets with XML §3), Internet
// Explorer's `<?import implementation="URL"?>` and `<?xml:namespace src="URL"?>`.

import type { Piece } from "./piece.ts";

const LOADING: ReadonlyMap<string, readonly string[]> = new Map([
	["xml-stylesheet", ["href"]],
	["xml-model", ["href"]],
	["import", ["implementation"]],
	["xml:namespace", ["src"]],
	["component", ["src"]],
]);

const TARGET = /^<\?([^\s?>]{1,64})/;
const PSEUDO_ATTRIBUTE = /([a-z][\w:-]{0,63})[\t\n\f\r ]{0,64}=[\t\n\f\r ]{0,64}(?:"([^"]*)"|'([^']*)'|([^\s"'?>]+))/gi;

export function cutInstruction(value: string): readonly Piece[] {
	const target = TARGET.exec(value);
	const wanted = target === null ? undefined : LOADING.get(target[1].toLowerCase());
	if (target === null || wanted === undefined) return [];
	const pieces: Piece[] = [];
	PSEUDO_ATTRIBUTE.lastIndex = target[0].length;
	for (let match = PSEUDO_ATTRIBUTE.exec(value); match !== null; match = PSEUDO_ATTRIBUTE.exec(value)) {
		if (!wanted.includes(match[1].toLowerCase())) continue;
		const literal = match[2] ?? match[3] ?? match[4] ?? "";
		const to = PSEUDO_ATTRIBUTE.lastIndex - (match[4] === undefined ? 1 : 0);
		pieces.push({ from: to - literal.length, to });
	}
	return pieces;
}
