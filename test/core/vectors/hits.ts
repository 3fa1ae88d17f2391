// Hits made without the project's scanners: by hand, or from markup as parse5 reads it. What a vector finds in them is its own doing.

import { parse } from "parse5";
import type { Text } from "../../../src/core/model/text.ts";
import type {
	AttributeHit,
	CssHit,
	Found,
	HeaderHit,
	Hit,
	MarkupHit,
	PartHit,
	RawTextHit,
	Target,
	Vector,
	Watch,
} from "../../../src/core/model/vector.ts";

/** A text whose characters lie at their own index. */
export function textOf(value: string): Text {
	return { value, start: (index) => index, end: (index) => index };
}

export function attributeHit(
	element: string,
	attribute: string,
	value: string,
	beside: Readonly<Record<string, string>> = {},
	namespace: AttributeHit["namespace"] = "html",
): AttributeHit {
	return { kind: "attribute", element, attribute, namespace, text: () => textOf(value), beside: (name) => beside[name] ?? null };
}

export function headerHit(name: string, value: string, beside: Readonly<Record<string, string>> = {}): HeaderHit {
	return { kind: "header", name, text: () => textOf(value), beside: (field) => beside[field] ?? null };
}

export function cssHit(place: string, value: string): CssHit {
	return { kind: "css", place, conditions: [], text: () => textOf(value) };
}

export function markupHit(construct: MarkupHit["construct"], value: string): MarkupHit {
	return { kind: "markup", construct, text: () => textOf(value) };
}

export function rawTextHit(element: string, value: string, beside: Readonly<Record<string, string>> = {}): RawTextHit {
	return { kind: "raw-text", element, text: () => textOf(value), beside: (name) => beside[name] ?? null };
}

/** A part with these parameters and no body. */
export function partHit(mediaType: string, parameters: Readonly<Record<string, string>>): PartHit {
	const body = { bytes: new Uint8Array(), start: 0, end: 0, origin: null, charset: "utf-8" };
	return {
		kind: "part",
		part: {
			index: 0,
			parent: -1,
			section: "1",
			headerSection: "1.0",
			fields: [],
			mediaType,
			parameters: Object.entries(parameters).map(([name, value]) => ({ name, text: textOf(value) })),
			disposition: null,
			filename: null,
			encoding: "identity",
			charset: null,
			body,
			attached: false,
			children: [],
		},
		content: () => body,
	};
}

/** The URLs of what was found, as written. */
export function urlsOf(found: readonly Found[]): string[] {
	return found.filter((one): one is Target => one.kind === "target").map(({ url, text, from, to }) => url ?? text.value.slice(from, to));
}

/** Every hit that `vectors` watch for in `html`, as parse5 reads it, with the vectors to show it to. */
export function* hitsInHtml(html: string, vectors: readonly Vector[]): Generator<{ hit: Hit; vector: Vector }> {
	yield* hitsBelow(parse(html, { scriptingEnabled: false }), vectors);
}

/** parse5's tree, as far as it is needed here. */
interface TreeNode {
	readonly nodeName: string;
	readonly tagName?: string;
	readonly namespaceURI?: string;
	readonly attrs?: readonly { readonly name: string; readonly prefix?: string; readonly value: string }[];
	readonly childNodes?: readonly unknown[];
	readonly content?: unknown;
	readonly value?: string;
}

const NAMESPACES: ReadonlyMap<string, AttributeHit["namespace"]> = new Map([
	["http://www.w3.org/2000/svg", "svg"],
	["http://www.w3.org/1998/Math/MathML", "math"],
]);

function* hitsBelow(given: unknown, vectors: readonly Vector[]): Generator<{ hit: Hit; vector: Vector }> {
	const node = given as TreeNode;
	if (node.tagName !== undefined) yield* hitsOf(node, vectors);
	for (const child of [...(node.childNodes ?? []), ...(node.content === undefined ? [] : [node.content])]) yield* hitsBelow(child, vectors);
}

function* hitsOf(node: TreeNode, vectors: readonly Vector[]): Generator<{ hit: Hit; vector: Vector }> {
	const name = (node.tagName ?? "").toLowerCase();
	const element = isWatchedElement(name, vectors) ? name : "";
	const attributes = new Map(
		(node.attrs ?? []).map(({ name: own, prefix, value }) => [(prefix ? `${prefix}:${own}` : own).toLowerCase(), value]),
	);
	const beside = (attribute: string): string | null => attributes.get(attribute) ?? null;
	const namespace = NAMESPACES.get(node.namespaceURI ?? "") ?? "html";
	for (const vector of vectors) {
		for (const [attribute, value] of attributes) {
			if (!vector.watches.some((watch) => watchesAttribute(watch, name, attribute))) continue;
			yield { hit: { kind: "attribute", element, attribute, namespace, text: () => textOf(value), beside }, vector };
		}
		if (vector.watches.some((watch) => watch.kind === "raw-text" && watch.element === name)) {
			const text = (node.childNodes ?? []).map((child) => (child as TreeNode).value ?? "").join("");
			yield { hit: { kind: "raw-text", element: name, text: () => textOf(text), beside }, vector };
		}
	}
}

function watchesAttribute(watch: Watch, element: string, attribute: string): boolean {
	return watch.kind === "attribute" && (watch.element === "*" || watch.element === element) && watch.attribute === attribute;
}

function isWatchedElement(name: string, vectors: readonly Vector[]): boolean {
	return vectors.some(({ watches }) => watches.some((watch) => watch.kind === "attribute" && watch.element === name));
}
