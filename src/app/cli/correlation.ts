// Correlation: every command that opens a case first brings its campaigns up to what scans have found and analysts have decided since. It costs time by
// what is new; what takes more than two seconds says so on standard error.

import type { Casebook } from "../../edge/casebook/casebook.ts";
import { counted } from "../report/shown-text.ts";
import { durationOf } from "./progress.ts";

const SILENT = 2_000;

export async function correlateNew(casebook: Pick<Casebook, "correlate">): Promise<void> {
	const { isOperatorHost } = await import("../../core/trackers/operator-hosts.ts");
	const began = performance.now();
	let said = false;
	const timer = setTimeout(() => {
		said = true;
		process.stderr.write("Putting together what is new in this case ...\n");
	}, SILENT);
	try {
		const { messages, campaigns, judgedAnew } = await casebook.correlate({ isOperatorHost });
		const seconds = (performance.now() - began) / 1000;
		if (judgedAnew)
			process.stderr.write(`This version judges by other rules than the last one: ${counted(campaigns, "campaign")} judged anew.\n`);
		if (said && messages > 0) process.stderr.write(`Put together ${counted(messages, "message")} in ${durationOf(seconds)}.\n`);
	} catch (error) {
		if (!mayOnlyRead(error)) throw error;
		process.stderr.write(
			"This case holds mail that is new, or verdicts by older rules, and you may only read it: its campaigns are as the last one who may write left them.\n",
		);
	} finally {
		clearTimeout(timer);
	}
}

/** PostgreSQL's insufficient_privilege and read_only_sql_transaction, SQLite's SQLITE_READONLY. */
function mayOnlyRead(error: unknown): boolean {
	const { code, errcode } = ((error as Error | null)?.cause ?? {}) as { readonly code?: unknown; readonly errcode?: unknown };
	return code === "42501" || code === "25006" || (typeof errcode === "number" && (errcode & 0xff) === 8);
}
