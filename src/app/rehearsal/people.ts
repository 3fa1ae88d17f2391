// People: who has the mailboxes: members of parliaments and their staff, in made-up countries with codes that no country has (ISO 3166-1: XA to XZ
// and QM to QZ are for users). Some have a personal account as well, at a provider.

import { type Chance, chanceOf } from "./chance.ts";
import type { MailServer } from "./delivery.ts";
import { type Names, slug } from "./grammar/names.ts";
import { networkOf } from "./network.ts";

export interface Organisation {
	readonly id: string;
	readonly name: string;
	readonly domain: string;
	readonly country: string;
	readonly server: MailServer;
}

export interface Person {
	readonly name: string;
	readonly organisation: Organisation;
	readonly role: string;
	readonly language: string;
	readonly accounts: readonly Account[];
}

export interface Account {
	readonly address: string;
	readonly name: string;
	/** Of the person; of a personal account too. */
	readonly organisation: Organisation;
	readonly server: MailServer;
	readonly personal: boolean;
	/** Somebody whom the attackers are after. */
	readonly target: boolean;
	readonly store: "maildir" | "mbox";
}

export interface Population {
	readonly organisations: readonly Organisation[];
	readonly people: readonly Person[];
	readonly accounts: readonly Account[];
}

/** How many there are to be: targets for each organisation, and everybody else. */
export interface PopulationPlan {
	/** Targets with an account at the organisation, the largest first. */
	readonly targets: readonly number[];
	/** Personal accounts of targets, beside those. */
	readonly personal: number;
	/** Others, spread over the organisations. */
	readonly others: number;
}

const CODES = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter) => `X${letter}`).concat([..."MNOPQRSTUVWXYZ"].map((letter) => `Q${letter}`));
const TARGET_ROLES = ["member of parliament", "committee chair", "member of the upper house"];
const OTHER_ROLES = ["assistant", "clerk", "press officer", "researcher", "office manager", "librarian", "member of parliament"];
const LANGUAGES = ["en", "de", "fr", "nl", "es", "it", "pl", "cs", "sv", "ja"];

export function populationOf(seed: string, plan: PopulationPlan, names: Names): Population {
	const chance = chanceOf(seed, "people");
	const organisations = plan.targets.map((_, index) => organisationOf(seed, index, names));
	const providers = Array.from({ length: 3 }, (_, index) => providerOf(seed, index, names));
	const taken = new Set<string>();
	const people: Person[] = [];
	const add = (organisation: Organisation, target: boolean, withPersonal: boolean): void => {
		const name = names.person(chance);
		const official = accountOf(name, organisation, organisation.server, organisation.domain, false, target, taken, chance);
		const provider = chance.pick(providers);
		const personal = withPersonal ? [accountOf(name, organisation, provider.server, provider.domain, true, target, taken, chance)] : [];
		people.push({
			name,
			organisation,
			role: chance.pick(target ? TARGET_ROLES : OTHER_ROLES),
			language: LANGUAGES[organisations.indexOf(organisation) % LANGUAGES.length] as string,
			accounts: [official, ...personal],
		});
	};
	for (const [index, count] of plan.targets.entries()) {
		for (let number = 0; number < count; number++) add(organisations[index] as Organisation, true, false);
	}
	// Spread over everybody's parliaments, but the first: its number is one of official accounts.
	const eligible = people.filter(({ organisation }) => organisation !== organisations[0] || organisations.length === 1);
	const privately = new Set(chance.some(eligible, plan.personal));
	for (const [index, person] of people.entries()) {
		if (!privately.has(person)) continue;
		const provider = chance.pick(providers);
		const personal = accountOf(person.name, person.organisation, provider.server, provider.domain, true, true, taken, chance);
		people[index] = { ...person, accounts: [...person.accounts, personal] };
	}
	for (let number = 0; number < plan.others; number++) add(chance.pick(organisations), false, chance.maybe(0.1));
	return { organisations, people, accounts: people.flatMap(({ accounts }) => accounts) };
}

function organisationOf(seed: string, index: number, names: Names): Organisation {
	const chance = chanceOf(seed, "organisation", index);
	const country = CODES[index % CODES.length] as string;
	const land = names.town(chance);
	const kind = chance.pick(["Parliament", "Assembly", "Diet", "Chamber"]);
	const domain = names.domain(`${kind} ${land}`, chance);
	return {
		id: `organisation-${slug(land)}-${index}`,
		name: `${kind} of ${land}`,
		domain,
		country,
		server: serverOf(domain, index, chance),
	};
}

function providerOf(seed: string, index: number, names: Names): Organisation {
	const chance = chanceOf(seed, "provider", index);
	const domain = names.domain(`${names.company(chance)} mailbox`, chance);
	return { id: `provider-${index}`, name: domain, domain, country: "", server: serverOf(domain, 500 + index, chance) };
}

function serverOf(domain: string, index: number, chance: Chance): MailServer {
	const network = networkOf(1000 + index);
	return {
		host: `mx.${domain}`,
		ip: network.host(1),
		authserv: chance.maybe(0.88) ? `mx.${domain}` : null,
		kind: chance.pick(["postfix", "exim", "exchange"]),
		gateway: chance.maybe(0.25) ? { host: `gateway.${domain}`, ip: network.host(2) } : null,
		spamScore: chance.maybe(0.4),
	};
}

function accountOf(
	name: string,
	organisation: Organisation,
	server: MailServer,
	domain: string,
	personal: boolean,
	target: boolean,
	taken: Set<string>,
	chance: Chance,
): Account {
	const [given = "", family = ""] = name.toLowerCase().split(" ");
	const local = personal ? `${given}${family}${chance.between(1, 99)}` : `${given}.${family}`;
	let address = `${local}@${domain}`;
	for (let number = 2; taken.has(address); number++) address = `${local}${number}@${domain}`;
	taken.add(address);
	return { address, name, organisation, server, personal, target, store: chance.maybe(0.85) ? "maildir" : "mbox" };
}
