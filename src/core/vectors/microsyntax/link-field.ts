// `<URL>; rel=stylesheet` (RFC 8288 §3): the Link field, which old Firefox read from a meta element too.

import { cutAngleBrackets } from "./angle-brackets.ts";
import type { Piece } from "./piece.ts";

/** URLs in angle brackets; nothing without brackets. */
export function cutLinkField(value: string): readonly Piece[] {
	return value.includes("<") ? cutAngleBrackets(value) : [];
}
