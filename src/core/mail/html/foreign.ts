// Foreign content: whether a tag stands in HTML, SVG or MathML (WHATWG HTML §13.2.6.5), as far as it changes tokens: in foreign
// content <style> and <title> are no raw text, CDATA sections exist and self-closing counts. Only svg, math and their
// integration points are remembered, not the whole tree. Known difference: an end tag right after an integration point may close
// elements around it in a browser (once in some 300,000 invented documents of the test); here it closes nothing.

export const HTML = 0;
export const SVG = 1;
export const MATH = 2;
export type Namespace = typeof HTML | typeof SVG | typeof MATH;

/** Attack: a million nested <svg><desc> would grow the stack without bound. Deeper ones are taken as standing where they stand. */
export const MAX_FOREIGN_DEPTH = 512;

export interface ForeignStack {
	readonly elements: Uint16Array;
	readonly namespaces: Uint8Array;
	depth: number;
	/** Entries below belong to the markup around a conditional comment. */
	base: number;
}

export function createForeignStack(): ForeignStack {
	return { elements: new Uint16Array(MAX_FOREIGN_DEPTH), namespaces: new Uint8Array(MAX_FOREIGN_DEPTH), depth: 0, base: 0 };
}

export function currentNamespace(stack: ForeignStack): Namespace {
	return (stack.depth > stack.base ? stack.namespaces[stack.depth - 1] : HTML) as Namespace;
}

/** The innermost element remembered, 0 for none. */
export function currentElement(stack: ForeignStack): number {
	return stack.depth > stack.base ? stack.elements[stack.depth - 1] : 0;
}

/** `element` opens content of `namespace`. */
export function enter(stack: ForeignStack, element: number, namespace: Namespace): void {
	if (stack.depth === MAX_FOREIGN_DEPTH) return;
	stack.elements[stack.depth] = element;
	stack.namespaces[stack.depth] = namespace;
	stack.depth++;
}

/** An end tag of `element`: closes down to its entry, but never through an integration point. */
export function leave(stack: ForeignStack, element: number): void {
	for (let at = stack.depth - 1; at >= stack.base; at--) {
		if (stack.elements[at] === element) {
			stack.depth = at;
			return;
		}
		if (stack.namespaces[at] === HTML) return;
	}
}

/** A start tag that cannot stand in foreign content: back to HTML. */
export function breakOut(stack: ForeignStack): void {
	while (stack.depth > stack.base && stack.namespaces[stack.depth - 1] !== HTML) stack.depth--;
}
