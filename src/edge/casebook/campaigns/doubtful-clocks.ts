// Doubtful clocks: messages with a time whose Date and Received are far apart, or which only the sender's Date places in time. A reader of a timeline should know.

import { type Kysely, sql } from "kysely";
import { TRAITS } from "../../../core/model/sighting.ts";
import { inPieces } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { fromHex } from "../values.ts";

const BIT = 2 ** TRAITS.indexOf("clock-doubt");

/** How many of these messages (SHA-256, hex). */
export async function doubtfulClocks(db: Kysely<Tables>, messages: readonly string[]): Promise<number> {
	let doubtful = 0;
	await inPieces(
		db,
		messages.map(fromHex),
		(some) =>
			db
				.selectFrom("sighting")
				.select("message")
				.distinct()
				.where("message", "in", [...some])
				.where("received", "<>", "")
				// Whole numbers divide to whole numbers in both engines.
				.where(sql<number>`traits / ${sql.lit(BIT)} % 2`, "=", 1),
		() => doubtful++,
	);
	return doubtful;
}
