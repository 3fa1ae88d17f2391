// Judged hosts: which hosts of a campaign may be blocked, which by their paths alone, which never, each with its reason. Blocking what others
// need does the attacker's work; so a host is blocked whole only where readers are singled out at it, or nobody else in the case goes there.

import { registrableDomain } from "../../core/encoding/registrable-domain.ts";
import type { ExportedHost } from "../../core/model/export.ts";
import type { HostUser } from "../../edge/casebook/campaigns/host-users.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { isCustomersOwn, onlyWatches, operatorOf, whyEveryday } from "./everyday.ts";

/** What a campaign's own mail shows of a host. */
export interface HostFacts {
	readonly host: string;
	/** A URL there singles its reader out. */
	readonly individual: boolean;
	/** A label of it does: nobody else has that name. */
	readonly ownName: boolean;
	/** Beginnings of its URLs that are the same for several readers. */
	readonly paths: readonly string[];
}

export interface Judgement {
	readonly host: ExportedHost;
	/** To be said aloud before anybody uses the export. */
	readonly warn: boolean;
}

/** Senders of so many campaigns that have nothing to do with each other: somebody works for all of them (core/campaigns/rarity.ts). */
const UNRELATED = 3;
const MOST_PATHS = 20;

export interface Surroundings {
	/** Campaigns (present ids) whose use is no everyday use. */
	readonly except: ReadonlySet<string>;
	/** Registrable domains of the readers'. */
	readonly own: ReadonlySet<string>;
	/** Those of the campaign's own: its senders', and where readers are singled out. Empty where it singles nobody out, and everything may be its own. */
	readonly ours: ReadonlySet<string>;
}

export async function judgeHost(
	casebook: Pick<Casebook, "hostUsers" | "message">,
	{ host, individual, ownName, paths }: HostFacts,
	{ except, own, ours }: Surroundings,
): Promise<Judgement> {
	const match = operatorOf(host);
	const operator = match === null ? null : { id: match.operator.id, name: match.operator.name };
	const judged = (block: ExportedHost["block"], caution: string | null, warn: boolean, own = paths): Judgement => ({
		host: { host, operator, block, caution, paths: block === "never" ? [] : shortest(own) },
		warn,
	});
	const everyday = whyEveryday(host, own);
	if (everyday !== null) return judged("never", everyday, true);
	const users = await casebook.hostUsers(host, except);
	const others = `mail of ${users.length} other ${users.length === 1 ? "sender" : "senders"} in this case, not called targeted,`;
	const alsoEveryday = `It is an everyday host as well: ${others} goes there too.`;
	const theirs = await theirUrls(casebook, host, users);
	if (match !== null && operator !== null) {
		const { name } = operator;
		// By its name it is the attacker's account alone, which others' mail contradicts: whoever blocks it is to know before.
		const whole = (why: string): Judgement => judged("whole", users.length > 0 ? `${why} ${alsoEveryday}` : why, users.length > 0);
		if (onlyWatches(match) && (isCustomersOwn(host, match) || match.operator.kind === "ip-logger"))
			return whole(`It is of ${name}, which serves nothing but to see who comes by.`);
		if (ownName) return whole(`It is of ${name}, under a name that one reader alone was given.`);
		if (isCustomersOwn(host, match)) return whole(`It is of ${name}, and by its name one customer's own.`);
		if (match.operator.kind === "own-brand") return judged("never", `It is ${name}'s, who tracks mail of its own there.`, true);
		return byPath(`It is of ${name}, which works for many customers.`);
	}
	if (!individual) {
		if (users.length > 0) return judged("never", `Nothing there singles a reader out, and ${others} goes there too.`, true);
		const isOurs = ours.size === 0 || ours.has(registrableDomain(host) ?? host);
		if (isOurs) return judged("whole", "Nothing that is fetched there singles a reader out: look at it before you block it.", true);
		return judged(
			"never",
			"Nothing there singles a reader out: the mail may borrow a stranger's pictures. Look at it, and block it by hand.",
			true,
		);
	}
	if (users.length === 0) return judged("whole", null, false);
	const campaigns = new Set(users.map(({ campaign }) => campaign).filter((campaign) => campaign !== ""));
	if (theirs.some(({ individual }) => individual)) return byPath(`It seems to work for several: ${others} is tracked there too.`);
	if (campaigns.size >= UNRELATED) return byPath(`It seems to be everybody's: ${others} goes there too.`);
	return judged("whole", alsoEveryday, true);

	function byPath(why: string): Judgement {
		const telling = paths.filter(isTelling).filter((path) => !theirs.some((other) => other.path.startsWith(path)));
		if (telling.length > 0) return judged("paths", why, true, telling);
		return judged("never", `${why} No path there is this campaign's alone.`, true);
	}
}

/** It names an account, which no other customer has; what is a word is the operator's own. */
function isTelling(path: string): boolean {
	return path.split(/[/?&=.]/).some((piece) => /^(?=.*\d)[A-Za-z0-9_-]{6,}$/.test(piece) || /^[A-Za-z0-9_-]{20,}$/.test(piece));
}

/** What the first few others have there. */
async function theirUrls(
	casebook: Pick<Casebook, "message">,
	host: string,
	users: readonly HostUser[],
): Promise<{ readonly path: string; readonly individual: boolean }[]> {
	const found: { path: string; individual: boolean }[] = [];
	for (const { message } of users) {
		const stored = message === null ? null : await casebook.message(message);
		for (const { host: there, url, identifier } of stored?.references ?? [])
			if (there === host || there.endsWith(`.${host}`)) found.push({ path: pathOf(url), individual: identifier.kind !== "none" });
	}
	return found;
}

function pathOf(url: string): string {
	const parsed = URL.parse(url);
	return parsed === null ? "" : parsed.pathname + parsed.search;
}

/** Those that no shorter one among them covers. */
function shortest(paths: readonly string[]): string[] {
	const ordered = [...new Set(paths)].filter((path) => path.length > 1).sort();
	const kept: string[] = [];
	for (const path of ordered) if (!kept.some((shorter) => path.startsWith(shorter))) kept.push(path);
	return kept.slice(0, MOST_PATHS);
}
