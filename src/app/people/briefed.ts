// Briefed people: each person on the list, and each account that received mail of a targeted campaign and is on none, with the strongest that logs show
// and with what they were told. The gaps are what this is for.

import { LEVELS, type Level } from "../../core/model/exposure.ts";
import { type BriefedPerson, type Briefing, isBeforeMail } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { exposuresOf } from "../exposure/case-exposures.ts";
import { type NamedBriefing, whoWasTold } from "./told.ts";

interface Reached {
	level: Level;
	firstSeen: string | null;
}

/** Strongest level first, then by name; those whom nothing reached last. The case is to be correlated. */
export async function briefedPeople(casebook: Casebook): Promise<BriefedPerson[]> {
	const reached = await reachedAccounts(casebook);
	const people = await casebook.people.list();
	const { byAddress: told, ofPerson, ofOthers } = whoWasTold(await casebook.people.briefings(), people);
	const listed = new Set(people.flatMap(({ accounts }) => accounts.map(({ address }) => address)));
	const rows: BriefedPerson[] = [];
	for (const person of people) {
		const { name, organisation, country, language, accounts, gone } = person;
		const addresses = accounts.map(({ address }) => address);
		const row = rowOf(addresses, reached, told, ofPerson.get(person));
		// Whoever left the list stays where mail reached them, or they were told.
		if (gone && row.level === null && row.told.length === 0) continue;
		rows.push({ person: name, organisation, country, language, ...row });
	}
	for (const [name, before] of ofOthers)
		if (before.some(({ kind }) => kind === "person"))
			rows.push({ person: name, organisation: "", country: "", language: "", ...rowOf([], reached, told, before) });
	for (const account of reached.keys())
		if (!listed.has(account))
			rows.push({
				person: nameOf(told.get(account) ?? []),
				organisation: "",
				country: "",
				language: "",
				...rowOf([account], reached, told),
			});
	// Told, and on no list any more: by the name that the list had then.
	for (const [account, of] of told)
		if (!listed.has(account) && !reached.has(account) && of.some(({ kind }) => kind === "person"))
			rows.push({ person: nameOf(of), organisation: "", country: "", language: "", ...rowOf([account], reached, told) });
	return rows.sort((a, b) => rank(a) - rank(b) || compare(a.person ?? a.accounts[0] ?? "", b.person ?? b.accounts[0] ?? ""));
}

/** An IT department or staff that was told is not a person who was, and a briefing from before the first mail was about something else. */
export function wasTold({ told, firstSeen }: Pick<BriefedPerson, "told" | "firstSeen">): boolean {
	return told.some(({ kind, on }) => kind === "person" && !isBeforeMail(on, firstSeen));
}

/** Whether the only briefings of the person are from before the first mail that reached them. */
export function wasToldTooEarly(row: Pick<BriefedPerson, "told" | "firstSeen">): boolean {
	return !wasTold(row) && row.told.some(({ kind }) => kind === "person");
}

async function reachedAccounts(casebook: Casebook): Promise<Map<string, Reached>> {
	const reached = new Map<string, Reached>();
	for await (const campaign of casebook.campaigns({ targeted: true })) {
		const timeline = await casebook.timeline(campaign.id);
		for (const { recipient, received } of [
			...(timeline?.waves.flatMap(({ deliveries }) => deliveries) ?? []),
			...(timeline?.undated ?? []),
		]) {
			if (recipient === null) continue;
			const known = reached.get(recipient);
			if (known === undefined) reached.set(recipient, { level: "delivered", firstSeen: received });
			else if (received !== null && (known.firstSeen === null || received < known.firstSeen)) known.firstSeen = received;
		}
	}
	for await (const { account, level } of exposuresOf(casebook, casebook.campaigns({ targeted: true }))) {
		const known = reached.get(account);
		if (known !== undefined && LEVELS.indexOf(level) < LEVELS.indexOf(known.level)) known.level = level;
	}
	return reached;
}

function rowOf(
	accounts: readonly string[],
	reached: ReadonlyMap<string, Reached>,
	told: ReadonlyMap<string, readonly NamedBriefing[]>,
	/** About addresses that are somebody else's now. */
	before: readonly NamedBriefing[] = [],
): Pick<BriefedPerson, "accounts" | "formerAccounts" | "level" | "told" | "firstSeen"> {
	const of = accounts.flatMap((account) => reached.get(account) ?? []);
	const level = LEVELS.find((one) => of.some((account) => account.level === one)) ?? null;
	const first = of.map(({ firstSeen }) => firstSeen).filter((time) => time !== null);
	const briefings: readonly Briefing[] = [...accounts.flatMap((account) => told.get(account) ?? []), ...before];
	return {
		accounts,
		...(before.length > 0 && { formerAccounts: [...new Set(before.map(({ address }) => address))] }),
		level,
		firstSeen: first.length === 0 ? null : (first.sort()[0] as string),
		told: briefings.map(({ kind, by, on, how, acknowledged }) => ({ kind, by, on, how, acknowledged })),
	};
}

function nameOf(briefings: readonly { readonly name: string }[]): string | null {
	return briefings.find(({ name }) => name !== "")?.name ?? null;
}

function rank({ level }: BriefedPerson): number {
	return level === null ? LEVELS.length : LEVELS.indexOf(level);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
