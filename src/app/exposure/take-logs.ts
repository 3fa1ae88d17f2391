// Takes logs into a case: read in one pass, what they show of the case's hosts kept. A log that came before takes its own place.

import type { LogContext } from "../../core/model/log-event.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import type { LogFacts } from "../../edge/logs/log-reading.ts";
import { readLogs } from "../../edge/logs/read-logs.ts";
import { watchedHostsOf } from "./watched.ts";

export interface TakeOptions {
	readonly context: LogContext;
	/** Id of a format; null: each file's content tells. */
	readonly format: string | null;
	/** Domains and addresses for whose accounts these logs speak; none: for all. */
	readonly speaksFor: readonly string[];
	/** Milliseconds that are added to their times. */
	readonly clockOffset: number;
	/** Minutes; null: each log's own habits tell. */
	readonly gap: number | null;
	readonly onProgress: (bytes: number) => void;
	/** One line that a person should know. */
	readonly onRemark: (line: string) => void;
	/** One line about a file that could not be read, or not to its end. */
	readonly onProblem: (line: string) => void;
}

export interface Taken {
	readonly files: number;
	readonly bytes: number;
}

/** What cannot be read is told, and the rest is taken all the same. A case that has nothing that a log could be asked for takes it for the time it speaks of. */
export async function takeLogs(casebook: Casebook, files: readonly string[], options: TakeOptions): Promise<Taken> {
	const hosts = await watchedHostsOf(casebook);
	if (hosts.length === 0)
		options.onRemark("This case holds no mail that contacts anybody: take the logs in again once mailboxes are scanned.");
	const { context, format, clockOffset, gap, speaksFor, onProgress, onProblem } = options;
	let taking = casebook.exposure.take(hosts);
	let [taken, bytes] = [0, 0];
	for await (const event of readLogs(files, { hosts, context, format, clockOffset, gap, onProgress })) {
		if (event.kind === "contacts") await taking.add(event.contacts);
		else if (event.kind === "problem") {
			onProblem(event.problem.startsWith(event.file) ? event.problem : `${event.file}: ${event.problem}`);
			taking = casebook.exposure.take(hosts);
		} else {
			const { broken, contacts: _, ...facts } = event.log;
			const last = facts.problems.at(-1)?.problem ?? "it breaks off";
			if (isUnread(event.log)) onProblem(`${event.file}: not one of its lines could be read (${facts.format}): ${last}`);
			else {
				await taking.finish({ ...facts, log: event.file, speaksFor, offset: clockOffset });
				if (broken) onProblem(`${event.file}: ${/what came before was read\.?$/.test(last) ? last : `${last}; what came before was read`}`);
			}
			taking = casebook.exposure.take(hosts);
			taken++;
			bytes += facts.size;
		}
	}
	return { files: taken, bytes };
}

/** A log of which nothing was read is none, and must not take the place of itself as it was read before. Its first line may name its columns. */
function isUnread({ format, lines, unread, broken }: LogFacts): boolean {
	return format !== "empty" && ((unread > 0 && unread >= lines - 1) || (broken && lines === unread));
}
