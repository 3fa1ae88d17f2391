// `//# sourceMappingURL=URL` (ECMA-426 §11.1.2.1): the last such comment of a script or style sheet. All are reported, since the program decides.

import type { Piece } from "./piece.ts";

const NAME = "sourcemappingurl=";

/** The URL after each `# sourceMappingURL=` or `@ sourceMappingURL=`, up to white space, a quote or the end of the comment. */
export function cutSourceMaps(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	const lower = value.toLowerCase();
	for (let at = lower.indexOf(NAME); at >= 0; at = lower.indexOf(NAME, at + 1)) {
		const before = value.slice(Math.max(0, at - 8), at).trimEnd();
		if (!/[#@]$/.test(before)) continue;
		const from = at + NAME.length;
		let to = from;
		while (to < value.length && value.charCodeAt(to) > 0x20 && value[to] !== '"' && value[to] !== "'" && !value.startsWith("*/", to)) to++;
		if (to > from) pieces.push({ from, to });
	}
	return pieces;
}
