// Filter list for uBlock Origin, AdGuard and programs that read their syntax (Adblock Plus filters): "||host^" is a host and all below it. A line
// that begins with "!" is a comment, but "!#" is a directive and "! Title:" a field, so that every remark has a word of ours in front. Readers
// take no brackets after "||", so that an IPv6 address is looked for as it stands in a URL.

import type { Export } from "../model/export.ts";
import { blockList, cautionsOf } from "./blocking/block-list.ts";
import { headOf, remark } from "./blocking/remarks.ts";

export const exporter: Export = {
	id: "adblock",
	name: "filter list for uBlock Origin and AdGuard",
	mediaType: "text/plain",
	*write(exported): Iterable<string> {
		const list = blockList(exported);
		yield "! Title: counterpixel\n";
		for (const line of [...headOf(exported, "filter list"), ...cautionsOf(list, true).map(remark)]) yield `! note, ${line}\n`;
		for (const { kind, text } of list.hosts) yield kind === "ipv6" ? `://[${text}]\n` : `||${text}^\n`;
		for (const { kind, text, path } of list.paths) yield kind === "ipv6" ? `://[${text}]${path}\n` : `||${text}${path}\n`;
	},
};
