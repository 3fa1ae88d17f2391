// Rspamd: a file for local.d/multimap.conf with the maps in it (Rspamd's multimap module). Its type "url" leaves out what a mail loads as an
// image (tried with Rspamd 3.4), so that a mail whose only trace is a hidden picture would pass: a selector asks for all URLs. Maps are regular
// expressions: a host and all below it.

import type { Export } from "../model/export.ts";
import { type Block, blockList, cautionsOf } from "./blocking/block-list.ts";
import { headOf, remark } from "./blocking/remarks.ts";

/** Enough to be marked as spam by Rspamd's own limits (6 adds a header, 15 rejects), not to be refused unread. */
const SCORE = 8;
/** As many as Rspamd keeps of a mail by itself (max_urls). */
const ALL_URLS = "specific_urls({limit=10240,need_images=true,need_content=true})";

export const exporter: Export = {
	id: "rspamd",
	name: "local.d/multimap.conf for Rspamd",
	mediaType: "text/plain",
	*write(exported): Iterable<string> {
		const list = blockList(exported);
		for (const line of [...headOf(exported, "Rspamd multimap"), ...cautionsOf(list, true).map(remark)]) yield `# ${line}\n`;
		for (const { kind, text } of list.hosts) yield `# ${text}${kind === "name" ? " and all below it" : ""}\n`;
		const hosts = list.hosts.map((host) => `/${host.kind === "name" ? "(?:^|[.])" : "^"}${hostPattern(host)}[.]?$/i`);
		if (hosts.length > 0) yield* rule("COUNTERPIXEL_HOST", "contacts a host of a campaign that watches its readers", hosts, "get_host");
		const paths = list.paths.map((block) => `/^[a-z]+:[/][/](?:[^/@]*@)?${hostPattern(block)}(?::[0-9]+)?${escaped(block.path)}/`);
		if (paths.length > 0) yield* rule("COUNTERPIXEL_PATH", "contacts a path of a campaign that watches its readers", paths, "get_text");
	},
};

function* rule(symbol: string, description: string, patterns: readonly string[], what: string): Iterable<string> {
	yield `${symbol} {\n\ttype = "selector";\n\tselector = "${ALL_URLS}:${what}";\n`;
	yield `\tregexp = true;\n\tscore = ${SCORE};\n\tdescription = "${description}";\n\tmap = [\n`;
	for (const pattern of patterns) yield `\t\t"${pattern}",\n`;
	yield "\t];\n}\n";
}

function hostPattern({ kind, text }: Block): string {
	return kind === "ipv6" ? `[[]?${escaped(text)}[]]?` : escaped(text);
}

/** In brackets rather than behind a backslash, which the file's own strings would take away. */
function escaped(text: string): string {
	return text.replace(/[.?+/]/g, "[$&]");
}
