// Service: a made-up mass mailer, sender of transactional mail or sales program, with its hosts, its network and its ways of writing. What its
// customers share is here; what tells them apart is in Customer.

import { type Chance, chanceOf } from "./chance.ts";
import type { Edition } from "./grammar/edition.ts";
import { type Layout, layoutOf } from "./grammar/layout.ts";
import type { Names } from "./grammar/names.ts";
import { KNOWN, SERVICES } from "./grammar/services.ts";
import type { Network } from "./network.ts";
import type { MadeUrl } from "./page.ts";
import { filled } from "./pattern.ts";

export const SERVICE_KINDS = ["mass-mail", "transactional", "sales"] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

export interface Service {
	readonly id: string;
	readonly name: string;
	readonly kind: ServiceKind;
	readonly domain: string;
	/** Its paths are those of a program in data/operators. */
	readonly known: boolean;
	readonly network: Network;
	readonly pixel: string;
	readonly click: string;
	readonly leave: string;
	readonly picture: string;
	readonly messageId: string;
	readonly boundary: string;
	readonly mailer: string | null;
	readonly feedback: string | null;
	readonly returnPath: string;
	readonly account: string;
	readonly token: string;
	readonly issue: string;
	readonly field: string | null;
	readonly oneClick: boolean;
	readonly precedence: boolean;
	readonly signs: "customer" | "service" | "both";
	readonly encoding: "7bit" | "quoted-printable" | "base64";
	/** The layout that customers find when they begin. */
	readonly stock: Layout;
	readonly servers: number;
}

/** How tokens of readers come about. */
export const TOKEN_MODES = ["person", "message", "address"] as const;
export type TokenMode = (typeof TOKEN_MODES)[number];

export interface Customer {
	readonly service: Service;
	readonly account: string;
	/** Hosts of its own that lead to the service (a CNAME), or the service's. */
	readonly hosts: { readonly open: string; readonly click: string; readonly images: string };
	readonly mode: TokenMode;
	/** Names what is drawn for it. */
	readonly seed: string;
}

export function serviceOf(edition: Edition, kind: ServiceKind, id: string, names: Names, network: Network, chance: Chance): Service {
	const patterns = SERVICES[edition];
	const known = chance.maybe(kind === "sales" ? 0.3 : 0.5);
	const program = chance.pick(KNOWN[edition]);
	const name = names.company(chance);
	return {
		id,
		name,
		kind,
		domain: names.domain(`${name} ${chance.pick(["mail", "post", "send", "crm", "letters"])}`, chance),
		known,
		network,
		pixel: known ? program.pixel : chance.pick(patterns.pixels),
		click: known ? program.click : chance.pick(patterns.clicks),
		leave: chance.pick(patterns.leaves),
		picture: chance.pick(patterns.pictures),
		messageId: chance.pick(patterns.messageIds),
		boundary: chance.pick(patterns.boundaries),
		mailer: chance.pick(patterns.mailers),
		feedback: chance.pick(patterns.feedback),
		returnPath: chance.pick(patterns.returnPaths),
		account: chance.pick(patterns.accounts),
		token: chance.pick(patterns.tokens),
		issue: chance.pick(patterns.issues),
		field: chance.pick(patterns.fields),
		oneClick: chance.maybe(0.4),
		precedence: chance.maybe(0.5),
		signs: chance.pick(["customer", "service", "both"]),
		encoding: chance.pick(["7bit", "quoted-printable", "base64"]),
		stock: layoutOf(edition, chance),
		servers: chance.between(2, 12),
	};
}

/** `branded`: a domain of the customer's under which its pixels and links run; null for the service's own hosts. */
export function customerOf(service: Service, seed: string, branded: string | null): Customer {
	const chance = chanceOf(seed, "customer");
	const shared = `${chance.pick(["open", "t", "track", "e"])}.${service.domain}`;
	return {
		service,
		account: filled(service.account, {}, chance),
		hosts: {
			open: branded ?? shared,
			click: branded ?? `click.${service.domain}`,
			images: branded !== null && chance.maybe(0.5) ? branded : `images.${service.domain}`,
		},
		mode: chance.weighted<TokenMode>([
			["person", 5],
			["message", 3],
			["address", 1],
		]),
		seed,
	};
}

/** What a pattern of the service may name, for one mailing to one reader. */
export interface Copy {
	readonly issue: string;
	readonly token: string;
	/** What leads to the reader: the token, or the address that it is made of. */
	readonly value: string;
	readonly helo: string;
	readonly ip: string;
}

/** `issue` is a number of the customer's; `reader` a lower-case address. */
export function copyFor({ service, account, mode, seed }: Customer, issue: number, reader: string): Copy {
	const ofIssue = chanceOf(seed, "issue", issue);
	const ofCopy = mode === "message" ? chanceOf(seed, "reader", reader, issue) : chanceOf(seed, "reader", reader);
	const token = mode === "address" ? Buffer.from(reader).toString("base64url") : filled(service.token, {}, ofCopy);
	const server = chanceOf(service.id, account, reader, issue).below(service.servers) + 1;
	return {
		issue: filled(service.issue, {}, ofIssue),
		token,
		value: mode === "address" ? reader : token,
		helo: `mta${server}.${service.domain}`,
		ip: service.network.host(server),
	};
}

/** `individual`: with the reader's token; else with one that is the mailing's. `place` tells one URL from another. */
export function serviceUrl(customer: Customer, pattern: string, copy: Copy, place: string, individual: boolean, reader: string): MadeUrl {
	const { seed, account, hosts, service } = customer;
	const chance = individual ? chanceOf(seed, place, reader, copy.issue) : chanceOf(seed, place, copy.issue);
	const token = individual ? copy.token : filled(service.token, {}, chanceOf(seed, "of the issue", copy.issue));
	const url = filled(pattern, { ...hosts, account, issue: copy.issue, token, name: place }, chance);
	return { url, value: individual ? copy.value : null };
}
