// CSV (RFC 4180): one row a reference, for spreadsheets and scripts. A spreadsheet runs a cell that begins with "=", "+", "-" or "@" as
// a formula, and formulas can fetch (OWASP, CSV injection), so such cells begin with an apostrophe here; docs/report.md says how to
// take it off again.

import type { RemoteReference } from "../../core/model/reference.ts";
import type { Program } from "../../core/trackers/programs/program.ts";
import { inProgram } from "../../core/trackers/programs.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { type InspectedMessage, type ReportedMessage, reportedMessage } from "./reported-message.ts";

type Cell = (message: ReportedMessage, reference: RemoteReference) => string | number | null | undefined;

/** In the order of the columns; more may be added at the end, none is removed. */
const COLUMNS: Readonly<Record<string, Cell>> = {
	sha256: ({ sha256 }) => sha256,
	message_id: ({ messageId }) => messageId,
	mailbox: ({ placements }) => placements[0]?.mailbox,
	file: ({ placements }) => placements[0]?.file,
	offset: ({ placements }) => placements[0]?.offset,
	places: ({ placements }) => placements.length,
	received: ({ received }) => received,
	from: ({ from }) => from,
	subject: ({ subject }) => subject,
	vector: (_, { vector }) => vector,
	trigger: (_, { trigger }) => trigger,
	channel: (_, { channel }) => channel,
	url: (_, { url }) => url,
	host: (_, { host }) => host,
	part: (_, { part }) => part,
	start: (_, { start }) => start,
	end: (_, { end }) => end,
	path: (_, { path }) => path,
	identifier: (_, { identifier }) => identifier.kind,
	identifier_value: (_, { identifier }) => identifier.value,
	operator: (_, { operator }) => operator,
	leaks: (_, { leaks }) => leaks.join(" "),
	why: (_, { why }) => why.join("\n"),
};

/** The column that only --program adds. */
function withProgram(program: Program | null): Readonly<Record<string, Cell>> {
	return program === null ? COLUMNS : { ...COLUMNS, in_program: (_, reference) => inProgram(reference, program).says };
}

/** Header, then the rows of each message as one string. */
async function* csvOfMessages(messages: AsyncIterable<ReportedMessage>, program: Program | null = null): AsyncGenerator<string> {
	const columns = withProgram(program);
	const cells = Object.values(columns);
	yield line(Object.keys(columns));
	for await (const message of messages) {
		const rows = message.references.map((reference) => line(cells.map((cell) => cell(message, reference))));
		if (rows.length > 0) yield rows.join("");
	}
}

/** All of a case, in the order in which the mail came. */
export function csvOfCase(casebook: Pick<Casebook, "messages">): AsyncGenerator<string> {
	return csvOfMessages(casebook.messages());
}

/** `program`: by whose defaults each reference is told, in a column of its own. */
export function csvOfInspected(inspected: AsyncIterable<InspectedMessage>, program: Program | null = null): AsyncGenerator<string> {
	return csvOfMessages(reported(inspected), program);
}

async function* reported(inspected: AsyncIterable<InspectedMessage>): AsyncGenerator<ReportedMessage> {
	for await (const item of inspected) yield reportedMessage(item);
}

function line(cells: readonly (string | number | null | undefined)[]): string {
	return `${cells.map((cell) => quoted(harmless(String(cell ?? "")))).join(",")}\r\n`;
}

function quoted(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * An apostrophe before what would start a formula, and before an apostrophe, so that it can be taken off again; the same after a
 * semicolon, a tab or a line end, where a spreadsheet of another country's settings begins a cell. U+FF1D and its like are
 * the full-width signs that Japanese settings take for the plain ones. U+0000 would end the file for some readers.
 */
function harmless(text: string): string {
	return text
		.toWellFormed()
		.replaceAll("\0", "\ufffd")
		.replace(/(?<=^|[;\t\r\n])(?=[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20])/g, "'");
}
