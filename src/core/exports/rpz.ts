// Response policy zone (RPZ, as BIND and Unbound read it; draft-vixie-dnsop-dns-rpz §4): each host and all below it get "no such name". Begins
// with $ORIGIN, so that the zone's name stands in the file. Addresses are named and left out: no name is asked for before a URL with an address
// is fetched, and a trigger on answers (rpz-ip) would refuse every stranger's name that leads there.

import type { Export, ExportedCase } from "../model/export.ts";
import { blockList, cautionsOf } from "./blocking/block-list.ts";
import { headOf, remark } from "./blocking/remarks.ts";

const ORIGIN = "rpz.counterpixel.invalid";
/** Characters of a name below the origin and behind "*.": 255 bytes in a message (RFC 1035 §2.3.4) are 253 in text. */
const LONGEST = 253 - ORIGIN.length - 1 - 2;

export const exporter: Export = {
	id: "rpz",
	name: "RPZ zone for BIND, Unbound and others",
	mediaType: "text/dns",
	*write(exported: ExportedCase): Iterable<string> {
		const list = blockList(exported);
		yield `$ORIGIN ${ORIGIN}.\n$TTL 300\n`;
		yield `@ SOA localhost. root.localhost. ${serialOf(exported.made)} 3600 600 604800 300\n@ NS localhost.\n`;
		for (const line of [...headOf(exported, "RPZ zone"), ...cautionsOf(list, false).map(remark)]) yield `; ${line}\n`;
		for (const { kind, text } of list.hosts) {
			if (kind !== "name") yield `; ${text} is an address, which no name leads to: block it at the proxy or the firewall\n`;
			else if (text.length > LONGEST) yield `; ${text} is too long a name for a policy zone: block it at the proxy\n`;
			else yield `${text} CNAME .\n*.${text} CNAME .\n`;
		}
	},
};

/** Seconds since 1970: rises with every export, and fits in 32 bits (RFC 1982) until 2106. */
function serialOf(made: string): number {
	return Math.floor(Date.parse(made) / 1000) >>> 0;
}
