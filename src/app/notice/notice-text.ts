// Notice text: a template filled with what there is to tell one person. Hosts, URLs and identifiers of mail are written so that no program makes a link of them.

import type { LogCitation } from "../../core/model/exposure.ts";
import { visible } from "../report/shown-text.ts";
import { indented, wrap } from "../report/terminal/columns.ts";
import type { NoticeLanguage } from "./language.ts";
import type { NoticeExport } from "./notice-exports.ts";
import type { NoticeFacts, OfMachine } from "./notice-facts.ts";
import { fill, type NoticeTemplate, PLACEHOLDERS, type Placeholder } from "./notice-template.ts";

/** Who writes, and what only they know. */
export interface NoticeWriter {
	readonly from: string | null;
	readonly verify: string | null;
	readonly contact: string | null;
	/** ISO 8601 date. */
	readonly date: string;
}

/** Whole lines, not broken to any width. */
export interface NoticeBlock {
	readonly kind: "heading" | "paragraph" | "list";
	readonly lines: readonly string[];
}

export interface Notice {
	readonly subject: string;
	readonly blocks: readonly NoticeBlock[];
	/** The blocks as plain text, wrapped. */
	readonly text: string;
}

const WIDTH = 76;
/** Of mails, log lines, and things that leaked. */
const MOST = 40;
const LONGEST = 300;
const LIST = "  ";

/** `exports`: what left the case about this person, oldest first. */
export function noticeOf(
	facts: NoticeFacts,
	exports: readonly NoticeExport[],
	template: NoticeTemplate,
	language: NoticeLanguage,
	writer: NoticeWriter,
): Notice {
	const values = valuesOf(facts, exports, language, writer);
	const blocks = paragraphsOf(template.body).flatMap((block) => blocksOf(block, values));
	return {
		subject: fill(template.subject, values).replace(/\s+/g, " ").slice(0, LONGEST),
		blocks,
		text: `${blocks.map(wrapped).join("\n\n")}\n`,
	};
}

/** A paragraph of the template may hold a placeholder that stands for several. */
function blocksOf(block: string, values: Readonly<Record<Placeholder, string>>): NoticeBlock[] {
	const isTitle = isHeading(block);
	return paragraphsOf(fill(block, values)).map((text): NoticeBlock => {
		const lines = text.replace(BEFORE_MARK, HARD_SPACE).split("\n");
		if (isTitle) return { kind: "heading", lines };
		if (!lines.every((line) => line.startsWith(LIST))) return { kind: "paragraph", lines };
		return { kind: "list", lines: lines.map((line) => line.trim()) };
	});
}

/** In capitals, as the templates write theirs. Only a template's own line is one: a time or an agency's name that was filled in is in capitals too. */
function isHeading(block: string): boolean {
	const own = fill(block, BLANK);
	return !block.includes("\n") && own === own.toUpperCase() && /\p{Lu}{3}/u.test(own);
}

const BLANK = Object.fromEntries(PLACEHOLDERS.map((one) => [one, ""])) as Record<Placeholder, string>;

function paragraphsOf(text: string): string[] {
	return text.split(/\n{2,}/).filter((block) => block.trim() !== "");
}

/** French has a space before these, at which no line may end. */
const BEFORE_MARK = / (?=[:;?!»](?:\s|$))/g;
const HARD_SPACE = "\u00a0";

function wrapped({ kind, lines }: NoticeBlock): string {
	const broken = lines.flatMap((line) => {
		if (kind === "list" || line.startsWith(LIST)) return indented(line.trim(), WIDTH, 2, 4);
		// What follows a number stands under its text.
		const number = /^\d{1,2}\. /.exec(line)?.[0].length ?? 0;
		return wrap(line, WIDTH, number);
	});
	return broken.join("\n").replaceAll(HARD_SPACE, " ");
}

function valuesOf(
	facts: NoticeFacts,
	exports: readonly NoticeExport[],
	language: NoticeLanguage,
	writer: NoticeWriter,
): Record<Placeholder, string> {
	const { person, mails, hosts, level, logOn } = facts;
	const notLeaked = logOn ? language.notLeakedLogOn : language.notLeaked;
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
			language,
		),
		hosts: hosts.length === 0 ? language.noHosts : few(hosts.map(defanged), language).join(", "),
		level: mails.length > 1 && level !== "delivered" ? `${language.levels[level]} ${language.ofSeveral}` : language.levels[level],
		evidence: evidenceText(facts, language),
		leaked: leakedText(facts, language),
		not_leaked: level === "clicked" ? `${notLeaked}\n\n${language.afterClick}` : notLeaked,
		shared: sharedText(exports, language),
		contact: unlinked(writer.contact ?? language.missingContact),
	};
}

function few(items: readonly string[], language: NoticeLanguage): string[] {
	return [...items.slice(0, MOST), ...(items.length > MOST ? [language.more(items.length - MOST)] : [])];
}

function listed(items: readonly string[], language: NoticeLanguage): string {
	return few(items, language)
		.map((item) => LIST + item)
		.join("\n");
}

/** A list under its title, or nothing where the list is empty. */
function part(title: string, items: readonly string[], language: NoticeLanguage): string[] {
	return items.length === 0 ? [] : [`${title}\n\n${listed(items, language)}`];
}

function evidenceText({ evidence, uncertain }: NoticeFacts, language: NoticeLanguage): string {
	const places = (lines: readonly LogCitation[]): string =>
		few(
			lines.map(({ log, offset }) => language.place(unlinked(log), offset)),
			language,
		).join("; ");
	const sure = evidence.length === 0 ? language.noPlace : places(evidence);
	return uncertain.length === 0 ? sure : `${sure}. ${language.uncertainPlaces(places(uncertain))}`;
}

function leakedText({ level, leaked: { reader, machine } }: NoticeFacts, language: NoticeLanguage): string {
	const times = (all: readonly string[]): string[] => all.map((time) => `${time.slice(0, 19).replace("T", " ")} UTC`);
	const ofMachine = (all: readonly OfMachine[]): string[] =>
		all.map(({ value, machine }) => unlinked(value) + (machine === null ? "" : ` (${language.machine(machine)})`));
	const machines = [
		...part(language.machineTimes, times(machine.times), language),
		...part(language.machineAddresses, ofMachine(machine.clientIp), language),
		...part(language.machinePrograms, ofMachine(machine.userAgent), language),
	];
	const isReader = level === "fetched" || level === "clicked";
	// A copy in a cache of the reader's own side answered, and the sender was not asked; who asked before, nothing shows.
	const reachedNobody = isReader && [reader.times, reader.clientIp, reader.userAgent].every(({ length }) => length === 0);
	return [
		language.learnt[reachedNobody ? "no-evidence" : level],
		...part(language.leakedTimes, times(reader.times), language),
		...part(language.leakedAddresses, reader.clientIp.map(unlinked), language),
		...part(language.leakedPrograms, reader.userAgent.map(unlinked), language),
		...(isReader && machines.length > 0 ? [language.machineBesides] : []),
		...machines,
	].join("\n\n");
}

function sharedText(exports: readonly NoticeExport[], language: NoticeLanguage): string {
	const files = (named: NoticeExport["named"]): string[] => [
		...new Set(
			exports
				.filter((one) => one.named === named)
				.map(({ format, day, file }) => language.shared(day, unlinked(format), file === null ? null : unlinked(file))),
		),
	];
	const lists = [
		...part(language.sharedNamed, files("yes"), language),
		...part(language.sharedPerhaps, files("unknown"), language),
		...part(language.sharedUnnamed, files("no"), language),
	];
	return [...(lists.length === 0 ? [language.sharedNothing] : lists), language.sharedLimit].join("\n\n");
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
