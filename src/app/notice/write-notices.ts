// Writes each person's notice: as text, as a page and as a draft of a mail. Nothing is sent.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { appError } from "../../core/model/app-error.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import type { NoticeLanguage } from "./language.ts";
import { language as de } from "./languages/de.ts";
import { language as en } from "./languages/en.ts";
import { language as fr } from "./languages/fr.ts";
import { noticeDraft } from "./notice-draft.ts";
import { exportsAbout, exportsOf } from "./notice-exports.ts";
import { type NoticeFacts, noticeFacts } from "./notice-facts.ts";
import { noticePage } from "./notice-html.ts";
import { type NoticeTemplate, readTemplate } from "./notice-template.ts";
import { type NoticeWriter, noticeOf } from "./notice-text.ts";

export const LANGUAGES: readonly NoticeLanguage[] = [en, fr, de];

export interface NoticeChoices {
	readonly out: string;
	/** Names or addresses, lower case; none: everybody whom a targeted campaign reached. */
	readonly people: readonly string[];
	/** In place of each person's own; null: theirs, else English. */
	readonly language: string | null;
	/** A folder with notice.en.txt, notice.fr.txt, notice.de.txt, each in place of the built-in one. */
	readonly templates: string | null;
	readonly writer: NoticeWriter;
}

/** Files are only for whoever may write the case. */
const MODE = 0o600;

/** Returns the files' names without their ends, in the order of the people. Throws `usage` for people whom nothing reached, and wrong templates. */
export async function writeNotices(casebook: Casebook, { out, people, language, templates, writer }: NoticeChoices): Promise<string[]> {
	if (templates !== null && !LANGUAGES.some(({ id }) => existsSync(templateIn(templates, id))))
		throw appError(
			"usage",
			`${templates} has no ${LANGUAGES.map(({ id }) => `notice.${id}.txt`).join(", ")}: --write-templates writes them`,
		);
	const byLanguage = new Map(LANGUAGES.map((one) => [one.id, { words: one, template: templateOf(one, templates) }]));
	const all = await noticeFacts(casebook);
	const chosen = people.length === 0 ? all : people.flatMap((who) => factsOf(all, who));
	const exports = await exportsOf(casebook);
	makeFolder(out);
	const used = new Set<string>();
	return [...new Set(chosen)].map((facts) => {
		const { words, template } =
			byLanguage.get(language ?? facts.person.language.slice(0, 2)) ??
			(byLanguage.get("en") as { words: NoticeLanguage; template: NoticeTemplate });
		const notice = noticeOf(facts, exportsAbout(exports, facts.person.accounts), template, words, writer);
		const to = facts.person.accounts[0] ?? "";
		const name = fileName(to, used);
		const write = (end: string, text: string): void => writeFileSync(join(out, `${name}.${end}`), text, { mode: MODE });
		write("txt", notice.text);
		write("html", noticePage(notice, words.id));
		write("eml", noticeDraft(notice, words.id, to, writer.from));
		return name;
	});
}

/** Writes the built-in templates, to be changed. Throws `usage` where one is there already. */
export function writeTemplates(folder: string): string[] {
	makeFolder(folder);
	const files = LANGUAGES.map(({ id, template }) => ({ file: templateIn(folder, id), template }));
	for (const { file } of files)
		if (existsSync(file)) throw appError("usage", `${file} is there already: move it away, or name another folder`);
	for (const { file, template } of files) writeFileSync(file, template);
	return files.map(({ file }) => file);
}

function templateOf({ id, template }: NoticeLanguage, folder: string | null): NoticeTemplate {
	const file = folder === null ? null : templateIn(folder, id);
	if (file === null || !existsSync(file)) return readTemplate(template, `notice.${id}.txt`);
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (cause) {
		throw appError("unreadable", `${file} cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause });
	}
	return readTemplate(text, file);
}

function templateIn(folder: string, id: string): string {
	return join(folder, `notice.${id}.txt`);
}

function makeFolder(folder: string): void {
	try {
		mkdirSync(folder, { recursive: true });
	} catch (cause) {
		throw appError("failure", `${folder} cannot be made (${(cause as NodeJS.ErrnoException).code}): name another folder`, { cause });
	}
}

function factsOf(all: readonly NoticeFacts[], who: string): NoticeFacts[] {
	const found = all.filter(({ person }) => person.person?.toLowerCase() === who || person.accounts.includes(who));
	if (found.length === 0)
		throw appError("usage", `no mail of a targeted campaign reached "${who}": \`counterpixel brief\` lists those whom it did`);
	return found;
}

/** Of an address, safe on any system. */
function fileName(address: string, used: Set<string>): string {
	const plain =
		address
			.toLowerCase()
			.replace(/[^a-z0-9._@-]/g, "_")
			.replace(/^[.-]+/, "")
			.slice(0, 100) || "notice";
	let name = plain;
	for (let number = 2; used.has(name); number++) name = `${plain}-${number}`;
	used.add(name);
	return name;
}
