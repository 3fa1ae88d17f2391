// Unbound: lines for the `server:` clause (unbound.conf(5), local-zone). Each host and all below it get "no such name". Quotes hold a name
// together, and no name gets here that has one.

import type { Export } from "../model/export.ts";
import { blockList, cautionsOf } from "./blocking/block-list.ts";
import { headOf, remark } from "./blocking/remarks.ts";

export const exporter: Export = {
	id: "unbound",
	name: "local zones for Unbound's server: clause",
	mediaType: "text/plain",
	*write(exported): Iterable<string> {
		const list = blockList(exported);
		for (const line of [...headOf(exported, "Unbound local zones"), ...cautionsOf(list, false).map(remark)]) yield `# ${line}\n`;
		for (const { kind, text } of list.hosts) {
			if (kind === "name") yield `local-zone: "${text}." always_nxdomain\n`;
			else yield `# ${text} is an address, which no name leads to: block it at the proxy or the firewall\n`;
		}
	},
};
