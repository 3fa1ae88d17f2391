// People in the case: the list, who was told, what happened later. A person who leaves the list stays known by name to the briefings that told them.

import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Briefing, Incident, Person } from "../../../core/model/person.ts";
import type { Engine } from "../engine.ts";
import { appendEntry, type JournalDetail, type Stamp } from "../journal.ts";
import type { Trx } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { inTransaction, patiently } from "../transaction.ts";
import { keyText, storable, type Value } from "../values.ts";
import { listedPeople, requeue } from "./listed.ts";

export interface NotedBriefing extends Briefing {
	/** On the list when it was imported; empty where nobody was. */
	readonly name: string;
}

export interface People {
	/** Those who were taken off the list too, `gone`. In order of organisation and name. */
	list(): Promise<Person[]>;
	/** `replace`: whoever is not among them is taken off the list, and accounts that they no longer have. `key` tells who is one person. */
	put(people: readonly Person[], key: (person: Person) => string, from: JournalDetail & { readonly replace: boolean }): Promise<PutPeople>;
	/** Takes those off the list who have this address, or this name. Returns whom. */
	remove(nameOrAddress: string): Promise<string[]>;
	/** In order of their dates. */
	briefings(): Promise<NotedBriefing[]>;
	/** Returns how many were not known. */
	tell(briefings: readonly Briefing[], from: JournalDetail): Promise<number>;
	incidents(): Promise<Incident[]>;
	note(incidents: readonly Incident[], from: JournalDetail): Promise<void>;
}

export interface PutPeople {
	readonly added: number;
	readonly gone: number;
	/** Accounts that were somebody else's on the list; whoever is left without any is taken off it. In order. */
	readonly moved: readonly { readonly address: string; readonly from: string; readonly to: string }[];
}

/** Rows of a statement. */
const NAMED = 200;

export function createPeople(engine: Engine, stamp: () => Stamp): People {
	const { db } = engine;
	return {
		list: () => patiently(engine, () => listed(db)),
		put: (people, key, from) =>
			inTransaction(engine, async (trx) => {
				const now = stamp();
				await takeTurns(engine, trx);
				const list = await listedPeople(trx);
				const before = await trx.selectFrom("person").select(["id", "gone"]).execute();
				const known = new Set(before.filter(({ gone }) => Number(gone) === 0).map(({ id }) => id));
				const rows = people.map((person) => ({ id: digest(key(person)), person }));
				await engine.insert(
					trx,
					"person",
					rows.flatMap(({ id, person }) => personValues(id, person)),
					"replace",
				);
				const owners = await ownersOf(trx);
				const moved = rows.flatMap(({ id, person }) =>
					person.accounts.flatMap(({ address }) => {
						const owner = owners.get(address);
						return owner === undefined || owner.id === id || owner.gone ? [] : [{ address, from: owner.name, to: person.name }];
					}),
				);
				if (from.replace)
					await dropAccounts(
						trx,
						rows.map(({ id }) => id),
					);
				const accounts = rows.flatMap(({ id, person }) =>
					person.accounts.flatMap(({ address, kind }, ordinal): Value[] => [keyText(address, "name"), id, kind, ordinal]),
				);
				await engine.insert(trx, "person_account", accounts, "replace");
				const there = new Set(rows.map(({ id }) => id));
				const kept = new Set([...(await ownersOf(trx)).values()].map(({ id }) => id));
				const left = [...known].filter((id) => !there.has(id) && (from.replace || !kept.has(id)));
				await markGone(trx, left);
				const added = [...there].filter((id) => !known.has(id)).length;
				await requeue(engine, trx, list);
				await appendEntry(engine, trx, now, "people.imported", { ...from, people: people.length, added, gone: left.length });
				return { added, gone: left.length, moved };
			}),
		remove: (nameOrAddress) =>
			inTransaction(engine, async (trx) => {
				const now = stamp();
				await takeTurns(engine, trx);
				const list = await listedPeople(trx);
				const wanted = nameOrAddress.trim().toLowerCase();
				const people = (await listed(trx)).filter(
					({ name, accounts, gone }) => !gone && (name.toLowerCase() === wanted || accounts.some(({ address }) => address === wanted)),
				);
				const names = new Set(people.map(({ name, organisation }) => JSON.stringify([name, organisation])));
				const rows = await trx.selectFrom("person").select(["id", "name", "organisation"]).execute();
				await markGone(
					trx,
					rows.filter(({ name, organisation }) => names.has(JSON.stringify([name, organisation]))).map(({ id }) => id),
				);
				await requeue(engine, trx, list);
				if (people.length > 0) await appendEntry(engine, trx, now, "people.removed", { people: people.length });
				return people.map(({ name }) => name);
			}),
		briefings: () => briefings(db),
		tell: (told, from) =>
			inTransaction(engine, async (trx) => {
				const now = stamp();
				await engine.takeTurn(trx, "journal");
				const names = new Map((await listed(trx)).flatMap(({ name, accounts }) => accounts.map(({ address }) => [address, name] as const)));
				const before = await trx.selectFrom("briefing").select("id").execute();
				const known = new Set(before.map(({ id }) => id));
				const rows = told.map((briefing) => ({ id: digest(briefingKey(briefing)), briefing }));
				const values = rows.flatMap(({ id, briefing: { address, kind, by, on, how, acknowledged } }): Value[] => [
					...[id, storable(address), storable(names.get(address) ?? ""), kind, storable(by), on, storable(how), acknowledged ? 1 : 0],
				]);
				await engine.insert(trx, "briefing", values, "replace");
				const added = new Set(rows.map(({ id }) => id).filter((id) => !known.has(id))).size;
				await appendEntry(engine, trx, now, "briefings.entered", { ...from, briefings: told.length, added });
				return added;
			}),
		async incidents() {
			const rows = await db.selectFrom("incident").selectAll().orderBy("on").orderBy("id").execute();
			return rows.map(({ incident }) => JSON.parse(incident) as Incident);
		},
		note: (incidents, from) =>
			inTransaction(engine, async (trx) => {
				const values = incidents.flatMap((incident): Value[] => [
					...[keyText(incident.id, "name"), incident.on, storable(incident.account ?? ""), storable(JSON.stringify(incident))],
				]);
				await engine.insert(trx, "incident", values, "replace");
				await appendEntry(engine, trx, stamp(), "incidents.entered", { ...from, incidents: incidents.length });
			}),
	};
}

/** As decisions do: what is queued before the journal is written must not wait for who does it the other way round. */
async function takeTurns(engine: Engine, trx: Trx): Promise<void> {
	await engine.takeTurn(trx, "decision");
	await engine.takeTurn(trx, "journal");
}

async function listed(db: Kysely<Tables>): Promise<Person[]> {
	const accounts = await db.selectFrom("person_account").selectAll().orderBy("person").orderBy("ordinal").orderBy("address").execute();
	const byPerson = Map.groupBy(accounts, ({ person }) => person);
	const people = await db.selectFrom("person").selectAll().orderBy("organisation").orderBy("name").orderBy("id").execute();
	return people.map(({ id, gone, ...person }) => ({
		...person,
		accounts: (byPerson.get(id) ?? []).map(({ address, kind }) => ({ address, kind: kind as Person["accounts"][number]["kind"] })),
		gone: Number(gone) === 1,
	}));
}

async function briefings(db: Kysely<Tables>): Promise<NotedBriefing[]> {
	const rows = await db.selectFrom("briefing").selectAll().orderBy("on").orderBy("id").execute();
	return rows.map(({ id: _, kind, acknowledged, ...briefing }) => ({
		...briefing,
		kind: kind as Briefing["kind"],
		acknowledged: Number(acknowledged) === 1,
	}));
}

/** By address. */
async function ownersOf(trx: Kysely<Tables>): Promise<Map<string, { id: string; name: string; gone: boolean }>> {
	const rows = await trx
		.selectFrom("person_account")
		.innerJoin("person", "person.id", "person_account.person")
		.select(["person_account.address", "person.id", "person.name", "person.gone"])
		.execute();
	return new Map(rows.map(({ address, id, name, gone }) => [address, { id, name, gone: Number(gone) === 1 }]));
}

async function dropAccounts(trx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
	for (let at = 0; at < ids.length; at += NAMED)
		await trx
			.deleteFrom("person_account")
			.where("person", "in", ids.slice(at, at + NAMED))
			.execute();
}

async function markGone(trx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
	for (let at = 0; at < ids.length; at += NAMED)
		await trx
			.updateTable("person")
			.set({ gone: 1 })
			.where("id", "in", ids.slice(at, at + NAMED))
			.execute();
}

function personValues(id: string, { name, organisation, country, role, language }: Person): Value[] {
	return [id, storable(name), storable(organisation), storable(country), storable(role), storable(language), 0];
}

/** All but whether it was acknowledged, which a later file may say. */
function briefingKey({ address, kind, by, on, how }: Briefing): string {
	return JSON.stringify([address, kind, by, on, how]);
}

function digest(key: string): string {
	return createHash("sha256").update(key).digest("hex").slice(0, 16);
}
