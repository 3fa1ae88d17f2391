// `counterpixel brief`: who is to be told, and who was. An IT department that was told is not a person who was.

import { createHash } from "node:crypto";
import { appError } from "../../core/model/app-error.ts";
import { latestDay } from "../../core/model/person.ts";
import { briefingOf, briefingsOf } from "../../core/people/briefings-file.ts";
import { counted } from "../report/shown-text.ts";
import type { ClockOptions } from "./brief-clocks.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";
import { tellProblems } from "./people.ts";
import { orUnreadable } from "./unreadable.ts";
import { openUserCase } from "./user-case.ts";

export interface BriefOptions extends ClockOptions {
	readonly case?: string;
	readonly json?: boolean;
	readonly notice?: boolean;
	readonly out?: string;
	readonly person?: readonly string[];
	readonly language?: string;
	readonly templates?: string;
	readonly writeTemplates?: string;
	readonly from?: string;
	readonly verify?: string;
	readonly contact?: string;
}

export interface AddedBriefing extends BriefOptions {
	readonly address: string;
	readonly kind: string;
	readonly by: string;
	readonly on: string;
	readonly how: string;
	readonly acknowledged?: boolean;
}

/** 1 where a targeted campaign reached somebody. */
export async function briefCommand(options: BriefOptions): Promise<number> {
	if (options.writeTemplates !== undefined) {
		const { writeTemplates } = await import("../notice/write-notices.ts");
		await print(`${writeTemplates(options.writeTemplates).join("\n")}\n`);
		return EXIT.fine;
	}
	if (options.notice) return writeAllNotices(options);
	if (options.json && (options.aware !== undefined || options.clocks !== undefined))
		throw appError("usage", "--json prints people; --aware and --clocks are for reading: leave one out");
	const { printClocks, readClockOptions } = await import("./brief-clocks.ts");
	const clocks = await readClockOptions(options);
	const { briefedPeople } = await import("../people/briefed.ts");
	const casebook = await openUserCase(options.case, { toRead: true });
	try {
		await correlateNew(casebook);
		const people = await briefedPeople(casebook);
		if (options.json) {
			const { briefedLine } = await import("../report/brief-json.ts");
			for (const person of people) await print(briefedLine(person));
		} else {
			const { describeBriefings } = await import("../report/brief-terminal.ts");
			await print(describeBriefings(people, await casebook.people.briefings(), screenOf(process.stdout)));
			await printClocks(casebook, people, clocks);
		}
		if (clocks.refused) return EXIT.unreadable;
		return people.some(({ level }) => level !== null) ? EXIT.targeted : EXIT.fine;
	} finally {
		await casebook.close();
	}
}

async function writeAllNotices({ out, language, templates, person, from, verify, contact, ...options }: BriefOptions): Promise<number> {
	const { LANGUAGES, writeNotices } = await import("../notice/write-notices.ts");
	if (out === undefined) throw appError("usage", "--notice needs --out DIR: that is where the notices go");
	if (language !== undefined && !LANGUAGES.some(({ id }) => id === language))
		throw appError("usage", `--language knows ${LANGUAGES.map(({ id }) => id).join(", ")}; not "${language}"`);
	const casebook = await openUserCase(options.case, { toRead: true });
	try {
		await correlateNew(casebook);
		const writer = { from: from ?? null, verify: verify ?? null, contact: contact ?? null, date: new Date().toISOString().slice(0, 10) };
		const people = (person ?? []).map((who) => who.trim().toLowerCase());
		const written = await writeNotices(casebook, { out, people, language: language ?? null, templates: templates ?? null, writer });
		await casebook.journal.append("notices.written", { notices: written.length, folder: out });
		await print(`${counted(written.length, "notice")} in ${out}, each as .txt, .html and .eml. Nothing was sent.\n`);
		const missing = [from === undefined ? "--from" : "", verify === undefined ? "--verify" : "", contact === undefined ? "--contact" : ""];
		const left = missing.filter((option) => option !== "");
		if (written.length > 0 && left.length > 0)
			process.stderr.write(`They have gaps in brackets that ${left.join(", ")} would have filled: fill them before you send any.\n`);
		return EXIT.fine;
	} finally {
		await casebook.close();
	}
}

/** 3 where a row was left out, or the file cannot be read. */
export async function importBriefings(file: string, options: BriefOptions): Promise<number> {
	const { readTextFile } = await import("../../edge/user-files/text-file.ts");
	return orUnreadable(async () => {
		const text = await readTextFile(file);
		const { briefings, problems } = readBriefings(file, text);
		tellProblems(file, problems);
		const casebook = await openUserCase(options.case);
		try {
			const sha256 = createHash("sha256").update(text).digest("hex");
			const added = await casebook.people.tell(briefings, { file, sha256 });
			const people = briefings.filter(({ kind }) => kind === "person").length;
			await print(`${counted(briefings.length, "briefing")}, ${people} of them of the person: ${added} new.\n`);
		} finally {
			await casebook.close();
		}
		return problems.length === 0 ? EXIT.fine : EXIT.unreadable;
	});
}

export async function addBriefing(options: AddedBriefing): Promise<number> {
	const { address, kind, by, on, how, acknowledged } = options;
	let briefing: ReturnType<typeof briefingOf>;
	try {
		const written = { address, kind, by: by.trim(), on, how, acknowledged: acknowledged ? "yes" : "no" };
		briefing = briefingOf(written, latestDay(new Date().toISOString()));
	} catch (cause) {
		throw appError("usage", `brief add: ${(cause as Error).message}`, { cause });
	}
	const casebook = await openUserCase(options.case);
	try {
		await casebook.people.tell([briefing], { file: null });
		const who = { person: "", staff: "the staff of ", "organisation-it": "the IT of " }[briefing.kind];
		await print(`Entered: ${who}${briefing.address} was told on ${briefing.on}.\n`);
		return EXIT.fine;
	} finally {
		await casebook.close();
	}
}

function readBriefings(file: string, text: string): ReturnType<typeof briefingsOf> {
	try {
		return briefingsOf(text, latestDay(new Date().toISOString()));
	} catch (cause) {
		throw appError("unreadable", `${file} holds no briefings: ${(cause as Error).message}; docs/briefings.md shows some`, { cause });
	}
}
