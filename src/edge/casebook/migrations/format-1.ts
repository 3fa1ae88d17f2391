// Format 1: messages, what they contact, where they lie, and the journal. Released: never edited, whatever schema.ts says today.

import { createTable, type Migration, type NewTable } from "./step.ts";

const TABLES: Readonly<Record<string, NewTable>> = {
	message: {
		columns: {
			sha256: "bytes",
			size: "integer",
			message_id: "text?",
			from: "text?",
			subject: "text?",
			received: "text",
			received_from: "text?",
			delivered_to: "text",
			detector: "integer",
			named: "integer",
			findings: "text",
		},
		key: ["sha256"],
		appended: true,
	},
	contact: {
		columns: { host: "text", received: "text", message: "bytes", explanation: "bytes", count: "integer", urls: "text" },
		key: ["host", "received", "message", "explanation"],
	},
	explanation: {
		columns: {
			id: "bytes",
			vector: "text",
			channel: "text",
			trigger: "text",
			identifier: "text",
			how: "text",
			operator: "text?",
			leaks: "text",
			why: "text",
		},
		key: ["id"],
	},
	placement: {
		columns: { mailbox: "text", file: "text", offset: "integer", message: "bytes", flags: "text", owner: "text?", gone: "integer" },
		key: ["mailbox", "file", "offset", "message"],
	},
	problem: {
		columns: { message: "bytes", ordinal: "integer", code: "text", detail: "text", offset: "integer" },
		key: ["message", "ordinal"],
	},
	file_problem: {
		columns: { mailbox: "text", file: "text", offset: "integer", code: "text", detail: "text" },
		key: ["mailbox", "file", "offset", "code", "detail"],
	},
	source_file: {
		columns: {
			mailbox: "text",
			file: "text",
			size: "integer",
			modified: "integer",
			tail: "text",
			owner: "text",
			detector: "integer",
			offset: "integer",
			done: "integer",
		},
		key: ["mailbox", "file"],
	},
	raw: { columns: { message: "bytes", encoding: "text", bytes: "bytes" }, key: ["message"], appended: true },
	journal: {
		columns: { n: "integer", time: "text", actor: "text", action: "text", detail: "text", previous: "text", hash: "text" },
		key: ["n"],
	},
	case: { columns: { name: "text", value: "text" }, key: ["name"] },
};

export const FORMAT_1: Migration = {
	format: 1,
	async up(trx, engine) {
		await engine.prepare(trx);
		for (const [name, table] of Object.entries(TABLES)) await createTable(trx, engine, name, table);
		await trx.schema.createIndex("message_received").on("message").columns(["received", "sha256"]).execute();
		await trx.schema.createIndex("placement_message").on("placement").column("message").execute();
		await engine.forbidChanges(trx, "journal", "n");
		await engine.claim(trx);
	},
};
