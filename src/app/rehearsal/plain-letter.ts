// Plain letter: what a person or a program sends through its own organisation's server, with nothing of a mass mailer in it.

import { chanceOf } from "./chance.ts";
import type { Letter } from "./letter.ts";
import type { Network } from "./network.ts";
import { filled } from "./pattern.ts";

/** A sending organisation's own server and the mail programs of its people. */
export interface Office {
	readonly id: string;
	readonly name: string;
	readonly domain: string;
	readonly network: Network;
	readonly signs: boolean;
	readonly spf: "pass" | "none";
	/** Patterns: ids and boundaries of the program, which `mailer` names or not. */
	readonly messageId: string;
	readonly boundary: string;
	readonly mailer: string | null;
}

const PROGRAMS = [
	{ messageId: "{uuid}@{domain}", boundary: "------------{b24}", mailer: "Mozilla Thunderbird" },
	{ messageId: "{HEX8}-{HEX4}-{HEX4}-{HEX4}-{HEX12}@{domain}", boundary: "Apple-Mail-{d2}--{d9}", mailer: "Apple Mail (2.{d4})" },
	{ messageId: "{HEX20}@{domain}", boundary: "_000_{HEX26}_", mailer: null },
	{ messageId: "{b20}-{hex6}@mail.{domain}", boundary: "0000000000{hex18}", mailer: null },
] as const;

export function officeOf(seed: string, id: string, name: string, domain: string, network: Network): Office {
	const chance = chanceOf(seed, "office", id);
	return { id, name, domain, network, signs: chance.maybe(0.7), spf: chance.maybe(0.85) ? "pass" : "none", ...chance.pick(PROGRAMS) };
}

/** `names` make it the same each time. */
export function plainLetter(
	office: Office,
	letter: Pick<Letter, "from" | "subject" | "date" | "plain" | "html" | "references" | "genre" | "sender" | "campaign"> &
		Partial<Pick<Letter, "to" | "cc" | "fields" | "operator">>,
	...names: readonly (string | number)[]
): Letter {
	const chance = chanceOf("plain letter", ...names);
	const { domain, network } = office;
	const mailer = office.mailer === null ? [] : [["X-Mailer", filled(office.mailer, {}, chanceOf(office.id, letter.from.address))] as const];
	return {
		to: null,
		cc: null,
		operator: null,
		...letter,
		fields: [...(letter.fields ?? []), ...mailer],
		messageId: filled(office.messageId, { domain }, chance),
		boundary: filled(office.boundary, {}, chance),
		encoding: chance.pick(["7bit", "7bit", "quoted-printable", "base64"]),
		route: {
			helo: `mail.${domain}`,
			ip: network.host(1),
			returnPath: letter.from.address,
			signers: office.signs ? [domain] : [],
			spf: office.spf,
		},
		wave: null,
	};
}
