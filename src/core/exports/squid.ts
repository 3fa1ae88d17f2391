// Squid: lines to include in squid.conf above its own http_access lines. Hosts go by dstdomain (with -n: Squid asks DNS nothing for them), paths
// of hosts that others use too by url_regex. A proxy that does not open TLS sees the host of an https URL and never its path, so that such a path
// is stopped in plain http alone; the comments say so.

import type { Export } from "../model/export.ts";
import { type Block, blockList, cautionsOf } from "./blocking/block-list.ts";
import { headOf, remark } from "./blocking/remarks.ts";

export const exporter: Export = {
	id: "squid",
	name: "access lines for Squid",
	mediaType: "text/plain",
	*write(exported): Iterable<string> {
		const list = blockList(exported);
		for (const line of [...headOf(exported, "Squid access lines"), ...cautionsOf(list, true).map(remark)]) yield `# ${line}\n`;
		const names = list.hosts.filter(({ kind }) => kind === "name");
		const covered = new Set(names.filter((host) => isBelowAnother(host, names)).map(({ text }) => text));
		for (const { text } of names) {
			// Squid refuses a list that has a name and another below it.
			if (covered.has(text)) yield `# ${text} is below another name here\n`;
			else yield `acl counterpixel_hosts dstdomain -n .${text}\n`;
		}
		for (const { kind, text } of list.hosts)
			if (kind !== "name")
				yield `# ${text}\nacl counterpixel_addresses url_regex -i ${urlPattern(kind === "ipv6" ? `[${text}]` : text)}([:/?]|$)\n`;
		if (list.paths.length > 0) yield "# paths: over https Squid sees them only where it opens TLS (ssl_bump)\n";
		for (const { kind, text, path } of list.paths)
			yield `acl counterpixel_paths url_regex ${urlPattern(kind === "ipv6" ? `[${text}]` : text)}(:[0-9]+)?${escaped(path)}\n`;
		if (names.length > 0) yield "http_access deny counterpixel_hosts\n";
		if (list.hosts.length > names.length) yield "http_access deny counterpixel_addresses\n";
		if (list.paths.length > 0) yield "http_access deny counterpixel_paths\n";
	},
};

function isBelowAnother({ text }: Block, names: readonly Block[]): boolean {
	return names.some((other) => text.endsWith(`.${other.text}`));
}

/** A tunnel (CONNECT) shows "host:port" alone. User names before the host are skipped, and cannot hold a slash. */
function urlPattern(host: string): string {
	return `^([a-z]+://([^/@]*@)?)?${escaped(host)}`;
}

/** For POSIX extended regular expressions, in brackets: what gets here has no other character that means something. */
function escaped(text: string): string {
	return text.replace(/[.?+[\]]/g, "[$&]");
}
