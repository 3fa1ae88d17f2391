// Block list: what of the campaigns' hosts may be blocked, how, and what not and why. Every list in this folder writes this one judgement in the
// words of another program, so that none of them blocks more than another.

import type { ExportedCase, ExportedHost } from "../../model/export.ts";
import { type HostText, hostText, isPlainPath, isSuffix } from "./host-text.ts";

export interface Block extends HostText {
	/** Ids, in order. */
	readonly campaigns: readonly string[];
	readonly caution: string | null;
}

export interface PathBlock extends Block {
	/** Begins with "/", of plain characters. */
	readonly path: string;
}

export interface Unblocked {
	/** As in the message. */
	readonly host: string;
	readonly why: string;
}

export interface BlockList {
	/** With all below them. */
	readonly hosts: readonly Block[];
	readonly paths: readonly PathBlock[];
	readonly unblocked: readonly Unblocked[];
}

const CAREFUL = ["never", "paths", "whole"] as const;

/** In order of hosts. A host of two campaigns is blocked as the more careful of both says. */
export function blockList({ campaigns }: Pick<ExportedCase, "campaigns">): BlockList {
	const byHost = new Map<string, { readonly facts: ExportedHost[]; readonly campaigns: string[] }>();
	for (const { campaign, hosts } of campaigns) {
		for (const facts of hosts) {
			const known = byHost.get(facts.host) ?? { facts: [], campaigns: [] };
			byHost.set(facts.host, known);
			known.facts.push(facts);
			if (!known.campaigns.includes(campaign.id)) known.campaigns.push(campaign.id);
		}
	}
	const hosts: Block[] = [];
	const paths: PathBlock[] = [];
	const unblocked: Unblocked[] = [];
	for (const [host, { facts, campaigns }] of [...byHost].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const text = hostText(host);
		const block = CAREFUL.find((word) => facts.some((one) => one.block === word));
		const caution = facts.find((one) => one.caution !== null)?.caution ?? null;
		if (text === null) unblocked.push({ host, why: "it is no name or address that could be blocked" });
		else if (block === "never") unblocked.push({ host, why: caution ?? "others use it too" });
		else if (block === "paths") {
			const plain = [...new Set(facts.flatMap((one) => one.paths))].filter(isPlainPath).sort();
			for (const path of plain) paths.push({ ...text, path, campaigns, caution });
			unblocked.push({ host, why: caution ?? "others use it too" });
		} else if (text.kind === "name" && isSuffix(text.text)) unblocked.push({ host, why: "strangers have their names under it" });
		else hosts.push({ ...text, campaigns, caution });
	}
	return { hosts, paths, unblocked };
}

/**
 * What a list tells its reader of hosts that are not blocked whole, and of those that are and may be missed; one sentence each. `byPath`: whether the program
 * that reads it sees paths at all.
 */
export function cautionsOf({ hosts, paths, unblocked }: BlockList, byPath: boolean): string[] {
	const withPaths = new Set(paths.map(({ text, kind }) => (kind === "ipv6" ? `[${text}]` : text)));
	const onPaths = (host: string): string =>
		!withPaths.has(host) ? "" : byPath ? " Only its paths are blocked." : " Its paths are the campaign's, and can be blocked at the proxy.";
	return [
		...hosts.flatMap(({ text, caution }) => (caution === null ? [] : [`${text} is blocked, with a caution: ${caution}`])),
		...unblocked.map(({ host, why }) => `${host} is not blocked: ${why}${onPaths(host)}`),
	];
}
