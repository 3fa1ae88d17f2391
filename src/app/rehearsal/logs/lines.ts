// Lines of logs, each as the program writes it: Squid (native, and its "combined"), Unbound and BIND query logs. Times are UTC.

import { chanceOf, HEX } from "../chance.ts";

/** A fetch that went through a proxy, or a lookup. */
export interface LogEvent {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly client: string;
	readonly url: string;
	readonly agent: string;
	readonly blocked: boolean;
	/** The proxy sees the URL; otherwise the host alone, for https. */
	readonly whole: boolean;
}

/** https://wiki.squid-cache.org/Features/LogFormat, "squid". */
export function squidLine({ at, client, url, blocked, whole }: LogEvent): string {
	const chance = chanceOf(at, client, url);
	const tunnel = !whole && url.startsWith("https:");
	const asked = tunnel ? `CONNECT ${new URL(url).host}:443` : `GET ${url}`;
	const result = blocked ? "TCP_DENIED/403" : `${tunnel ? "TCP_TUNNEL" : chance.maybe(0.1) ? "TCP_MEM_HIT" : "TCP_MISS"}/200`;
	const peer = blocked ? "HIER_NONE/-" : `HIER_DIRECT/203.0.113.${chance.between(1, 254)}`;
	const bytes = blocked ? 3900 + chance.below(90) : 200 + chance.below(4000);
	return `${(at / 1000).toFixed(3)} ${String(chance.between(4, 900)).padStart(6)} ${client} ${result} ${bytes} ${asked} - ${peer} ${blocked ? "text/html" : tunnel ? "-" : "image/gif"}`;
}

/** The same page, "combined": Apache's, and Squid's own result at the end. */
export function combinedLine({ at, client, url, agent, blocked, whole }: LogEvent): string {
	const chance = chanceOf(at, client, url);
	const tunnel = !whole && url.startsWith("https:");
	const asked = tunnel ? `CONNECT ${new URL(url).host}:443` : `GET ${url}`;
	const status = blocked ? 403 : 200;
	const result = blocked ? "TCP_DENIED:HIER_NONE" : tunnel ? "TCP_TUNNEL:HIER_DIRECT" : "TCP_MISS:HIER_DIRECT";
	return `${client} - - [${day(at, "/")}:${clock(at)} +0000] "${asked} HTTP/1.1" ${status} ${200 + chance.below(4000)} "-" "${agent}" ${result}`;
}

/** unbound.conf(5), log-queries: yes. */
export function unboundLine({ at, client, url }: LogEvent): string {
	return `[${Math.floor(at / 1000)}] unbound[${chanceOf("unbound").between(300, 9000)}:0] info: ${client} ${new URL(url).hostname}. A IN`;
}

/** BIND 9, category queries, with print-time and print-category. */
export function bindLine({ at, client, url }: LogEvent): string {
	const chance = chanceOf(at, client, url);
	const host = new URL(url).hostname;
	const milliseconds = String(at % 1000).padStart(3, "0");
	return `${day(at, "-")} ${clock(at)}.${milliseconds} queries: info: client @0x7f${chance.characters(HEX, 10)} ${client}#${chance.between(1024, 65535)} (${host}): query: ${host} IN A + (192.0.2.1)`;
}

function day(at: number, between: string): string {
	const [, date = "", month = "", year = ""] = new Date(at).toUTCString().split(/[ ,]+/);
	return [date, month, year].join(between);
}

function clock(at: number): string {
	return new Date(at).toISOString().slice(11, 19);
}
