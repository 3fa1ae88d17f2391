// Whose addresses the case was told of, and when.

import { type Kysely, sql } from "kysely";
import type { Lease } from "../../../core/exposure/leases.ts";
import { networkOf } from "../../../core/exposure/networks.ts";
import { readIp } from "../../../core/indicators/ip-ranges.ts";
import type { Engine } from "../engine.ts";
import { appendEntry, type JournalDetail, type Stamp } from "../journal.ts";
import { inPieces } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { inTransaction } from "../transaction.ts";
import { keyText, storable, type Value } from "../values.ts";
import { ownersIn } from "./watched-hosts.ts";

const BATCH = 2000;

/** Replaces those that came from the same source. Returns how many there are from it. */
export function putLeases(
	engine: Engine,
	stamp: () => Stamp,
	leases: readonly Lease[],
	from: JournalDetail & { readonly source: string },
): Promise<number> {
	return inTransaction(engine, async (trx) => {
		const now = stamp();
		await engine.takeTurn(trx, "journal");
		const source = storable(from.source);
		await trx.deleteFrom("lease").where("source", "=", source).execute();
		for (let at = 0; at < leases.length; at += BATCH) {
			const some = leases.slice(at, at + BATCH);
			const values = some.flatMap(({ first, last, begins, ends, account }): Value[] => [
				first,
				last,
				begins,
				ends,
				keyText(account, "name"),
				source,
			]);
			await engine.insert(trx, "lease", values, "replace");
		}
		await appendEntry(engine, trx, now, "leases.imported", { ...from, leases: leases.length });
		return leases.length;
	});
}

/** An organisation has millions of leases, and few clients that went where its mail leads. */
export async function leasesOfClients(db: Kysely<Tables>): Promise<Lease[]> {
	const clients = await db.selectFrom("log_contact").select("client").distinct().where("client", "<>", "").execute();
	const keys = new Set(clients.flatMap(({ client }) => readIp(client) ?? []));
	const leases: Lease[] = [];
	const take = ({ address, until, begins, ends, account }: Tables["lease"]): void => {
		leases.push({ first: address, last: until, begins: Number(begins), ends: Number(ends), account });
	};
	const all = db.selectFrom("lease").selectAll();
	await inPieces(db, [...keys], (some) => all.where("address", "in", some).whereRef("address", "=", "until"), take);
	for (const range of await all.whereRef("address", "<>", "until").execute()) take(range);
	return leases;
}

/** Owners of mailboxes whom leases name, with the networks that they had addresses in. */
export async function leasedOwners(db: Kysely<Tables>): Promise<Map<string, ReadonlySet<string>>> {
	const networks = new Map<string, Set<string>>();
	const beginning = sql<string>`substr(address, 1, 30)`;
	await inPieces(
		db,
		await ownersIn(db),
		(some) =>
			db
				.selectFrom("lease")
				.select(["account", beginning.as("address")])
				.distinct()
				.where("account", "in", some),
		({ account, address }) => void networks.set(account, (networks.get(account) ?? new Set()).add(networkOf(address))),
	);
	return networks;
}
