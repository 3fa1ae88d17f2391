// Suricata rules (suricata.readthedocs.io, "Rules Format"; of version 5 or newer, for dotprefix): a host, and all below it, where it is asked for
// by DNS, named in TLS or in plain http. Ids are drawn by the rule's own words from the range that is for local use, so that they stay from
// export to export.

import { sha256 } from "@noble/hashes/sha2.js";
import type { Export } from "../model/export.ts";
import { type BlockList, blockList, cautionsOf } from "./blocking/block-list.ts";
import { headOf, remark } from "./blocking/remarks.ts";

const FIRST_ID = 1_000_000;
const IDS = 1_000_000;

export const exporter: Export = {
	id: "suricata",
	name: "rules for Suricata",
	mediaType: "text/plain",
	*write(exported): Iterable<string> {
		const list = blockList(exported);
		for (const line of [...headOf(exported, "Suricata rules"), ...cautionsOf(list, true).map(remark)]) yield `# ${line}\n`;
		if (list.paths.length > 0) yield "# paths: they show in plain http alone\n";
		const taken = new Set<number>();
		for (const { head, options } of rulesOf(list)) yield `${head} (${options} sid:${idOf(`${head} ${options}`, taken)}; rev:1;)\n`;
	},
};

interface Rule {
	readonly head: string;
	readonly options: string;
}

function* rulesOf({ hosts, paths }: BlockList): Iterable<Rule> {
	for (const { kind, text, campaigns } of hosts) {
		const of = `campaign ${campaigns.join(" and ")}`;
		if (kind !== "name") {
			const address = kind === "ipv6" ? `[${text}]` : text;
			yield { head: `alert ip any any -> ${address} any`, options: `msg:"counterpixel ${of}, packet to its address";` };
			continue;
		}
		const ends = (nocase: string): string => `dotprefix; content:".${text}"; ${nocase}endswith;`;
		yield { head: "alert dns any any -> any any", options: `msg:"counterpixel ${of}, ${text} asked for"; dns.query; ${ends("nocase; ")}` };
		yield { head: "alert tls any any -> any any", options: `msg:"counterpixel ${of}, ${text} in TLS"; tls.sni; ${ends("nocase; ")}` };
		// This buffer is lower case already, and nocase an error there.
		yield { head: "alert http any any -> any any", options: `msg:"counterpixel ${of}, ${text} in http"; http.host; ${ends("")}` };
	}
	for (const { kind, text, path, campaigns } of paths) {
		const of = `campaign ${campaigns.join(" and ")}`;
		const host = kind === "ipv6" ? `[${text}]` : text;
		yield {
			head: "alert http any any -> any any",
			options:
				`msg:"counterpixel ${of}, its path at ${host}"; http.host; content:"${hex(host)}"; startswith; endswith; ` +
				`http.uri.raw; content:"${hex(path)}"; startswith;`,
		};
	}
}

/** What ends a keyword or a string in a rule, and the colon, which old versions take for one, as bytes. */
function hex(text: string): string {
	return text.replace(/[^A-Za-z0-9/_.-]/g, (character) => `|${character.charCodeAt(0).toString(16).padStart(2, "0")}|`);
}

/** The next free one where two rules draw the same. */
function idOf(text: string, taken: Set<number>): number {
	const [a = 0, b = 0, c = 0, d = 0] = sha256(new TextEncoder().encode(text));
	let at = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
	do at = (at + 1) % IDS;
	while (taken.has(at) && taken.size < IDS);
	taken.add(at);
	return FIRST_ID + at;
}
