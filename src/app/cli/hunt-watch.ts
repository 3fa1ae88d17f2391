// The watch list of `hunt`: put on it, take off it, show it. Later scans look for what is on it as they run.

import type { Search } from "../../core/indicators/search.ts";
import type { Indicator } from "../../core/model/indicator.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { watchable } from "../../edge/casebook/hunting/watch.ts";
import { count, counted, shownText } from "../report/shown-text.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";

type Say = (line: string) => void;

/** Written in one step of the journal each. */
const TOGETHER = 5_000;

/** Hands the searches on, so that what the case holds already is told too. */
export async function* remember(casebook: Casebook, searches: AsyncIterable<Search>, say: Say): AsyncGenerator<Search> {
	let some: Indicator[] = [];
	let added = 0;
	let refused = 0;
	for await (const search of searches) {
		const indicators = watchable(search);
		if (indicators === null) refused++;
		else some.push(...indicators);
		if (some.length >= TOGETHER) {
			added += await casebook.watchList.add(some);
			some = [];
		}
		yield search;
	}
	if (some.length > 0) added += await casebook.watchList.add(some);
	say(`Put ${counted(added, "indicator")} on the watch list; later scans look for what is on it.`);
	if (refused > 0)
		say(`${counted(refused, "pattern")} of several parts, of one header field, or with LIKE: looked for now, and not watched for.`);
}

export async function forget(casebook: Casebook, searches: AsyncIterable<Search>, say: Say): Promise<void> {
	let some: Indicator[] = [];
	let removed = 0;
	for await (const search of searches) {
		some.push(...(watchable(search) ?? []));
		if (some.length < TOGETHER) continue;
		removed += await casebook.watchList.remove(some);
		some = [];
	}
	if (some.length > 0) removed += await casebook.watchList.remove(some);
	say(`Took ${counted(removed, "indicator")} off the watch list.`);
}

export async function listWatched(casebook: Casebook, json: boolean): Promise<number> {
	let number = 0;
	for await (const { kind, value, given, from, added } of casebook.watchList.list()) {
		number++;
		if (json) await print(`${JSON.stringify({ watched: { indicator: given, kind, value, source: from, added } })}\n`);
		else
			await print(
				`${shownText(given, 200)}  (${kind}, since ${added.slice(0, 10)}${from === null ? "" : `, from ${shownText(from, 200)}`})\n`,
			);
	}
	if (!json) await print(number === 0 ? "The watch list is empty.\n" : `${count(number)} on the watch list.\n`);
	return EXIT.fine;
}
