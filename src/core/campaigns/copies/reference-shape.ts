// Reference shape: what two people's copies of one reference have in common although tokens, numbers and hosts differ, in steps from exact to
// coarse. Alignment matches the exact ones first and looks between them with the next.

import type { RemoteReference } from "../../model/reference.ts";
import { withoutFragment } from "./url-nodes.ts";

/** Numbers that stand for shapes: equal numbers, equal shapes. `exact` is the URL, and the next four are ever coarser. */
export interface ReferenceShape {
	readonly exact: number;
	/** Tokens and numbers masked. */
	readonly masked: number;
	/** The same without the host: a host for each reader. */
	readonly path: number;
	/** Owner's domain, and the names of parameters. */
	readonly names: number;
	/** Vector and trigger alone; -1 for what waits for a click, since two links may be to anything. */
	readonly kind: number;
}

export const STEPS = ["exact", "masked", "path", "names", "kind"] as const;

const MAX_WORD = 24;
/** As much of a URL as is masked. */
const MAX_MASKED = 1024;

/** Numbers shapes in the order in which they are met; one for each comparison. */
export function createShapes(): (reference: RemoteReference) => ReferenceShape {
	const numbers = new Map<string, number>();
	const known = new Map<string, ReferenceShape>();
	const number = (text: string): number => {
		let value = numbers.get(text);
		if (value === undefined) {
			value = numbers.size;
			numbers.set(text, value);
		}
		return value;
	};
	const seen = new WeakMap<RemoteReference, ReferenceShape>();
	return (reference) => {
		const before = seen.get(reference);
		if (before !== undefined) return before;
		const { vector, trigger, channel, url: written, path: file } = reference;
		const url = withoutFragment(written);
		const kind = `${vector} ${trigger} ${channel} ${file === undefined ? "" : "in a file"}`;
		const key = `${kind} ${url}`;
		let shape = known.get(key);
		if (shape === undefined) {
			const masked = maskedUrl(url.slice(0, MAX_MASKED));
			const end = endOfHost(masked);
			const names = parameterNames(masked.slice(end));
			shape = {
				exact: number(`0 ${key}`),
				masked: number(`1 ${kind} ${masked}`),
				path: number(`2 ${kind} ${masked.slice(end)}`),
				names: number(`3 ${kind} ${masked.slice(0, end).split(".").slice(-2).join(".")} ${names.join(" ")}`),
				kind: trigger === "click" ? -1 : number(`4 ${kind}`),
			};
			known.set(key, shape);
		}
		seen.set(reference, shape);
		return shape;
	};
}

function parameterNames(pathAndQuery: string): string[] {
	const query = pathAndQuery.indexOf("?");
	if (query < 0) return [];
	return pathAndQuery
		.slice(query + 1)
		.split(/[&;]/)
		.flatMap((pair) => (pair.indexOf("=") > 0 ? [pair.slice(0, pair.indexOf("="))] : []))
		.sort();
}

function endOfHost(url: string): number {
	const start = url.indexOf("://");
	const end = url.slice(start + 3).search(/[/?]/);
	return end < 0 ? url.length : start + 3 + end;
}

/** Each piece that is no plain word stands as `*`. */
function maskedUrl(url: string): string {
	return url.replace(/[^/?&=;:.@]+/g, (piece) => (piece.length > MAX_WORD || /[\d%]|[a-z][A-Z].*[a-z][A-Z]/.test(piece) ? "*" : piece));
}
