// Format 2: profiles, sightings and trails of messages, and campaigns. Messages of a case of format 1 have neither until they are read again, which the
// next scan does, since its detector is newer (source-files.ts). Nothing of what they said before is lost.

import { sql } from "kysely";
import { createIndexes, createTable, type Migration, type NewTable } from "./step.ts";

const TABLES: Readonly<Record<string, NewTable>> = {
	sighting: {
		columns: { strand: "text", received: "text", message: "bytes", features: "text", traits: "integer" },
		key: ["strand", "received", "message"],
		appended: true,
	},
	trail: {
		columns: { kind: "text", value: "text", received: "text", message: "bytes", headers: "text" },
		key: ["kind", "value", "received", "message"],
	},
	url_hint: { columns: { url: "integer", message: "integer" }, key: ["url", "message"] },
	fresh: { columns: { message: "bytes", strand: "text", reread: "integer" }, key: ["message"] },
	strand: {
		columns: {
			id: "text",
			campaign: "text",
			first: "text",
			last: "text",
			messages: "integer",
			tracked: "integer",
			traits: "text",
			earliest: "bytes",
		},
		key: ["id"],
	},
	strand_sample: { columns: { strand: "text", features: "text" }, key: ["strand"], appended: true },
	strand_feature: { columns: { kind: "text", value: "text", strand: "text" }, key: ["kind", "value", "strand"] },
	sender_key: { columns: { key: "text", strand: "text", name: "text?", domain: "text", since: "text" }, key: ["key", "strand"] },
	spread: { columns: { kind: "text", value: "text", strands: "integer", groups: "integer" }, key: ["kind", "value"] },
	bond: { columns: { a: "text", b: "text", points: "integer", binds: "integer", why: "text" }, key: ["a", "b"] },
	campaign: {
		columns: {
			id: "text",
			made: "text",
			first: "text",
			last: "text",
			messages: "integer",
			assessment: "text",
			reasons: "text",
			summary: "text",
		},
		key: ["id"],
		appended: true,
	},
	campaign_alias: { columns: { alias: "text", campaign: "text" }, key: ["alias"] },
	campaign_link: { columns: { a: "text", b: "text", strength: "text", why: "text" }, key: ["a", "b"] },
	decision: {
		columns: { id: "text", n: "integer", time: "text", actor: "text", kind: "text", campaign: "text", detail: "text" },
		key: ["id"],
	},
	pinned: { columns: { message: "bytes", campaign: "text" }, key: ["message"] },
	copy: { columns: { key: "text", message: "bytes", owner: "text" }, key: ["key", "message"] },
	proof: { columns: { message: "bytes", proof: "text" }, key: ["message"], appended: true },
	watch: { columns: { kind: "text", value: "text", given: "text", source: "text", added: "text" }, key: ["kind", "value"] },
};

const INDEXES: readonly (readonly [string, readonly string[]])[] = [
	// With what correlation counts of a message, so that it need not look the row up.
	["sighting", ["message", "strand", "received", "traits"]],
	["strand", ["campaign"]],
	["sender_key", ["strand"]],
	["bond", ["b"]],
	["campaign", ["last", "id"]],
	["campaign_alias", ["campaign"]],
	["campaign_link", ["b"]],
	["copy", ["message"]],
	["pinned", ["campaign"]],
];

export const FORMAT_2: Migration = {
	format: 2,
	async up(trx, engine) {
		for (const [name, table] of Object.entries(TABLES)) await createTable(trx, engine, name, table);
		await createIndexes(trx, INDEXES);
		await sql`alter table message add column profile ${engine.types.text} not null default ''`.execute(trx);
		await engine.forbidChanges(trx, "decision", "id");
	},
};
