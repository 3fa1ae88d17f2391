// CSV (RFC 4180): one row for each thing that is known of a campaign, for spreadsheets and scripts. A cell that a spreadsheet would run as a
// formula begins with an apostrophe (OWASP, CSV injection).

import type { Export, ExportedCampaign, ExportedCase } from "../model/export.ts";

/** More may be added at the end, none is removed. */
const COLUMNS = [
	"campaign",
	"name",
	"assessment",
	"kind",
	"value",
	"block",
	"operator",
	"caution",
	"first_seen",
	"last_seen",
	"count",
	"tlp",
	"pap",
];

interface Row {
	readonly kind: "host" | "path" | "url" | "sender" | "message" | "recipient" | "sighting";
	readonly value: string;
	readonly block?: string;
	readonly operator?: string;
	readonly caution?: string | null;
	readonly first?: string | null;
	readonly last?: string | null;
	readonly count?: number;
}

export const exporter: Export = {
	id: "csv",
	name: "table of hosts, URLs, senders and messages",
	mediaType: "text/csv",
	*write(exported): Iterable<string> {
		yield csvLine(COLUMNS);
		for (const one of exported.campaigns) for (const row of rowsOf(one)) yield lineOf(exported, one, row);
	},
};

function* rowsOf({ campaign, hosts, senders, messages, sightings }: ExportedCampaign): Iterable<Row> {
	const { firstSeen: first, lastSeen: last } = campaign;
	for (const { host, block, operator, caution, paths } of hosts) {
		const of = { ...(operator === null ? {} : { operator: operator.name }), caution, first, last };
		yield { kind: "host", value: host, block, ...of };
		for (const path of paths) yield { kind: "path", value: host + path, block: block === "paths" ? "paths" : "", ...of };
	}
	const urls = new Map<string, number>();
	for (const { url } of messages.flatMap(({ urls }) => urls)) urls.set(url, (urls.get(url) ?? 0) + 1);
	for (const [value, count] of urls) yield { kind: "url", value, count };
	for (const value of senders) yield { kind: "sender", value };
	for (const { sha256, received } of messages) yield { kind: "message", value: sha256, first: received, last: received };
	for (const value of new Set(messages.flatMap(({ recipients }) => recipients))) yield { kind: "recipient", value };
	for (const { organisation, level, accounts, span } of sightings) {
		const where = organisation === "" ? "an organisation that is not known" : organisation;
		yield { kind: "sighting", value: `${level} at ${where}`, count: accounts, first: span?.from ?? null, last: span?.to ?? null };
	}
}

function lineOf({ tlp, pap }: ExportedCase, { campaign }: ExportedCampaign, row: Row): string {
	const { id, name, assessment, decided } = campaign;
	const { kind, value, block, operator, caution, first, last, count } = row;
	const word = decided === null ? assessment : `${assessment} (${decided})`;
	return csvLine([
		id,
		name ?? "",
		word,
		kind,
		value,
		block ?? "",
		operator ?? "",
		caution ?? "",
		first ?? "",
		last ?? "",
		count ?? "",
		tlp,
		pap ?? "",
	]);
}

function csvLine(cells: readonly (string | number)[]): string {
	return `${cells.map((cell) => quoted(harmless(String(cell)))).join(",")}\r\n`;
}

function quoted(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * As in the program's other tables: an apostrophe before what would start a formula, and before an apostrophe, at the beginning of a cell and wherever a
 * spreadsheet of another country's settings begins one. U+0000 would end the file for some readers.
 */
function harmless(text: string): string {
	return text
		.toWellFormed()
		.replaceAll("\0", "\ufffd")
		.replace(/(?<=^|[;\t\r\n])(?=[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20])/g, "'");
}
