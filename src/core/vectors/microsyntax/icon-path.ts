// The path of an icon as Windows' settings write it: a file, and behind a comma which of the icons in it.

import { type Piece, trimmed } from "./piece.ts";

export function cutIconPath(value: string): readonly Piece[] {
	const index = /,\s{0,10}-?\d{1,10}\s{0,10}$/.exec(value);
	const piece = trimmed(value, 0, index === null ? value.length : index.index);
	return piece === null ? [] : [piece];
}
