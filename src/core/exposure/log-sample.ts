// Log sample: a little of what a log shows, and what it says of the log as a whole: whose people are in it, and whether its clock agrees with others'.

export interface LogSample {
	/** Who asked, each once, and when (milliseconds since 1970). Empty text where the log names nobody. */
	readonly clients: readonly { readonly client: string; readonly user: string; readonly time: number }[];
	/** URLs of one message alone, when first asked for, and when that mail came. */
	readonly opened: readonly { readonly accounts: readonly string[]; readonly received: number; readonly time: number }[];
	/** Who asked for which host (`key`), so that two logs can be laid side by side. */
	readonly contacts: readonly { readonly key: string; readonly time: number }[];
}

const MINUTE = 60_000;
/** Milliseconds that a contact may precede its mail by without a clock being wrong. */
const CLOCKS_DIFFER = 5 * MINUTE;
/** Contacts that have to show it; one or two may be a scanner's on the mail's way. */
const LEAST = 3;

/**
 * Minutes by which a log's clock is ahead of the mail's, below 0 where it is behind, as far as that shows; null where it does not. Mail is opened after it
 * comes, so that a clock behind shows by contacts that precede their mail, and one ahead looks like people who open late. The least delay
 * says by how much at least; zones differ by quarters of an hour, and people take some minutes, so that it is rounded to one a little beyond.
 */
export function skewOf({ opened }: LogSample): number | null {
	const delays = opened.map(({ time, received }) => time - received).sort((a, b) => a - b);
	const early = delays.filter((delay) => delay < -CLOCKS_DIFFER);
	if (early.length < LEAST || early.length * 2 < delays.length) return null;
	// Not the very first: one scanner would tell for all.
	const least = delays[Math.floor(delays.length / 20)] as number;
	const minutes = least / MINUTE;
	const quarter = Math.floor(minutes / 15) * 15;
	return minutes - quarter <= DELAY ? quarter : Math.floor(minutes);
}

/** Minutes within which somebody opens at once. */
const DELAY = 6;

/** Accounts that a log shows: by mail of theirs alone, by whose address it was, by their name at the proxy. `leased`: accounts that had it then. */
export function accountsSeen({ clients, opened }: LogSample, leased: (client: string, time: number) => readonly string[]): string[] {
	const seen = new Set<string>();
	for (const { accounts } of opened) if (accounts.length === 1) seen.add(accounts[0] as string);
	for (const { client, user, time } of clients) {
		if (user.includes("@")) seen.add(user.toLowerCase());
		const accounts = client === "" ? [] : leased(client, time);
		if (accounts.length === 1) seen.add(accounts[0] as string);
	}
	return [...seen].sort();
}

/** Pairs that two logs have to have in common, and the share of them that has to agree. */
const PAIRS = { least: 5, share: 0.6 } as const;
/** Milliseconds within which shifts count as one. */
const ALIKE = 10_000;

/** Milliseconds by which the first log's clock is ahead of the second's, where both show the same contacts at a constant distance; 0 where they agree. */
export function shiftBetween(one: LogSample, other: LogSample): number | null {
	const [a, b] = [single(one), single(other)];
	const shifts = [...a].flatMap(([key, time]) => (b.has(key) ? [time - (b.get(key) as number)] : [])).sort((x, y) => x - y);
	if (shifts.length < PAIRS.least) return null;
	const middle = shifts[shifts.length >> 1] as number;
	const alike = shifts.filter((shift) => Math.abs(shift - middle) <= ALIKE).length;
	return alike < PAIRS.share * shifts.length ? null : middle;
}

/** What a log shows once, give or take what is asked in one go. */
function single({ contacts }: LogSample): Map<string, number> {
	const spans = new Map<string, [number, number]>();
	for (const { key, time } of contacts) {
		const span = spans.get(key);
		if (span === undefined) spans.set(key, [time, time]);
		else spans.set(key, [Math.min(span[0], time), Math.max(span[1], time)]);
	}
	return new Map([...spans].flatMap(([key, [from, to]]) => (to - from <= ALIKE ? [[key, from] as const] : [])));
}
