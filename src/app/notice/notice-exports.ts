// Notice exports: what left the case about one person, by its journal. An export with recipients names everybody whom its campaigns' mail reached, where its
// format has a place for it; whether a person is among them is told by the campaigns as they are now. Where one of them is gone, nobody can tell, and the notice says so.

import type { Campaign } from "../../core/model/campaign.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";

/** An entry `exported` of the journal. */
export interface CaseExport {
	readonly format: string;
	/** ISO 8601 date. */
	readonly day: string;
	/** Null where it went to standard output. */
	readonly file: string | null;
	/** Recipients were asked for; null where the journal does not say. */
	readonly recipients: boolean | null;
	/** Lower case: addresses that its campaigns name. */
	readonly about: ReadonlySet<string>;
	/** All its campaigns are still known. */
	readonly whole: boolean;
}

/** Of what an export tells about one person. */
export interface NoticeExport extends Pick<CaseExport, "format" | "day" | "file"> {
	readonly named: "yes" | "no" | "unknown";
}

const STANDARD_OUTPUT = "standard output";

/** Oldest first. The case is to be correlated. */
export async function exportsOf(casebook: Pick<Casebook, "journal" | "campaign" | "messagesOf">): Promise<CaseExport[]> {
	const exports: CaseExport[] = [];
	const known = new Map<string, ReadonlySet<string> | null>();
	for await (const { action, time, detail } of casebook.journal.entries()) {
		if (action !== "exported") continue;
		const { format, campaigns, recipients, file } = JSON.parse(detail) as Record<string, unknown>;
		const ids = Array.isArray(campaigns) ? campaigns.map(String) : null;
		const about = new Set<string>();
		let whole = ids !== null;
		for (const id of ids ?? []) {
			if (!known.has(id)) known.set(id, await addressesOf(casebook, id));
			const addresses = known.get(id) ?? null;
			if (addresses === null) whole = false;
			else for (const address of addresses) about.add(address);
		}
		exports.push({
			format: typeof format === "string" ? format : "?",
			day: time.slice(0, 10),
			file: typeof file !== "string" || file === STANDARD_OUTPUT ? null : file,
			recipients: typeof recipients === "boolean" ? recipients : null,
			about,
			whole,
		});
	}
	return exports;
}

/** Those that are, or may be, about whoever has these accounts (lower case). */
export function exportsAbout(exports: readonly CaseExport[], accounts: readonly string[]): NoticeExport[] {
	return exports.flatMap(({ format, day, file, recipients, about, whole }): NoticeExport[] => {
		const isAbout = accounts.some((account) => about.has(account));
		if (!isAbout && whole) return [];
		const named = recipients === false ? "no" : isAbout && recipients ? "yes" : "unknown";
		return [{ format, day, file, named }];
	});
}

/** Messages whose findings are in memory at a time. */
const TOGETHER = 500;

/** Whom an export with recipients names: owners, those to whom it was delivered, and those whose address stands in a URL. Null for a campaign that is gone. */
async function addressesOf(casebook: Pick<Casebook, "campaign" | "messagesOf">, id: string): Promise<ReadonlySet<string> | null> {
	const campaign: Campaign | null = await casebook.campaign(id);
	if (campaign === null) return null;
	const addresses = new Set(campaign.recipients.map((address) => address.toLowerCase()));
	const messages = [...new Set(campaign.messages.map(({ sha256 }) => sha256))];
	for (let at = 0; at < messages.length; at += TOGETHER)
		for (const { deliveredTo, references } of await casebook.messagesOf(messages.slice(at, at + TOGETHER))) {
			for (const address of deliveredTo) addresses.add(address.toLowerCase());
			for (const { identifier } of references)
				if (identifier.kind === "address" && identifier.value !== null) addresses.add(identifier.value.toLowerCase());
		}
	return addresses;
}
