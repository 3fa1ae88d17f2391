// Delivery: what the reader's own server writes on top of a letter: Return-Path, Delivered-To, Received and, mostly, Authentication-Results
// (RFC 5321 §4.4, RFC 8601). Servers differ in their ways, as those of parliaments and providers do.

import { ALPHANUMERIC, type Chance, chanceOf, HEX } from "./chance.ts";
import { headerDate, type Letter, signature } from "./letter.ts";
import { contentOf } from "./mime.ts";

/** A mail server of an organisation or provider. */
export interface MailServer {
	readonly host: string;
	readonly ip: string;
	/** Name it gives in Authentication-Results; null where it writes none. */
	readonly authserv: string | null;
	readonly kind: "postfix" | "exim" | "exchange";
	/** A relay before it that writes a Received of its own. */
	readonly gateway: { readonly host: string; readonly ip: string } | null;
	readonly spamScore: boolean;
}

export interface Delivered {
	/** ASCII, LF line ends, a line end at the end. */
	readonly text: string;
	/** When the server took it in, in milliseconds since 1970, whole seconds. */
	readonly received: number;
	/** Envelope sender, for an mbox. */
	readonly returnPath: string;
}

/** Names make the same letter to the same reader the same bytes. */
export function deliver(letter: Letter, address: string, server: MailServer, ...names: readonly (string | number)[]): Delivered {
	const chance = chanceOf(...names, "delivery", address);
	const { route } = letter;
	const received = Math.floor(letter.date / 1000 + chance.between(2, 90)) * 1000;
	const lines = [
		`Return-Path: <${route.returnPath}>`,
		`Delivered-To: ${address}`,
		...hops(letter, address, server, received, chance),
		...(server.authserv === null ? [] : [`Authentication-Results: ${verdicts(letter, server.authserv)}`]),
		...(server.spamScore ? [`X-Spam-Score: ${(chance.next() * 3 - 1).toFixed(1)}`] : []),
		...route.signers.map((domain) => `DKIM-Signature: ${signature(domain, letter.date, chance)}`),
		`From: ${mailbox(letter.from)}`,
		`To: ${letter.to ?? address}`,
		...(letter.cc === null ? [] : [`Cc: ${letter.cc}`]),
		`Subject: ${letter.subject}`,
		`Date: ${headerDate(letter.date)}`,
		`Message-ID: <${letter.messageId}>`,
		...letter.fields.map(([name, value]) => `${name}: ${value}`),
	];
	return { text: `${lines.join("\n")}\n${contentOf(letter)}`, received, returnPath: route.returnPath };
}

export function mailbox({ name, address }: Letter["from"]): string {
	return name === "" ? address : `"${name}" <${address}>`;
}

function hops({ route }: Letter, address: string, server: MailServer, received: number, chance: Chance): string[] {
	const id = chance.characters(server.kind === "exim" ? ALPHANUMERIC : HEX.toUpperCase(), server.kind === "exim" ? 16 : 10);
	const taken = (by: string, time: number): string => {
		const from = `from ${route.helo} (${route.helo} [${addressLiteral(route.ip)}])`;
		if (server.kind === "exim") return `Received: ${from}\n\tby ${by} with esmtps (TLS1.3) id ${id}\n\tfor ${address}; ${headerDate(time)}`;
		if (server.kind === "exchange")
			return `Received: ${from} by ${by} with Microsoft SMTP Server id 15.1.${chance.between(1000, 2999)}; ${headerDate(time)}`;
		return `Received: ${from}\n\tby ${by} (Postfix) with ESMTPS id ${id}\n\tfor <${address}>; ${headerDate(time)}`;
	};
	if (server.gateway === null) return [taken(server.host, received)];
	const { host, ip } = server.gateway;
	return [
		`Received: from ${host} (${host} [${addressLiteral(ip)}])\n\tby ${server.host} with ESMTP; ${headerDate(received)}`,
		taken(host, received - 1000),
	];
}

function addressLiteral(ip: string): string {
	return ip.includes(":") ? `IPv6:${ip}` : ip;
}

function verdicts({ route, from }: Letter, authserv: string): string {
	const domain = domainOf(from.address);
	const returned = domainOf(route.returnPath);
	const aligned =
		route.signers.some((signer) => owner(signer) === owner(domain)) || (route.spf === "pass" && owner(returned) === owner(domain));
	const results = [
		...route.signers.map((signer) => `dkim=pass header.d=${signer}`),
		...(route.signers.length === 0 ? ["dkim=none"] : []),
		`spf=${route.spf} smtp.mailfrom=${returned}`,
		`dmarc=${aligned ? "pass" : "none"} header.from=${domain}`,
	];
	return [authserv, ...results].join(";\n\t");
}

export function domainOf(address: string): string {
	return address.slice(address.lastIndexOf("@") + 1);
}

/** All names in a rehearsal lie right below .example or .test. */
function owner(host: string): string {
	return host.split(".").slice(-2).join(".");
}
