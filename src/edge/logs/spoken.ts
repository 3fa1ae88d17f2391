// Spoken: when a log speaks, as spans of time that no short silence parts. It does not depend on the order in which times are added: files are read in
// pieces, several programs that write one log are slightly out of step, and a month may be appended before the one that came earlier.

export type TimeSpan = readonly [from: number, to: number];

export interface Spoken {
	/** Milliseconds; the log speaks all through. */
	add(from: number, to: number): void;
	/** In order; more than the bridge apart. */
	spans(): readonly TimeSpan[];
}

/** Attack: lines whose times are spread over millennia. From here on longer silences are bridged, until it is half as many. */
const MOST_SPANS = 50_000;

/** `bridge`: silences up to this many milliseconds part nothing. */
export function createSpoken(bridge: number): Spoken {
	let width = bridge;
	let spans: [number, number][] = [];

	/** The first span that ends no earlier than the bridge before `from`. */
	function indexOf(from: number): number {
		let low = 0;
		let high = spans.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (spans[middle][1] < from - width) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	function insert(from: number, to: number): void {
		const index = indexOf(from);
		let end = index;
		let first = from;
		let last = to;
		for (; end < spans.length && spans[end][0] <= to + width; end++) {
			first = Math.min(first, spans[end][0]);
			last = Math.max(last, spans[end][1]);
		}
		spans.splice(index, end - index, [first, last]);
		while (spans.length > MOST_SPANS) widen();
	}

	function widen(): void {
		width *= 2;
		const all = spans;
		spans = [];
		for (const span of all) {
			const last = spans.at(-1);
			if (last !== undefined && span[0] <= last[1] + width) last[1] = span[1];
			else spans.push(span);
		}
	}

	return {
		add(from, to) {
			const last = spans.at(-1);
			if (last !== undefined && from >= last[0] && from <= last[1] + width) last[1] = Math.max(last[1], to);
			else insert(from, to);
		},
		spans: () => spans,
	};
}
