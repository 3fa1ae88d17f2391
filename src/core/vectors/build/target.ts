// From pieces of a text to what a vector has found.

import type { Text } from "../../model/text.ts";
import type { Found, Language, Nested, Target } from "../../model/vector.ts";
import type { Piece } from "../microsyntax/piece.ts";

export const NOTHING: readonly Found[] = Object.freeze([]);

/** The whole value is the URL. An empty one is kept: `<a href="">` leads to the base. */
export function wholeTarget(text: Text): readonly Found[] {
	return [{ kind: "target", text, from: 0, to: text.value.length }];
}

export function targetsOf(text: Text, pieces: readonly Piece[]): readonly Target[] {
	return pieces.map((piece) => ({ kind: "target", text, ...piece }));
}

export function nestedIn(text: Text, language: Language, property?: string): readonly Nested[] {
	const nested: Nested = { kind: "nested", language, text, from: 0, to: text.value.length };
	return [property === undefined ? nested : { ...nested, property }];
}
