// Listed: what correlation asks of the people list, and what it has to judge again where the list has changed.

import type { Kysely } from "kysely";
import type { ListedPeople, ListedPerson } from "../../../core/campaigns/assessment/shared-role.ts";
import type { Engine } from "../engine.ts";
import { enqueue } from "../fresh.ts";
import { inPieces, lookup, type Trx } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { isTracked } from "../tracked.ts";
import { toHex } from "../values.ts";

/** Of those on the list, by address. */
export async function listedPeople(db: Kysely<Tables>): Promise<ListedPeople> {
	const rows = await db
		.selectFrom("person_account")
		.innerJoin("person", "person.id", "person_account.person")
		.select(["person_account.address", "person.id", "person.organisation", "person.role"])
		.where("person.gone", "=", 0)
		.execute();
	return new Map(rows.map(({ address, id, organisation, role }): [string, ListedPerson] => [address, { person: id, organisation, role }]));
}

/** Puts on the queue one tracked message of each sender that wrote to anybody of either list, where they say different things. */
export async function requeue(engine: Engine, trx: Trx, before: ListedPeople): Promise<void> {
	const after = await listedPeople(trx);
	const addresses = [...new Set([...before.keys(), ...after.keys()])];
	if (addresses.every((address) => isSame(before.get(address), after.get(address)))) return;
	const strands = new Set<string>();
	await inPieces(
		trx,
		addresses,
		(some) =>
			trx
				.selectFrom("placement")
				.innerJoin("sighting", "sighting.message", "placement.message")
				.select("sighting.strand")
				.distinct()
				.where("placement.owner", "in", some)
				.where(isTracked("sighting.traits")),
		({ strand }) => strands.add(strand),
	);
	const messages: string[] = [];
	const first = lookup<string, { readonly message: Uint8Array }>(trx, ([strand = ""]) =>
		trx
			.selectFrom("sighting")
			.select("message")
			.where("strand", "=", strand)
			.where(isTracked())
			.orderBy("received")
			.orderBy("message")
			.limit(1),
	);
	for (const strand of strands) await first([strand], ({ message }) => messages.push(toHex(message)));
	await enqueue(engine, trx, new Map(), messages);
}

function isSame(one: ListedPerson | undefined, other: ListedPerson | undefined): boolean {
	return one?.person === other?.person && one?.organisation === other?.organisation && one?.role === other?.role;
}
