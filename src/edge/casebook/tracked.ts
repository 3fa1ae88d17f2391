// Tracked: whether a message contacts anybody without a click, asked of the database. Only such messages are in campaigns.

import { type RawBuilder, type SqlBool, sql } from "kysely";
import { TRAITS } from "../../core/model/sighting.ts";

const BIT = 2 ** TRAITS.indexOf("tracked");

/** `traits`: the column of `sighting`, with its table where that has to be told. */
export function isTracked(traits: "traits" | "sighting.traits" = "traits"): RawBuilder<SqlBool> {
	return sql<SqlBool>`${sql.ref(traits)} & ${sql.lit(BIT)} <> 0`;
}
