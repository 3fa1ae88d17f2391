// `counterpixel people`: the list of those whom the case is about, taken in, and held against the evidence in both directions.

import { appError } from "../../core/model/app-error.ts";
import type { Person } from "../../core/model/person.ts";
import { personKey } from "../../core/people/people-file.ts";
import { counted, shownText } from "../report/shown-text.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";
import { orUnreadable } from "./unreadable.ts";
import { openUserCase } from "./user-case.ts";

export interface PeopleOptions {
	readonly case?: string;
	readonly json?: boolean;
	readonly replace?: boolean;
}

/** Of one file, on standard error. */
const MOST_PROBLEMS = 20;

/** 1 where a targeted campaign reached somebody. */
export async function peopleCommand(options: PeopleOptions): Promise<number> {
	const { matchPeople } = await import("../people/matched.ts");
	const casebook = await openUserCase(options.case, { toRead: true });
	try {
		await correlateNew(casebook);
		const matched = await matchPeople(casebook);
		if (options.json) {
			const { personLine } = await import("../report/people-json.ts");
			for (const match of [...matched.both, ...matched.unlisted, ...matched.silent]) await print(personLine(match));
		} else {
			const { describePeople } = await import("../report/people-terminal.ts");
			await print(describePeople(matched, screenOf(process.stdout)));
		}
		return matched.both.length + matched.unlisted.length > 0 ? EXIT.targeted : EXIT.fine;
	} finally {
		await casebook.close();
	}
}

/** 3 where a row was left out, or the file cannot be read. */
export async function importPeople(file: string, options: PeopleOptions): Promise<number> {
	const { readPeople } = await import("../people/read-people.ts");
	return orUnreadable(async () => {
		const { people, problems, sha256 } = await readPeople(file);
		tellProblems(file, problems);
		const casebook = await openUserCase(options.case);
		try {
			const key = ({ name, organisation }: Person): string => personKey(name, organisation);
			const { added, gone, moved } = await casebook.people.put(people, key, { file, sha256, replace: options.replace === true });
			const lines = moved.map(
				({ address, from, to }) => `${shownText(address, 120)} was ${shownText(from, 80)}'s and is now ${shownText(to, 80)}'s`,
			);
			for (const line of lines.slice(0, MOST_PROBLEMS)) process.stderr.write(`${line}\n`);
			if (lines.length > MOST_PROBLEMS) process.stderr.write(`${lines.length - MOST_PROBLEMS} more accounts are somebody else's now\n`);
			const accounts = people.reduce((sum, person) => sum + person.accounts.length, 0);
			const left = gone === 0 ? "" : `, ${gone} taken off the list`;
			await print(`${counted(people.length, "person", "people")} with ${counted(accounts, "account")}: ${added} new${left}.\n`);
		} finally {
			await casebook.close();
		}
		return problems.length === 0 ? EXIT.fine : EXIT.unreadable;
	});
}

export async function removePerson(who: string, options: PeopleOptions): Promise<number> {
	const casebook = await openUserCase(options.case, { toRead: true });
	try {
		const removed = await casebook.people.remove(who);
		if (removed.length === 0) throw appError("usage", `nobody on the list has the name or address ${shownText(who, 80)}`);
		await print(`${removed.map((name) => shownText(name, 80)).join(", ")} taken off the list. What they were told stays in the case.\n`);
		return EXIT.fine;
	} finally {
		await casebook.close();
	}
}

/** One line for each, with its place. */
export function tellProblems(file: string, problems: readonly { readonly line: number; readonly problem: string }[]): void {
	for (const { line, problem } of problems.slice(0, MOST_PROBLEMS)) process.stderr.write(`${file}:${line}: ${shownText(problem, 300)}\n`);
	if (problems.length > MOST_PROBLEMS) process.stderr.write(`${file}: ${problems.length - MOST_PROBLEMS} more lines are like these\n`);
}
