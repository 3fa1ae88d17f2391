// Campaign ids: made from the earliest message when a campaign is first seen, and kept whatever comes. Who cites an id in a report must find the
// campaign again: so of two that turn out to be one the older keeps its id and the other's becomes an alias, and of one that falls apart the id
// stays where the message is that it was made from. An id that an analyst's split made is of no message: it came last, and gives way to any other.

/** A campaign that was there before, and where the message now is that it was made from. */
export interface OldCampaign {
	readonly id: string;
	/** Time and hash of that message, comparable as text. */
	readonly made: string;
	/** Index of the component that holds it, or what is left of it; -1 where nothing is. */
	readonly home: number;
}

export interface NamedComponents {
	/** By component: the id it keeps, or null where it has none yet. */
	readonly kept: readonly (OldCampaign | null)[];
	/** Alias -> index of the component. */
	readonly aliases: ReadonlyMap<string, number>;
	readonly gone: readonly string[];
}

export function keepIds(components: number, before: readonly OldCampaign[]): NamedComponents {
	const kept: (OldCampaign | null)[] = Array.from({ length: components }, () => null);
	const aliases = new Map<string, number>();
	const gone: string[] = [];
	const oldest = before.toSorted(
		(a, b) => Number(isSplit(a)) - Number(isSplit(b)) || (a.made < b.made ? -1 : a.made > b.made ? 1 : a.id < b.id ? -1 : 1),
	);
	for (const campaign of oldest) {
		const { id, home } = campaign;
		if (home === -1) gone.push(id);
		else if (kept[home] === null) kept[home] = campaign;
		else aliases.set(id, home);
	}
	return { kept, aliases, gone };
}

function isSplit({ id, made }: OldCampaign): boolean {
	return !messageOf(made).startsWith(id);
}

/** Digits of an id: more than a case has campaigns, few enough to read out. */
export const ID_DIGITS = 12;

/** From the hash of the earliest message; longer where another campaign has that id already. */
export function newId(sha256: string, isTaken: (id: string) => boolean): string {
	let digits = ID_DIGITS;
	while (digits < sha256.length && isTaken(sha256.slice(0, digits))) digits += 4;
	return sha256.slice(0, digits);
}

const NEVER = "~";

/** What tells the earlier of two messages: those without a time come last. */
export function timeKey(received: string, sha256: string): string {
	return `${received || NEVER} ${sha256}`;
}

export function messageOf(timeKey: string): string {
	return timeKey.slice(timeKey.indexOf(" ") + 1);
}
