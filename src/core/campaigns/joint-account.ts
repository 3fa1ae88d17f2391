// Joint account: which sender domains of a campaign are one customer of a mass mailer. An attacker has a domain for each of his names, as he has bought them; a
// company has its own under the endings of several countries.

import { ACCOUNTS, isAccount, isMailers, MOST_OF_ONE } from "./accounts.ts";
import { domainKeys } from "./sender-keys.ts";
import type { Strand } from "./strands.ts";
import type { Thing, Things } from "./things.ts";

/** An account that several of a campaign's sender domains have, though they are no forms of one name that a company has at home and abroad. */
export interface JointAccount {
	readonly thing: Thing;
	/** Registrable, in order. */
	readonly domains: readonly string[];
}

/** Sender domains of one customer, or forms of one name, from which he is no company with a second domain. */
const SEVERAL = 2;
const SEVERAL_FORMS = 3;

/** The account that most sender domains of these strands have, or null. */
export function jointAccount(strands: readonly Strand[], { thing }: Pick<Things, "thing">): JointAccount | null {
	const bearers = new Map<number, Strand[]>();
	for (const strand of strands)
		for (const number of strand.things) {
			const { kind, spread } = thing(number);
			if (!ACCOUNTS.has(kind) || spread.strands > MOST_OF_ONE) continue;
			const known = bearers.get(number);
			if (known === undefined) bearers.set(number, [strand]);
			else known.push(strand);
		}
	let most: JointAccount | null = null;
	for (const [number, of] of [...bearers].sort(([a], [b]) => (thing(a).key < thing(b).key ? -1 : 1))) {
		const domains = [...new Set(of.flatMap(({ domain }) => domain ?? []))].sort();
		if (domains.length <= (most?.domains.length ?? 1) || !areSeveral(domains)) continue;
		const [first, ...rest] = of.map(({ things }) => things);
		const common = [...(first ?? [])].filter((one) => rest.every((things) => things.includes(one))).map(thing);
		if (common.some((mailer) => isMailers(mailer) && isAccount(thing(number), mailer, common))) most = { thing: thing(number), domains };
	}
	return most;
}

/** "paper.example" and "paper.test" are one company's; "paper-news", "paper-daily" and "paper-online" are nobody's, and nor are two names. */
function areSeveral(domains: readonly string[]): boolean {
	const labels = new Set(domains.map((domain) => domain.split(".", 1)[0]));
	const names = new Set(domains.map((domain) => domainKeys(domain)[0] ?? domain.split(".", 1)[0]));
	return names.size >= SEVERAL || labels.size >= SEVERAL_FORMS;
}
