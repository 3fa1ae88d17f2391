// W3C extended log (https://www.w3.org/TR/WD-logfile.html), as Blue Coat ProxySG, IIS and others write it: a "#Fields:" line says what the columns are, and
// may change midway. Times are UTC. IIS writes "+" for a blank.

import type { LineReader, LogEvent, LogFormat, LogOutcome, LogProblem } from "../model/log-event.ts";
import { isoTime } from "./reading/clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostPlace, type Place, present, urlPlace } from "./reading/place.ts";
import { outcomeOfProxy, requestPlace, statusOf } from "./reading/request.ts";

const UTC = { now: 0, zone: 0 };

function readerOf(head: readonly string[]): LineReader {
	let columns: ReadonlyMap<string, number> = new Map();
	let day = "";
	const directive = (line: string): void => {
		const [, name = "", value = ""] = /^#([\w-]+):\s*(.*)$/.exec(line) ?? [];
		if (name.toLowerCase() === "fields")
			columns = new Map(
				value
					.trim()
					.split(/\s+/)
					.map((field, index) => [field.toLowerCase(), index]),
			);
		else if (name.toLowerCase() === "date") day = value.trim().slice(0, 10);
	};
	for (const line of head) if (line.startsWith("#")) directive(line);
	const timeIn = (cells: readonly string[]): number | null => {
		const cell = (name: string): string => cells[columns.get(name) ?? -1] ?? "";
		const date = cell("date") || day;
		return isoTime(`${date} ${cell("time")}`, UTC) ?? isoTime(cell("x-timestamp") || cell("datetime"), UTC);
	};
	return lineReader(
		(line): LogEvent | LogProblem | null => {
			if (line.startsWith("#")) {
				directive(line);
				return null;
			}
			if (columns.size === 0) return unreadable("no #Fields: line says what its columns are");
			const cells = cellsOf(line);
			if (cells.length < columns.size) return unreadable(`${cells.length} columns where #Fields: names ${columns.size}`);
			const time = timeIn(cells);
			return time === null
				? unreadable("no date and time that can be read")
				: eventOf((name) => present(cells[columns.get(name) ?? -1]), time);
		},
		(line) => (line.startsWith("#") ? null : timeIn(cellsOf(line))),
	);
}

type Cell = (name: string) => string | null;

function eventOf(cell: Cell, time: number): LogEvent | null {
	const method = cell("cs-method") ?? "GET";
	const place = placeOf(cell, method);
	if (place === null) return null;
	const status = statusOf(cell("sc-status") ?? undefined);
	const agent = cell("cs(user-agent)");
	return {
		kind: method.toUpperCase() === "CONNECT" ? "connect" : "http",
		...place,
		time,
		client: clientOf(cell("c-ip") ?? undefined),
		outcome: outcomeOf(cell, status),
		status,
		agent: agent !== null && !agent.includes(" ") && agent.includes("+") ? agent.replaceAll("+", " ") : agent,
		user: cell("cs-username"),
	};
}

function placeOf(cell: Cell, method: string): Place | null {
	const whole = cell("cs-uri") ?? cell("c-uri");
	const asked = whole === null ? null : requestPlace(method, whole);
	if (asked !== null) return { host: asked.host, url: asked.url };
	const host = cell("cs-host") ?? cell("cs-uri-hostname") ?? cell("r-host");
	if (host === null) return null;
	const [scheme, port] = [cell("cs-uri-scheme") ?? "http", cell("cs-uri-port") ?? cell("s-port")];
	const path = whole?.startsWith("/") ? whole : (cell("cs-uri-path") ?? cell("cs-uri-stem"));
	if (method.toUpperCase() === "CONNECT" || path === null || !/^(?:https?|ftp)$/i.test(scheme)) return hostPlace(host);
	const query = cell("cs-uri-query");
	const usual = port === null || port === "80" || port === "443" || /:\d+$/.test(host) ? "" : `:${port}`;
	return (
		urlPlace(`${port === "443" ? "https" : scheme}://${host}${usual}${path}${query === null ? "" : `?${query.replace(/^\?/, "")}`}`) ??
		hostPlace(host)
	);
}

function outcomeOf(cell: Cell, status: number | null): LogOutcome {
	const verdict = `${cell("sc-filter-result") ?? ""} ${cell("s-action") ?? ""} ${cell("x-action") ?? ""}`.toUpperCase();
	if (/DENIED|BLOCKED/.test(verdict)) return status === 407 || verdict.includes("AUTH") ? "failed" : "refused";
	return outcomeOfProxy(status);
}

/** Parted by blanks or tabs; a quoted one may hold blanks, and "" in it is a quote. */
function cellsOf(line: string): string[] {
	if (!line.includes('"')) return line.trim().split(/[\t ]+/);
	return [...line.matchAll(/"((?:[^"]|"")*)"|[^\t ]+/g)].map(([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole);
}

export const format: LogFormat = {
	id: "w3c",
	name: "W3C extended log (Blue Coat, IIS and others)",
	detect: (head) => (head.some((line) => /^\uFEFF?#Fields:.*\b(?:c-ip|cs-|sc-)/i.test(line)) ? 1 : shareRead(head, readerOf(head))),
	reader: (head) => readerOf(head),
	order: "directives",
};
