// Compare: two runs side by side, so that a person sees what a changed setting did. A vector that only one of them tested tells nothing, and
// is kept apart.

/** As much of a run as can be compared. */
export interface ComparedRun {
	readonly fired: readonly string[];
	readonly silent: readonly string[];
	/** Each kind of what was learnt, by a key of the summary: "client_ip". */
	readonly learnt: ReadonlyMap<string, readonly string[]>;
}

export interface SelftestComparison {
	/** Vectors: fired before, silent after. */
	readonly noLonger: readonly string[];
	/** Silent before, fired after. */
	readonly newly: readonly string[];
	/** Fired in both. */
	readonly asBefore: readonly string[];
	/** Silent in both. */
	readonly silent: readonly string[];
	/** Tested in the first run only, and whether it fired there. */
	readonly onlyBefore: readonly OnceTested[];
	readonly onlyAfter: readonly OnceTested[];
	/** What a sender learnt, kinds without any apart. */
	readonly learnt: readonly LearntChange[];
}

export interface OnceTested {
	readonly vector: string;
	readonly fired: boolean;
}

export interface LearntChange {
	readonly what: string;
	readonly before: readonly string[];
	readonly after: readonly string[];
}

/** Each vector that either run tested is in exactly one of the lists. */
export function compareSelftests(before: ComparedRun, after: ComparedRun): SelftestComparison {
	const first = testedIn(before);
	const second = testedIn(after);
	const both = [...first.keys()].filter((vector) => second.has(vector));
	const where = (firedBefore: boolean, firedAfter: boolean): readonly string[] =>
		both.filter((vector) => first.get(vector) === firedBefore && second.get(vector) === firedAfter);
	return {
		noLonger: where(true, false),
		newly: where(false, true),
		asBefore: where(true, true),
		silent: where(false, false),
		onlyBefore: onlyIn(first, second),
		onlyAfter: onlyIn(second, first),
		learnt: [...new Set([...before.learnt.keys(), ...after.learnt.keys()])]
			.map((what) => ({ what, before: before.learnt.get(what) ?? [], after: after.learnt.get(what) ?? [] }))
			.filter((change) => change.before.length + change.after.length > 0),
	};
}

/** Each tested vector, and whether it fired. */
function testedIn({ fired, silent }: ComparedRun): ReadonlyMap<string, boolean> {
	return new Map([...silent.map((vector) => [vector, false] as const), ...fired.map((vector) => [vector, true] as const)]);
}

function onlyIn(one: ReadonlyMap<string, boolean>, other: ReadonlyMap<string, boolean>): readonly OnceTested[] {
	return [...one].filter(([vector]) => !other.has(vector)).map(([vector, fired]) => ({ vector, fired }));
}
