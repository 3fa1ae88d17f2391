// Format 3: logs and the contacts they show, whose address was whose, people, briefings, incidents and claims. Nothing of what a case held before changes.

import { createIndexes, createTable, type Migration, type NewTable } from "./step.ts";

const TABLES: Readonly<Record<string, NewTable>> = {
	log_file: {
		columns: {
			sha256: "bytes",
			log: "text",
			format: "text",
			size: "integer",
			lines: "integer",
			unread: "integer",
			problems: "text",
			coverage: "text",
			speaks_for: "text",
			offset: "integer",
			watched: "bytes",
			added: "text",
		},
		key: ["sha256"],
		appended: true,
	},
	log_contact: {
		columns: {
			host: "text",
			time: "integer",
			log: "bytes",
			offset: "integer",
			kind: "text",
			outcome: "text",
			status: "integer",
			client: "text",
			url: "text",
			agent: "text",
			user: "text",
		},
		key: ["host", "time", "log", "offset"],
	},
	lease: {
		columns: { address: "text", until: "text", begins: "integer", ends: "integer", account: "text", source: "text" },
		key: ["address", "until", "begins", "ends", "account"],
	},
	person: {
		columns: { id: "text", name: "text", organisation: "text", country: "text", role: "text", language: "text", gone: "integer" },
		key: ["id"],
	},
	person_account: { columns: { address: "text", person: "text", kind: "text", ordinal: "integer" }, key: ["address"] },
	briefing: {
		columns: {
			id: "text",
			address: "text",
			name: "text",
			kind: "text",
			by: "text",
			on: "text",
			how: "text",
			acknowledged: "integer",
		},
		key: ["id"],
	},
	incident: { columns: { id: "text", on: "text", account: "text", incident: "text" }, key: ["id"], appended: true },
	claim: { columns: { id: "text", claim: "text" }, key: ["id"], appended: true },
};

const INDEXES: readonly (readonly [string, readonly string[]])[] = [
	["log_contact", ["log"]],
	["lease", ["account"]],
	["person_account", ["person"]],
	["briefing", ["address"]],
];

export const FORMAT_3: Migration = {
	format: 3,
	async up(trx, engine) {
		for (const [name, table] of Object.entries(TABLES)) await createTable(trx, engine, name, table);
		await createIndexes(trx, INDEXES);
	},
};
