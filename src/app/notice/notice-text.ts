// Notice text: a template filled with what there is to tell one person. Hosts, URLs and identifiers of mail are written so that no program makes a link of them.

import type { Level } from "../../core/model/exposure.ts";
import { visible } from "../report/shown-text.ts";
import { indented, wrap } from "../report/terminal/columns.ts";
import type { NoticeLanguage } from "./language.ts";
import type { NoticeFacts } from "./notice-facts.ts";
import { fill, type NoticeTemplate, type Placeholder } from "./notice-template.ts";

/** Who writes, and what only they know. */
export interface NoticeWriter {
	readonly from: string | null;
	readonly verify: string | null;
	readonly contact: string | null;
	/** ISO 8601 date. */
	readonly date: string;
	/** What left the case: format and day, oldest first. */
	readonly exports: readonly { readonly format: string; readonly day: string }[];
}

export interface Notice {
	readonly subject: string;
	/** Paragraphs, wrapped lines within them. */
	readonly text: string;
}

const WIDTH = 76;
/** Of mails, log lines, and things that leaked. */
const MOST = 40;
const LONGEST = 300;

export function noticeOf(facts: NoticeFacts, template: NoticeTemplate, language: NoticeLanguage, writer: NoticeWriter): Notice {
	const values = valuesOf(facts, language, writer);
	const text = fill(template.body, values)
		.split("\n")
		.flatMap((line) => (line.startsWith("  ") ? indented(line.trim(), WIDTH, 2, 4) : line === "" ? [""] : wrap(line, WIDTH)))
		.join("\n");
	return { subject: fill(template.subject, values).replace(/\s+/g, " ").slice(0, LONGEST), text: `${text.trim()}\n` };
}

function valuesOf(facts: NoticeFacts, language: NoticeLanguage, writer: NoticeWriter): Record<Placeholder, string> {
	const { person, mails, hosts, level, evidence, leaked, logOn } = facts;
	const listed = (items: readonly string[]): string => {
		const more = items.length > MOST ? [language.more(items.length - MOST)] : [];
		return [...items.slice(0, MOST), ...more].map((item) => `  ${item}`).join("\n");
	};
	return {
		from: unlinked(writer.from ?? language.missingFrom),
		date: writer.date,
		name: person.person === null ? language.unnamed : unlinked(person.person),
		verify: unlinked(writer.verify ?? language.missingVerify),
		accounts: [...new Set(mails.map(({ account }) => account))].map(unlinked).join(", "),
		messages: listed(
			mails.map(({ received, messageId }) => {
				const time = received === null ? language.unknownTime : `${received.slice(0, 16).replace("T", " ")} UTC`;
				return `${time}: ${messageId === null ? language.noMessageId : defanged(unlinked(messageId))}`;
			}),
		),
		hosts: hosts.slice(0, MOST).map(defanged).join(", ") || "-",
		level: language.levels[level],
		evidence: evidence.length === 0 ? language.noPlace : placesOf(facts, language),
		leaked: leakedText(level, leaked, language, listed),
		not_leaked: logOn ? language.notLeakedLogOn : language.notLeaked,
		shared:
			writer.exports.length === 0 ? language.sharedNothing : listed(writer.exports.map(({ format, day }) => language.shared(format, day))),
		contact: unlinked(writer.contact ?? language.missingContact),
	};
}

function placesOf({ evidence }: NoticeFacts, language: NoticeLanguage): string {
	const named = evidence.slice(0, MOST).map(({ log, offset }) => language.place(unlinked(log), offset));
	return [...named, ...(evidence.length > MOST ? [language.more(evidence.length - MOST)] : [])].join("; ");
}

const REACHED: ReadonlySet<Level> = new Set(["clicked", "fetched", "fetched-by-proxy"]);

function leakedText(
	level: Level,
	leaked: NoticeFacts["leaked"],
	language: NoticeLanguage,
	listed: (items: readonly string[]) => string,
): string {
	if (!REACHED.has(level)) return level === "delivered" || level === "no-evidence" ? language.leakedUnknown : language.leakedNothing;
	const part = (title: string, items: readonly string[]): string[] => (items.length === 0 ? [] : [`${title}\n\n${listed(items)}`]);
	const times = leaked.times.map((time) => `${time.slice(0, 19).replace("T", " ")} UTC`);
	const said = (items: readonly string[]): string[] => items.map((item) => unlinked(item));
	return [
		...part(language.leakedTimes, times),
		...part(language.leakedAddresses, said(leaked.clientIp)),
		...part(language.leakedPrograms, said(leaked.userAgent)),
	].join("\n\n");
}

/** One line of text that is no host, but may hold a URL: "hxxp://". */
function unlinked(text: string): string {
	return oneLine(text)
		.replace(/\bhttp(s?):\/\//gi, "hxxp$1://")
		.replace(/\bwww\./gi, "www[.]");
}

/** "px[.]example": no program makes a link of it. */
export function defanged(text: string): string {
	return text.replace(/\bhttp(s?):\/\//gi, "hxxp$1://").replace(/\.(?=[a-z0-9_-]{2,}(?:[^a-z0-9_-]|$))/gi, "[.]");
}

/** What mail or a log wrote, without what could begin a line or a header of its own. */
function oneLine(text: string): string {
	return visible(text.replace(/\s+/g, " ").trim().slice(0, LONGEST));
}
