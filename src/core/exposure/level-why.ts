// Why a level: the sentences of an exposure. Each names what a log shows, and none of them says "safe".

import type { Level, LogCitation } from "../model/exposure.ts";
import type { Attribution } from "./attribution.ts";
import type { JoinedContact } from "./log-contact.ts";
import type { UncertainContact } from "./uncertain.ts";
import { readUserAgent } from "./user-agents.ts";

/** Contacts that are told one by one. */
const TOLD = 5;
/** Milliseconds by which clocks differ without anybody noticing. */
const SKEW = 5 * 60_000;

const DID: Readonly<Record<Level, string>> = {
	clicked: "followed a link to",
	fetched: "fetched from",
	"fetched-by-proxy": "fetched from",
	blocked: "was refused",
	"looked-up": "looked up",
	"no-evidence": "",
	delivered: "",
};

export interface JudgedContact {
	readonly contact: JoinedContact;
	readonly attribution: Attribution;
	readonly level: Level;
	/** Which machine made it, or null. */
	readonly machine: string | null;
}

/** Of contacts that are this account's, strongest first. */
export function whyOf(contacts: readonly JudgedContact[]): string[] {
	const sentences = contacts.slice(0, TOLD).map(sentenceOf);
	if (contacts.length > TOLD) sentences.push(`${contacts.length - TOLD} more contacts of this account are cited.`);
	const programs = new Set(contacts.flatMap(({ contact }) => contact.agents.map(programIn)).filter((text) => text !== null));
	for (const program of [...programs].slice(0, TOLD)) sentences.push(program);
	if (contacts.some(({ level }) => level === "fetched" || level === "clicked"))
		sentences.push("The sender saw the address by which the network goes out, which need not be the one logged here.");
	if (contacts.some(({ level }) => level === "fetched-by-proxy"))
		sentences.push("A machine's address and program are not the reader's; they are listed, since they are what the sender saw.");
	const early = contacts.filter(
		({ contact: { time }, attribution: { received } }) => time !== null && received !== null && time < received - SKEW,
	).length;
	if (early > 0)
		sentences.push(
			`${early === 1 ? "One contact" : `${early} contacts`} came before the mail did, as if the log's clock were wrong (--clock).`,
		);
	return sentences;
}

function sentenceOf(judged: JudgedContact): string {
	const { contact, attribution, level, machine } = judged;
	const who = contact.clients.length > 0 ? contact.clients.join(" and ") : (contact.users[0] ?? "somebody");
	const several = attribution.accounts.length > 1;
	const which = several ? `; the log does not tell which of the person's accounts it was: ${attribution.accounts.join(", ")}` : "";
	const by = {
		identifier: `${contact.url === null ? "the host's name" : "the URL"} stands only in this ${several ? "person's copies" : "account's copy"}`,
		lease: `that address was this ${several ? "person's" : "account's"} then`,
		login: `that login is this ${several ? "person's" : "account's"}`,
	}[attribution.way ?? "lease"];
	const how = machine === null ? "" : `, a machine rather than a person (${machine})`;
	const did = level === "looked-up" && contact.kind !== "dns" ? "tried to reach, and got no answer from," : DID[level];
	return `${when(contact.time)} ${who} ${did} ${contact.host}${how}: ${by}${seen(judged)}${which} (${cited(contact.citations)}).`;
}

/** What the lines do not show. */
function seen({ contact: { url, kind }, level }: JudgedContact): string {
	return url === null && kind !== "dns" && (level === "fetched" || level === "fetched-by-proxy")
		? ", and the log shows the host, not the URL"
		: "";
}

/** Of a contact that may be of several people, each of whom is named. `alike`: how many more contacts may be of the same. */
export function maybeWhy({ contact, way, copies, against, names }: UncertainContact, alike: number): string {
	const reason =
		way === "lease"
			? "they had that address then"
			: way === "login"
				? "the login fits them"
				: copies
					? "the copies of all of them hold that URL"
					: contact.clients.length > 0
						? "nothing tells whose address that was"
						: "the log names no client";
	const who = contact.clients.length > 0 ? contact.clients.join(" and ") : "somebody";
	const also = alike === 0 ? "" : ` ${alike} more ${alike === 1 ? "contact" : "contacts"} may have been of the same accounts.`;
	const where = against === "url" ? " at a URL that no mail of this campaign holds" : "";
	const but =
		against === "domain"
			? ", but the login's domain was not recognised"
			: against === "log"
				? ", but the log shows other domains' accounts only"
				: "";
	return `${when(contact.time)} ${who} contacted ${contact.host}${where}, which may have been ${names.length === 1 ? "" : "any of "}${names.join(", ")}: ${reason}${but} (${cited(contact.citations)}).${also} It raises nobody's level.`;
}

function programIn(agent: string): string | null {
	const { program, system, machine } = readUserAgent(agent);
	if (machine !== null || (program === null && system === null)) return null;
	return `Its user agent says ${[program ?? "an unknown program", system === null ? "" : `on ${system}`].join(" ").trim()}.`;
}

function when(time: number | null): string {
	return time === null ? "At an unknown time" : `At ${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function cited(citations: readonly LogCitation[]): string {
	return citations.map(({ log, offset }) => `${log}, byte ${offset}`).join("; ");
}
