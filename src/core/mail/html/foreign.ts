// Foreign content: whether a tag stands in HTML, SVG or MathML (WHATWG HTML §13.2.6.5), as far as it changes tokens: in foreign
// content <style> and <title> are no raw text, CDATA sections exist and self-closing counts. What is open inside foreign content is
// remembered, the HTML around it is not: where an end tag could close that, the stack is in doubt, and both readings count until
// all foreign content is closed.

import { LOWER } from "./names.ts";

export const HTML = 0;
export const SVG = 1;
export const MATH = 2;
export type Namespace = typeof HTML | typeof SVG | typeof MATH;

/** Attack: a million nested <svg><desc> would grow the stack without bound. Deeper, all is in doubt. */
export const MAX_FOREIGN_DEPTH = 512;

export interface ForeignStack {
	/** What `keyOf` says of each open element. */
	readonly keys: Int32Array;
	readonly namespaces: Uint8Array;
	depth: number;
	/** Entries below belong to the markup around a conditional comment. */
	base: number;
	/** A browser may be elsewhere than we think. */
	doubtful: boolean;
}

export function createForeignStack(): ForeignStack {
	const keys = new Int32Array(MAX_FOREIGN_DEPTH);
	return { keys, namespaces: new Uint8Array(MAX_FOREIGN_DEPTH), depth: 0, base: 0, doubtful: false };
}

/** An element by its id, or, where the table does not know it, by a hash of its name in `bytes[start, end)`: such only tell like from unlike. */
export function keyOf(element: number, bytes: Uint8Array, start: number, end: number): number {
	if (element !== 0) return element;
	let hash = 0;
	for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + LOWER[bytes[i]]) | 0;
	return hash | 0x80000000;
}

export function currentNamespace(stack: ForeignStack): Namespace {
	return (stack.depth > stack.base ? stack.namespaces[stack.depth - 1] : HTML) as Namespace;
}

/** Key of the innermost element remembered, 0 for none. */
export function currentElement(stack: ForeignStack): number {
	return stack.depth > stack.base ? stack.keys[stack.depth - 1] : 0;
}

/** The element opens content of `namespace`. */
export function enter(stack: ForeignStack, key: number, namespace: Namespace): void {
	if (stack.depth === MAX_FOREIGN_DEPTH) {
		stack.doubtful = true;
		return;
	}
	stack.keys[stack.depth] = key;
	stack.namespaces[stack.depth] = namespace;
	stack.depth++;
}

/** An end tag: closes down to its entry, but never through an integration point. */
export function leave(stack: ForeignStack, key: number): void {
	let at = stack.depth - 1;
	while (at >= stack.base && stack.keys[at] !== key && stack.namespaces[at] !== HTML) at--;
	if (at >= stack.base && stack.keys[at] === key) {
		stack.depth = at;
		if (at === stack.base) stack.doubtful = false;
	} else if (at < stack.base) {
		// It may close an HTML element around all of the foreign content.
		stack.doubtful = true;
	} else {
		// Right after an integration point it may close what is around that.
		while (at >= stack.base && stack.keys[at] !== key) at--;
		if (at >= stack.base) stack.doubtful = true;
	}
}

/** A start tag that cannot stand in foreign content: back to HTML. */
export function breakOut(stack: ForeignStack): void {
	while (stack.depth > stack.base && stack.namespaces[stack.depth - 1] !== HTML) stack.depth--;
	if (stack.depth === stack.base) stack.doubtful = false;
}
