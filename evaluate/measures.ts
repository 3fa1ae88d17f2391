// Measures: precision and recall of what was found, and of how things were put together: by pairs, and B-cubed (Bagga and Baldwin, 1998), which counts
// a message rather than a pair, so that one large campaign does not outweigh all others.

export interface Counts {
	/** Rightly found. */
	right: number;
	/** Found, and not so. */
	wrong: number;
	/** So, and not found. */
	missed: number;
}

export function noCounts(): Counts {
	return { right: 0, wrong: 0, missed: 0 };
}

export function add(to: Counts, more: Counts): void {
	to.right += more.right;
	to.wrong += more.wrong;
	to.missed += more.missed;
}

/** NaN where nothing was found. */
export function precision({ right, wrong }: Counts): number {
	return right / (right + wrong);
}

/** NaN where there was nothing to find. */
export function recall({ right, missed }: Counts): number {
	return right / (right + missed);
}

/** One message: the group it was put in, the one it belongs to, and the finer one within which it must not be torn apart. */
export interface Grouped {
	readonly found: string;
	readonly whole: string;
	readonly part: string;
}

export interface Grouping {
	readonly pairs: Counts;
	/** Sums over messages; divide by `messages`. */
	readonly cubed: { readonly precision: number; readonly recall: number; readonly messages: number };
}

/** A pair put together is right if both are of one `whole`; a pair of one `part` is missed if it is torn apart: two waves may stand apart. */
export function grouping(messages: readonly Grouped[]): Grouping {
	const size = (key: (message: Grouped) => string): Map<string, number> => {
		const counts = new Map<string, number>();
		for (const message of messages) counts.set(key(message), (counts.get(key(message)) ?? 0) + 1);
		return counts;
	};
	const pairs = (counts: Iterable<number>): number => {
		let sum = 0;
		for (const count of counts) sum += (count * (count - 1)) / 2;
		return sum;
	};
	const foundAndWhole = ({ found, whole }: Grouped): string => `${found}\0${whole}`;
	const foundAndPart = ({ found, part }: Grouped): string => `${found}\0${part}`;
	const [byFound, byPart, byWhole, byBoth] = [
		size(({ found }) => found),
		size(({ part }) => part),
		size(foundAndWhole),
		size(foundAndPart),
	];
	const together = pairs(byFound.values());
	const right = pairs(byWhole.values());
	let precisionSum = 0;
	let recallSum = 0;
	for (const message of messages) {
		precisionSum += (byWhole.get(foundAndWhole(message)) ?? 0) / (byFound.get(message.found) ?? 1);
		recallSum += (byBoth.get(foundAndPart(message)) ?? 0) / (byPart.get(message.part) ?? 1);
	}
	return {
		pairs: { right, wrong: together - right, missed: pairs(byPart.values()) - pairs(byBoth.values()) },
		cubed: { precision: precisionSum, recall: recallSum, messages: messages.length },
	};
}
