// Claims: what others said of the case, kept so that the report can set it against what is found then. A claim that comes again takes its own place.

import type { Claim } from "../../core/model/person.ts";
import type { Engine } from "./engine.ts";
import { appendEntry, type Stamp } from "./journal.ts";
import { inTransaction } from "./transaction.ts";
import { keyText, storable, type Value } from "./values.ts";

export interface Claims {
	/** `file`: where they were read. */
	keep(claims: readonly Claim[], file: string): Promise<void>;
	/** In order of their ids. */
	list(): Promise<Claim[]>;
}

export function createClaims(engine: Engine, stamp: () => Stamp): Claims {
	const { db } = engine;
	return {
		keep: (claims, file) =>
			inTransaction(engine, async (trx) => {
				if (claims.length === 0) return;
				const values = claims.flatMap((claim): Value[] => [keyText(claim.id, "name"), storable(JSON.stringify(claim))]);
				await engine.insert(trx, "claim", values, "replace");
				await appendEntry(engine, trx, stamp(), "claims.kept", { file, claims: claims.length });
			}),
		async list() {
			const rows = await db.selectFrom("claim").selectAll().orderBy("id").execute();
			return rows.map(({ claim }) => JSON.parse(claim) as Claim);
		},
	};
}
