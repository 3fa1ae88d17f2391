// Folded references: a newsletter has fifty-five spacers from one host. References that say the same of the same host become one entry
// with a count; within it each URL stands once.

import type { RemoteReference } from "../../core/model/reference.ts";
import { compareTelling } from "./telling.ts";

/** References alike in all but their URL and place. */
export interface Folded {
	/** The first of them. */
	readonly reference: RemoteReference;
	readonly count: number;
	/** Different URLs in the order of the message; of each its first reference, and how many there are. */
	readonly urls: readonly FoldedUrl[];
}

export interface FoldedUrl {
	readonly reference: RemoteReference;
	readonly count: number;
}

/** Most telling first. */
export function fold(references: readonly RemoteReference[]): Folded[] {
	const entries = new Map<string, Map<string, { reference: RemoteReference; count: number }>>();
	for (const reference of [...references].sort(compareTelling)) {
		const key = keyOf(reference);
		let urls = entries.get(key);
		if (urls === undefined) {
			urls = new Map();
			entries.set(key, urls);
		}
		const url = urls.get(reference.url);
		if (url === undefined) urls.set(reference.url, { reference, count: 1 });
		else url.count++;
	}
	return [...entries.values()].map((byUrl) => {
		const urls = [...byUrl.values()];
		const [first] = urls as [FoldedUrl];
		return { reference: first.reference, count: urls.reduce((sum, { count }) => sum + count, 0), urls };
	});
}

/** As JSON: joined in a looser way, a sender could make two things look like one. */
function keyOf({ vector, channel, trigger, host, identifier, operator, leaks, why }: RemoteReference): string {
	return JSON.stringify([vector, channel, trigger, host, identifier.kind, operator, leaks, why]);
}
