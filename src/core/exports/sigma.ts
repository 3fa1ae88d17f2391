// Sigma rules (SigmaHQ specification 2): for each campaign one on proxy logs and one on DNS logs, as documents of one YAML stream. Every value is
// written as a JSON string, which YAML 1.2 reads as it is, so that no text of a mail can end one.

import type { Export, ExportedCase } from "../model/export.ts";
import { type BlockList, blockList, cautionsOf } from "./blocking/block-list.ts";
import { headOf, labelsOf, remark } from "./blocking/remarks.ts";
import { ownUuid } from "./identifiers/uuid.ts";

export const exporter: Export = {
	id: "sigma",
	name: "Sigma rules for proxy and DNS logs",
	mediaType: "application/yaml",
	*write(exported): Iterable<string> {
		for (const line of [...headOf(exported, "Sigma rules"), ...cautionsOf(blockList(exported), true).map(remark)]) yield `# ${line}\n`;
		for (const one of exported.campaigns) {
			const list = blockList({ campaigns: [one] });
			const proxy = proxyDetection(list);
			const dns = dnsDetection(list);
			if (proxy.length > 0) yield rule(exported, one.campaign.id, "proxy", proxy, list);
			if (dns.length > 0) yield rule(exported, one.campaign.id, "dns", dns, list);
		}
	},
};

/** A list of these is "one of them". */
type Selection = Readonly<Record<string, readonly string[]>>;

function proxyDetection({ hosts, paths }: BlockList): Selection[] {
	const names = hosts.filter(({ kind }) => kind === "name").map(({ text }) => text);
	const addresses = hosts.flatMap(({ kind, text }) => (kind === "name" ? [] : [kind === "ipv6" ? `[${text}]` : text]));
	const exact = [...names, ...addresses];
	return [
		...(exact.length > 0 ? [{ "cs-host": exact }] : []),
		...(names.length > 0 ? [{ "cs-host|endswith": names.map((name) => `.${name}`) }] : []),
		...paths.map(({ text, path }) => ({ "cs-host": [text], "c-uri|contains": [literal(path)] })),
	];
}

function dnsDetection({ hosts }: BlockList): Selection[] {
	const names = hosts.filter(({ kind }) => kind === "name").map(({ text }) => text);
	return names.length === 0 ? [] : [{ query: names }, { "query|endswith": names.map((name) => `.${name}`) }];
}

/** "*" and "?" stand for others unless a backslash is before them. */
function literal(text: string): string {
	return text.replace(/[\\*?]/g, "\\$&");
}

function rule(
	exported: ExportedCase,
	campaign: string,
	category: "proxy" | "dns",
	selection: readonly Selection[],
	list: BlockList,
): string {
	const what = category === "proxy" ? "Contact with" : "Lookup of";
	const cautions = list.hosts.flatMap(({ text, caution }) => (caution === null ? [] : [remark(`${text}: ${caution}`)]));
	const tags = ["attack.reconnaissance", "attack.t1598", `tlp.${exported.tlp.replace("+", "-")}`];
	return [
		"---",
		`title: ${quoted(`${what} a host of the mail tracking campaign ${campaign}`)}`,
		`id: ${ownUuid("sigma", campaign, category)}`,
		"status: experimental",
		`description: ${quoted(remark(`${labelsOf(exported).join(" ")}. Hosts that mail of this campaign contacts to learn who reads it.`))}`,
		`author: ${quoted(remark(exported.by))}`,
		`date: ${quoted(exported.made.slice(0, 10))}`,
		`tags: [${tags.map(quoted).join(", ")}]`,
		"logsource:",
		`    category: ${category}`,
		"detection:",
		"    selection:",
		...selection.flatMap(selectionLines),
		"    condition: selection",
		...(cautions.length > 0 ? ["falsepositives:", ...cautions.map((text) => `    - ${quoted(text)}`)] : []),
		"level: medium",
		"",
	].join("\n");
}

function selectionLines(selection: Selection): string[] {
	return Object.entries(selection).map(
		([field, values], at) => `        ${at === 0 ? "-" : " "} ${field}: [${values.map(quoted).join(", ")}]`,
	);
}

/** YAML 1.2 §5.7 knows all escapes that JSON writes; what JSON leaves as it is and YAML does not print (§5.1) `remark` took away. */
function quoted(text: string): string {
	return JSON.stringify(text);
}
