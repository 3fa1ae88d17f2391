// Hosts file (hosts(5)): one name a line, leading nowhere. It knows no sub-domains, so that a host of which each reader gets another name slips
// through, and it cannot block an address: both are said in its comments.

import type { Export } from "../model/export.ts";
import { blockList, cautionsOf } from "./blocking/block-list.ts";
import { headOf, remark } from "./blocking/remarks.ts";

export const exporter: Export = {
	id: "hosts",
	name: "hosts file",
	mediaType: "text/plain",
	*write(exported): Iterable<string> {
		const list = blockList(exported);
		const head = [...headOf(exported, "hosts file"), "It blocks these names and none below them.", ...cautionsOf(list, false).map(remark)];
		for (const line of head) yield `# ${line}\n`;
		for (const { kind, text } of list.hosts) {
			if (kind === "name") yield `0.0.0.0 ${text}\n`;
			else yield `# ${text} is an address, which a hosts file cannot block\n`;
		}
	},
};
