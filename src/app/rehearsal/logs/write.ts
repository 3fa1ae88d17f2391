// Logs of a rehearsal: openings among ordinary traffic, in order of time, with the hours missing in which the log was silent.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chanceOf } from "../chance.ts";
import { type LogSite, leasedAddress, leasesOf, type Opening } from "../openings.ts";
import type { TruthLog } from "../truth.ts";
import { DAY } from "../world.ts";
import { bindLine, combinedLine, type LogEvent, squidLine, unboundLine } from "./lines.ts";

const FORMATS = { squid: squidLine, combined: combinedLine, unbound: unboundLine, bind: bindLine } as const;
type LogFormatName = keyof typeof FORMATS;

/** Requests a day that have nothing to do with mail, for each site. */
const NOISE = 16;

/** Writes DIR/logs and DIR/leases.csv. Throws node:fs errors. */
export function writeLogs(
	folder: string,
	seed: string,
	sites: readonly LogSite[],
	openings: readonly Opening[],
	pages: readonly string[],
): TruthLog[] {
	mkdirSync(join(folder, "logs"), { recursive: true });
	const written: TruthLog[] = [];
	for (const [index, site] of sites.entries()) {
		const events = eventsOf(seed, site, index, openings, pages);
		const name = site.organisation.domain.split(".")[0];
		for (const format of [site.proxy, site.dns]) {
			if (format === null) continue;
			const path = `logs/${name}-${format}.log`;
			writeFileSync(join(folder, path), `${events.map(FORMATS[format satisfies LogFormatName]).join("\n")}\n`);
			const gaps = site.gaps.map(({ from, to }) => ({ from: iso(from), to: iso(to) }));
			written.push({ path, format, organisation: site.organisation.domain, from: iso(site.from), to: iso(site.to), gaps });
		}
	}
	const leases = sites.flatMap((site) =>
		[...leasesOf(site)].map(({ from, to, address, account }) => `${iso(from)},${iso(to)},${address},${account}`),
	);
	writeFileSync(join(folder, "leases.csv"), `from,to,address,account\n${leases.join("\n")}\n`);
	return written;
}

function eventsOf(seed: string, site: LogSite, index: number, openings: readonly Opening[], pages: readonly string[]): LogEvent[] {
	const chance = chanceOf(seed, "traffic", index);
	const members = Math.max(1, site.members.size);
	const noise = Array.from({ length: Math.round((NOISE * (site.to - site.from)) / DAY) }, (): LogEvent => {
		const at = Math.floor(site.from + chance.next() * (site.to - site.from));
		const client = leasedAddress(site, chance.below(members), Math.floor(at / (7 * DAY)));
		const url = `https://${chance.pick(pages)}/${chance.pick(["", "news", "search?q=committee", "style.css", "favicon.ico"])}`;
		return {
			at,
			client,
			url,
			agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:84.0) Gecko/20100101 Firefox/84.0",
			blocked: false,
			whole: site.opensTls,
		};
	});
	const own = openings
		.filter((opening) => opening.site === site && opening.logged)
		.map(({ at, clientIp, url, agent, blocked }): LogEvent => ({ at, client: clientIp, url, agent, blocked, whole: site.opensTls }));
	const silent = (at: number): boolean => site.gaps.some(({ from, to }) => at >= from && at < to);
	return [...noise.filter(({ at }) => !silent(at)), ...own].sort((a, b) => a.at - b.at || (a.url < b.url ? -1 : 1));
}

function iso(time: number): string {
	return new Date(time).toISOString();
}
