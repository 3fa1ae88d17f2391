// Openings: who looked at which mail, when, and from where; and which organisations keep logs that may show it.

import { type Chance, chanceOf } from "./chance.ts";
import type { Letter } from "./letter.ts";
import type { Account, Organisation, Population } from "./people.ts";
import { DAY, HOUR } from "./world.ts";

/** An organisation with logs. Times in milliseconds since 1970. */
export interface LogSite {
	/** From 0: its network is none of another's. */
	readonly number: number;
	readonly organisation: Organisation;
	readonly proxy: "squid" | "combined" | null;
	readonly dns: "unbound" | "bind" | null;
	/** The proxy opens TLS and sees whole URLs; otherwise it sees a CONNECT. */
	readonly opensTls: boolean;
	readonly from: number;
	readonly to: number;
	readonly gaps: readonly { readonly from: number; readonly to: number }[];
	/** From when on the proxy refuses the attackers' hosts. */
	readonly blocksFrom: number;
	/** Accounts by address, in order, with their number. */
	readonly members: ReadonlyMap<string, number>;
}

export interface Opening {
	readonly at: number;
	readonly account: string;
	readonly messageId: string;
	readonly url: string;
	readonly clientIp: string;
	readonly agent: string;
	readonly site: LogSite | null;
	readonly blocked: boolean;
	readonly inGap: boolean;
	readonly logged: boolean;
	readonly attack: boolean;
}

/** `from` and `to`: of the campaign, or of the time that logs are to cover. The first three organisations keep logs. */
export function logSites(seed: string, { organisations, people }: Population, from: number, to: number): LogSite[] {
	const kinds = [
		{ proxy: "squid", dns: "unbound", opensTls: true },
		{ proxy: "combined", dns: null, opensTls: false },
		{ proxy: null, dns: "bind", opensTls: false },
	] as const;
	// The last days of the campaign, when most of its mail is being opened.
	const days = Math.min(6 * DAY, to - from);
	return organisations.slice(0, kinds.length).map((organisation, index) => {
		const chance = chanceOf(seed, "logs", index);
		const gap = Math.floor((to - days + (chance.next() * days) / 4) / HOUR) * HOUR;
		const official = people.filter((person) => person.organisation === organisation).map(({ accounts }) => accounts[0] as Account);
		return {
			number: index,
			organisation,
			...(kinds[index] as (typeof kinds)[number]),
			from: from - 20 * DAY,
			to: to + 40 * DAY,
			gaps: index === 2 ? [] : [{ from: gap, to: gap + chance.between(20, 60) * HOUR }],
			blocksFrom: index === 0 ? to - days / 4 : Number.POSITIVE_INFINITY,
			members: new Map(official.map(({ address }, number) => [address, number])),
		};
	});
}

const AGENTS = [
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:78.0) Gecko/20100101 Thunderbird/78.6.1",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
	"Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 14_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
	"Mozilla/5.0 (X11; Linux x86_64; rv:78.0) Gecko/20100101 Thunderbird/78.5.0",
] as const;

/** Share of mail that is opened with pictures shown. */
const OPENED = { attack: 0.35, background: 0.3 } as const;

/** Of one letter: none, or one to three; each fetches every picture that singles the reader out. */
export function openingsOf(letter: Letter, account: Account, received: number, sites: readonly LogSite[]): Opening[] {
	const attack = letter.genre === "attack";
	const site = account.personal ? null : (sites.find(({ organisation }) => organisation === account.organisation) ?? null);
	// Of ordinary mail only what a log may show is of use.
	if (!attack && (site === null || received < site.from || received > site.to)) return [];
	const urls = letter.references.filter(({ trigger, value }) => trigger === "open" && value !== null).map(({ url }) => url);
	const chance = chanceOf(letter.messageId, "opened by", account.address);
	if (urls.length === 0 || !chance.maybe(attack ? OPENED.attack : OPENED.background)) return [];
	const agent = chanceOf(account.address, "agent").pick(AGENTS);
	const openings: Opening[] = [];
	let at = received + Math.floor(chance.next() ** 3 * 60 * HOUR) + chance.between(20, 900) * 1000;
	for (
		let again = chance.weighted([
			[1, 7],
			[2, 2],
			[3, 1],
		] as const);
		again > 0;
		again--
	) {
		const within = site !== null && at >= site.from && at <= site.to;
		const inGap = within && site.gaps.some(({ from, to }) => at >= from && at < to);
		const blocked = attack && within && at >= site.blocksFrom && site.proxy !== null;
		for (const url of urls) {
			openings.push({
				at,
				account: account.address,
				messageId: letter.messageId,
				url,
				clientIp: clientOf(account, site, at, chance),
				agent,
				site,
				blocked,
				inGap,
				logged: within && !inGap,
				attack,
			});
		}
		at += chance.between(1, 40) * HOUR;
	}
	return openings;
}

const WEEK = 7 * DAY;
/** Every fortieth sits behind one address with the one before: a lease that names two accounts. */
const SHARERS = 40;

function clientOf({ address }: Account, site: LogSite | null, at: number, chance: Chance): string {
	if (site === null) return `2001:db8:f${chance.below(16).toString(16)}::${chance.between(16, 65535).toString(16)}`;
	return leasedAddress(site, site.members.get(address) ?? 0, Math.floor(at / WEEK));
}

export function leasedAddress({ number, opensTls }: LogSite, member: number, week: number): string {
	const place = member % SHARERS === SHARERS - 1 ? member - 1 : member;
	if (!opensTls) return `2001:db8:e${number}::${(place + 0x100 + (week % 7) * 0x1000).toString(16)}`;
	const range = place < 200 ? "192.0.2" : "198.51.100";
	return `${range}.${((place + week * 17) % 200) + 20}`;
}

/** Who had which address, week by week, as a DHCP server would tell. */
export function* leasesOf(
	site: LogSite,
): Generator<{ readonly from: number; readonly to: number; readonly address: string; readonly account: string }> {
	for (let week = Math.floor(site.from / WEEK); week * WEEK <= site.to; week++) {
		for (const [account, member] of site.members) {
			yield { from: week * WEEK, to: (week + 1) * WEEK, address: leasedAddress(site, member, week), account };
		}
	}
}
