// Conclusions: what a run's silence allows to conclude, given where its listeners could be reached and what came at all. Silence is not safety:
// whoever reads a report that says nothing leaked must know what was not tried.

import ipaddr from "ipaddr.js";
import { learntFrom } from "./learnt.ts";
import type { Reach } from "./reach.ts";
import type { SelftestResult } from "./result.ts";
import { verdictsOf } from "./verdicts.ts";

/** Sentences for a person, what matters most first; there is always one. */
export function conclusionsOf(reach: Reach, result: SelftestResult): readonly string[] {
	return [
		...(result.ended === null ? ["The test goes on: what is silent by now may still come."] : []),
		...whatCame(result),
		...whereItWasReached(reach),
		...unopened(result),
		...untried(result),
		"A program that loaded nothing today may load tomorrow: in another folder, for a sender whom you once allowed, or after an update.",
	];
}

function whatCame(result: SelftestResult): readonly string[] {
	const { alive, personal } = learntFrom(result);
	if (!alive)
		return [
			"Nothing came. Perhaps no message was opened, or the program could not reach the listeners: this run says nothing of what it would tell a sender.",
		];
	if (personal > 0) return [];
	if (result.contacts.some(({ by }) => by === "machine"))
		return [
			"Only machines came (a proxy, a scanner or a server). Whether a person opened the message is not known by that, and this run cannot tell what the person's own program would have told.",
		];
	return [
		"Only lookups of names came. A program or a resolver prepared to fetch and did not, or something in between kept it from doing so; whoever runs the name server learns of it all the same.",
	];
}

const HOW_IN_PUBLIC =
	"To test those, run it where the internet reaches it: --listen HOST:PORT --public https://NAME behind a reverse proxy, or counterpixel selftest serve for an organisation.";

function whereItWasReached({ origin, loopback, served }: Reach): readonly string[] {
	const secure = origin.startsWith("https:");
	if (loopback)
		return [
			`The listeners were on loopback, which only programs on this machine reach: phones, other computers and the image proxies of mail providers were not tested.`,
			"A webmail page of a public https site may be kept by the browser from reaching loopback or plain http (private network access, mixed content), although it would have fetched the same from a tracker. Silence of webmail means nothing here.",
			HOW_IN_PUBLIC,
		];
	const sentences: string[] = [];
	if (isPrivate(origin))
		sentences.push(
			"The listeners were at an address of a private network: programs elsewhere, and the image proxies of mail providers, could not reach them.",
		);
	if (!secure)
		sentences.push(
			`The probes named plain http, which a webmail page shown over https may be kept from loading, although a tracker with https would have been asked. ${served ? "An https address in the settings tests that" : "--public https://NAME, or --certificate FILE and --key FILE, test that"}.`,
		);
	if (sentences.length === 0)
		sentences.push(
			"The listeners stood where a sender's would, with a public name and https: what is silent was not contacted by this program, with its settings of today, from this sender.",
		);
	return sentences;
}

function isPrivate(origin: string): boolean {
	const host = new URL(origin).hostname.replace(/^\[|\]$/g, "");
	return ipaddr.isValid(host) && ipaddr.process(host).range() !== "unicast";
}

/** Messages from which nothing came, though much in them fires on opening. */
function unopened({ contacts, probes, messages }: SelftestResult): readonly string[] {
	const seen = new Set(contacts.map(({ probe }) => probe.message));
	if (seen.size === 0) return [];
	const opening = new Set(probes.filter(({ trigger }) => trigger === "open" || trigger === "preview").map(({ message }) => message));
	const silent = messages.map((_, index) => index + 1).filter((number) => opening.has(number) && !seen.has(number));
	if (silent.length === 0) return [];
	const which = silent.length === 1 ? `message ${silent[0]}` : `messages ${silent.join(", ")}`;
	return [`Nothing came from ${which}. Whatever was not opened was not tested.`];
}

const DEEDS = [
	["click", "a link clicked"],
	["receipt", "a receipt sent"],
	["reply", "an answer written"],
	["attachment", "an attachment opened"],
] as const;

/** Vectors that wait for a deed: their silence counts only where it was done. */
function untried(result: SelftestResult): readonly string[] {
	const silent = new Set(verdictsOf(result).silent);
	const fired = new Set(result.contacts.map(({ probe }) => probe.trigger));
	const waiting = new Set(result.probes.filter(({ vector }) => silent.has(vector)).map(({ trigger }) => trigger));
	const deeds = DEEDS.filter(([trigger]) => waiting.has(trigger) && !fired.has(trigger)).map(([, words]) => words);
	return deeds.length === 0 ? [] : [`What waits for a deed (${deeds.join(", ")}) is silent as long as nobody does it.`];
}
