// Told: a run's outcome in labelled words, as the terminal, the page and the web page of `serve` all say it. Nothing here is escaped yet: whoever
// shows it does that.

import { type Channel, TRIGGERS, type Trigger } from "../../../core/model/reference.ts";
import { counted } from "../../report/shown-text.ts";
import { CHANNEL_WORDS, listed, TRIGGER_WORDS } from "../../report/words.ts";
import { type Learnt, learntFrom } from "../learnt.ts";
import type { Opening } from "../openings.ts";
import type { SelftestResult } from "../result.ts";
import { type Fired, verdictsOf } from "../verdicts.ts";

export const HEADINGS = {
	known: "What the sender would now know about you",
	kept: "What did not leak",
	untested: "What this run could not test, and why",
	change: "What to change",
	conclude: "What this run allows to conclude",
} as const;

export interface Told {
	readonly label: string;
	readonly text: string;
}

/** Openings that are named one by one. */
const MOST_TIMES = 8;

/** Empty where nothing came. */
export function senderKnows(result: SelftestResult): readonly Told[] {
	const learnt = learntFrom(result);
	if (!learnt.alive) return [];
	const { clientAddresses, proxies, resolvers, clientSubnets, languages, facts, connected, shares, mailServers } = learnt;
	return [
		{ label: "Address alive", text: aliveWords(learnt) },
		...openingWords(learnt.openings),
		...some("IP address", clientAddresses.map(addressWords)),
		...proxies.map(({ what, addresses, contacts }) => ({
			label: "Fetched for you",
			text: `${what}, ${counted(contacts, "contact")}, from ${addresses.join(", ")}`,
		})),
		...some("Resolver", resolvers),
		...some("Network", clientSubnets.length === 0 ? [] : [`${clientSubnets.join(", ")} (told by the resolver)`]),
		...some(
			"Program",
			learnt.programs.map(({ name }) => name),
		),
		...some("In their words", agentWords(learnt.userAgents), "; "),
		...some("System", learnt.system === null ? [] : [learnt.system]),
		...some("Languages", languages),
		...some("Told by styles", facts, "; "),
		...some("Connections", connected.length === 0 ? [] : [`made without a request: ${connected.join(", ")}`]),
		...some("Windows log-on", shares.length === 0 ? [] : [shareWords(shares)]),
		...some("Mail server", mailServers),
	];
}

function aliveWords({ personal, proxies, mailServers }: Learnt): string {
	if (personal > 0) return "yes: a program of whoever reads it contacted the sender";
	if (proxies.length > 0) return "a machine fetched from this mail; that a person reads it is not known";
	if (mailServers.length > 0) return "a mail server reported or answered by itself; that a person reads it is not known";
	return "names in this mail were looked up, by whom is not known";
}

function openingWords(openings: readonly Opening[]): readonly Told[] {
	const words = (list: readonly Opening[]): string =>
		list
			.slice(0, MOST_TIMES)
			.map(({ message, time }) => `message ${message} at ${clock(time)}`)
			.join(", ") + (list.length > MOST_TIMES ? ` and ${counted(list.length - MOST_TIMES, "more time")}` : "");
	const first = openings.filter(({ again }) => !again);
	const later = openings.filter(({ again }) => again);
	return [...some("Opened", first.length === 0 ? [] : [words(first)]), ...some("Opened again", later.length === 0 ? [] : [words(later)])];
}

function addressWords(address: string): string {
	const own = address === "::1" || address.startsWith("127.");
	return own ? `${address} (this machine; elsewhere a sender sees the address of your network)` : address;
}

/** User agents that are shown, and characters of each. */
const MOST_AGENTS = 3;
const LONGEST_AGENT = 200;

function agentWords(agents: readonly string[]): readonly string[] {
	const more = agents.length - MOST_AGENTS;
	const shown = agents.slice(0, MOST_AGENTS).map((agent) => (agent.length > LONGEST_AGENT ? `${agent.slice(0, LONGEST_AGENT)}…` : agent));
	return more > 0 ? [...shown, `and ${counted(more, "other")}`] : shown;
}

function shareWords(vectors: readonly string[]): string {
	return `a share was connected to (${vectors.join(", ")}): there the sender asks for a log-on response (NTLM) that can be cracked or relayed`;
}

function some(label: string, values: readonly string[], between = ", "): readonly Told[] {
	return values.length === 0 ? [] : [{ label, text: values.join(between) }];
}

export interface FiredWay {
	readonly trigger: Trigger;
	readonly channel: Channel;
	readonly vectors: readonly string[];
}

/** What fired, by what set it off and how it came. */
export function firedWays(fired: readonly Fired[]): readonly FiredWay[] {
	const ways = new Map<string, { trigger: Trigger; channel: Channel; vectors: Set<string> }>();
	for (const { vector, contacts } of fired) {
		for (const { trigger, channel } of contacts.map(({ probe }) => probe)) {
			const key = `${trigger} ${channel}`;
			const way = ways.get(key) ?? { trigger, channel, vectors: new Set() };
			way.vectors.add(vector);
			ways.set(key, way);
		}
	}
	return [...ways.values()]
		.sort((a, b) => TRIGGERS.indexOf(a.trigger) - TRIGGERS.indexOf(b.trigger))
		.map(({ vectors, ...way }) => ({ ...way, vectors: [...vectors] }));
}

export function wayWords({ trigger, channel, vectors }: FiredWay): string {
	return `${counted(vectors.length, "way")} ${TRIGGER_WORDS[trigger]}, by ${CHANNEL_WORDS[channel]}`;
}

/** What a sender would want to know, was tested for, and did not come out; null where nothing came, and silence says nothing. */
export function keptWords(result: SelftestResult): string | null {
	const learnt = learntFrom(result);
	if (!learnt.alive) return null;
	const { reach, probes } = result;
	const kept = [
		...(learnt.clientAddresses.length === 0 ? ["your IP address"] : []),
		...(learnt.openings.length === 0 ? ["when you opened it"] : []),
		...(learnt.programs.length === 0 ? ["the program"] : []),
		...(learnt.system === null ? ["the operating system"] : []),
		...(learnt.languages.length === 0 ? ["the language"] : []),
		...(learnt.facts.length === 0 && probes.some(({ fact }) => fact !== null) ? ["screen, colours, print and fonts"] : []),
		...(learnt.resolvers.length === 0 && reach.zone !== null ? ["the resolver"] : []),
		...(learnt.shares.length === 0 && probes.some(({ channel }) => channel === "smb") ? ["a Windows log-on"] : []),
		...(learnt.mailServers.length === 0 && reach.receipts !== null ? ["your mail server"] : []),
	];
	return kept.length === 0 ? "" : `Not told by anything that came: ${listed(kept)}.`;
}

export interface SilentWay {
	readonly trigger: Trigger;
	readonly vectors: readonly string[];
}

/** What stayed silent, by what would have set it off. */
export function silentWays(result: SelftestResult): readonly SilentWay[] {
	const silent = new Set(verdictsOf(result).silent);
	const triggers = new Map<string, Trigger>();
	for (const { vector, trigger } of result.probes) if (silent.has(vector) && !triggers.has(vector)) triggers.set(vector, trigger);
	return [...Map.groupBy(triggers.keys(), (vector) => triggers.get(vector) as Trigger)]
		.sort(([a], [b]) => TRIGGERS.indexOf(a) - TRIGGERS.indexOf(b))
		.map(([trigger, vectors]) => ({ trigger, vectors }));
}

export interface Untested {
	readonly why: string;
	readonly vectors: readonly string[];
}

/** By reason. */
export function untestedReasons(result: SelftestResult): readonly Untested[] {
	const { untestable } = verdictsOf(result);
	return [...Map.groupBy(untestable, ({ why }) => why)].map(([why, of]) => ({ why, vectors: of.map(({ vector }) => vector) }));
}

/** What came and counted for nothing: null where there was none. */
export function uncountedWords({ uncounted: { foreign, beyond, shares } }: SelftestResult): string | null {
	const parts = [
		...(foreign > 0 ? [`${counted(foreign, "arrival")} without a live token of this test`] : []),
		...(beyond > 0 ? [`${counted(beyond, "contact")} beyond what is kept`] : []),
		...(shares > 0 ? [`${counted(shares, "connection")} for a share that named no probe`] : []),
	];
	return parts.length === 0 ? null : `Not shown: ${listed(parts)}.`;
}

/** "10:15:02" of an ISO time, UTC. */
export function clock(time: string): string {
	return `${/T(\d\d:\d\d:\d\d)/.exec(time)?.[1] ?? time} UTC`;
}
