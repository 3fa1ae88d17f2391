// Shown values: how values and sums stand in sentences.

const MAX_SHOWN = 120;

/** Cut where it is long, in the middle, since tokens differ at their ends as often as at their beginnings. */
export function shortened(value: string): string {
	return value.length <= MAX_SHOWN ? value : `${value.slice(0, MAX_SHOWN - 40)}…${value.slice(-39)}`;
}

export function peopleText(count: number): string {
	return count === 1 ? "one person" : `${count} people`;
}
