// Unmapped: a product's words for outcomes that the user's mapping does not name, with how many lines say each. Few are told, so that a column that is no
// outcome at all does not fill the terminal.

export interface UnmappedWord {
	/** As the first of its lines writes it. */
	readonly word: string;
	readonly lines: number;
	/** The byte where the first of its lines begins. */
	readonly offset: number;
}

export interface UnmappedWords {
	add(word: UnmappedWord): void;
	/** In the order in which they came. */
	words(): readonly UnmappedWord[];
	/** What a person should know of them; null where there are none. */
	problem(): { readonly offset: number; readonly problem: string } | null;
}

/** Words that are told. */
export const MOST_UNMAPPED = 5;

const NUMBER = new Intl.NumberFormat("en-GB");

/** `most`: how many words are kept; lines with others are counted together. Words are alike whatever their case. */
export function createUnmapped(most: number): UnmappedWords {
	const known = new Map<string, UnmappedWord>();
	let others = 0;
	return {
		add({ word, lines, offset }) {
			const key = word.toLowerCase();
			const before = known.get(key);
			if (before !== undefined) known.set(key, { ...before, lines: before.lines + lines });
			else if (known.size < most) known.set(key, { word, lines, offset });
			else others += lines;
		},
		words: () => [...known.values()],
		problem() {
			const [first] = known.values();
			if (first === undefined) return null;
			const told = [...known.values()].map(({ word, lines }) => `${JSON.stringify(word)} (${linesInWords(lines)})`);
			if (others > 0) told.push(`others (${linesInWords(others)})`);
			return {
				offset: first.offset,
				problem: `the mapping's outcomes do not name ${told.join(", ")}: such lines count as tried, not as answered`,
			};
		},
	};
}

function linesInWords(lines: number): string {
	return lines === 1 ? "1 line" : `${NUMBER.format(lines)} lines`;
}
