// Order: finding a place among places that are sorted, which is how every derived text and content finds its way back.

/** Index of the last of the first `count` places at or before `at`; 0 where none is. Places rise. */
export function lastAtOrBefore(places: ArrayLike<number>, count: number, at: number): number {
	let low = 0;
	let high = count - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (places[middle] <= at) low = middle;
		else high = middle - 1;
	}
	return low;
}
