// Real log: what a log that a real program has just written says of hosts below .example, without times, which are held to be of the last minute or two.

import assert from "node:assert/strict";
import { detectFormat } from "../../../src/core/logs/detection/detect.ts";
import type { LogContext, LogEvent } from "../../../src/core/model/log-event.ts";
import { needNamespace } from "../../support/namespace.ts";
import { needProgram, type Program, type Skip } from "../../support/programs.ts";
import { until } from "../../support/sealed-run.ts";

export type Told = Omit<LogEvent, "time">;

const seal = needNamespace();

export function need(...programs: readonly Program[]): Skip {
	return seal.skip === false ? needProgram("ip", ...programs) : seal;
}

/** Every line is to be one of the format `id`, or in order. `timeless`: the program was told to write no times. */
export function eventsIn(text: Buffer, id: string, began: number, { site = null as string | null, timeless = false } = {}): Told[] {
	const lines = text
		.toString("utf8")
		.split("\n")
		.filter((line) => line !== "");
	// The programs write the machine's own time.
	const context: LogContext = { now: Date.now() + 60_000, zone: -new Date().getTimezoneOffset(), site };
	const format = detectFormat(lines, context);
	assert.equal(format?.id, id, lines.slice(0, 5).join("\n"));
	const reader = format.reader(lines, context);
	return lines.flatMap((line) => {
		const said = reader.read(line);
		assert.ok(said === null || !("problem" in said), `${line}: ${JSON.stringify(said)}`);
		return told(said, timeless ? null : began);
	});
}

/** `began`: milliseconds since 1970; null where there are no times. */
export function told(said: LogEvent | null, began: number | null): Told[] {
	if (said === null || !said.host.endsWith(".example")) return [];
	const { time, ...rest } = said;
	if (began === null) assert.equal(time, null);
	else assert.ok(time !== null && time > began - 2_000 && time < Date.now() + 2_000, `${new Date(time ?? 0).toISOString()}`);
	return [rest];
}

/** In an order of their own: servers write a line when an answer ends. */
export function inOrder(events: readonly unknown[]): unknown[] {
	const key = (event: unknown): string => JSON.stringify(Object.entries(event as object).sort(([a], [b]) => (a < b ? -1 : 1)));
	return [...events].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const DNS = { kind: "dns", client: "127.0.0.1", url: null, status: null, agent: null, user: null } as const;

/** Of hosts and outcomes, each once. */
export function outcomes(events: readonly Told[]): string[] {
	for (const { host: _, outcome: __, ...rest } of events) assert.deepEqual(rest, DNS);
	return [...new Set(events.map(({ host, outcome }) => `${host} ${outcome}`))].sort();
}

/** Shell: an origin on port 8080 that answers everything but "/never", and is there when what follows is run. */
export const ORIGIN = `'${process.execPath}' -e 'require("http").createServer((asked, answer) => asked.url.includes("never") || answer.end("x")).listen(8080, "127.0.0.1")' &
origin=$!\n${until("curl -sf http://127.0.0.1:8080/")}`;

/** Shell: waits for the proxy on port 3128. */
export const PROXY_READY = until("curl -s -x http://127.0.0.1:3128 http://127.0.0.1:8080/");

/** Shell: asks the resolver on port 5300. */
export function dig(...names: readonly string[]): string {
	return names.map((name) => `dig @127.0.0.1 -p 5300 +tries=1 +time=5 ${name} A >/dev/null\n`).join("");
}
