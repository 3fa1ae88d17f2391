// vCard (RFC 6350; 3.0 of RFC 2426 and 2.1 before it): each contact's name, addresses, organisation, role, language and country, as rows of a people list.

import { isCountryCode } from "./country-codes.ts";
import type { PersonRow } from "./people-file.ts";

interface Line {
	readonly name: string;
	readonly parameters: string;
	readonly value: string;
	readonly line: number;
}

const LONGEST = 500;

/** Of a contact that has no address, or that the file does not hold whole, a row that cannot be meant: nobody is left out without a word. */
export function contactRows(text: string): PersonRow[] {
	const rows: PersonRow[] = [];
	// A contact may hold another whole: AGENT of 2.1.
	const open: { readonly line: number; readonly lines: Line[] }[] = [];
	let stray: Line[] = [];
	for (const line of linesOf(text)) {
		if (line.name === "BEGIN") {
			rows.push(...strayRow(stray));
			stray = [];
			open.push({ line: line.line, lines: [] });
		} else if (line.name === "END") {
			const contact = open.pop();
			if (contact !== undefined) rows.push(...rowsOf(contact.lines, contact.line));
			else rows.push(...strayRow(stray));
			stray = [];
		} else (open.at(-1)?.lines ?? stray).push(line);
	}
	rows.push(...strayRow(stray));
	for (const { line, lines } of open) rows.push({ ...blankRow(line, lines), broken: "the contact that begins here has no END:VCARD" });
	return rows.sort((a, b) => a.line - b.line);
}

function strayRow(lines: readonly Line[]): PersonRow[] {
	const [first] = lines;
	return first === undefined
		? []
		: [{ ...blankRow(first.line, lines), broken: "what stands here is in no contact: BEGIN:VCARD is missing" }];
}

function blankRow(line: number, lines: readonly Line[]): PersonRow {
	return { ...about(lines), line, address: "", kind: "" };
}

/** `begin`: its first line, for one without an address. */
function rowsOf(contact: readonly Line[], begin: number): PersonRow[] {
	const emails = contact.filter((line) => line.name === "EMAIL");
	if (emails.length === 0) return [blankRow(begin, contact)];
	return emails.map(({ value, parameters, line }) => ({
		...about(contact),
		line,
		address: plain(value).replace(/^mailto:/i, ""),
		kind: /HOME/i.test(parameters) ? "personal" : "",
	}));
}

function about(contact: readonly Line[]): Omit<PersonRow, "line" | "address" | "kind"> {
	const first = (name: string): string => contact.find((line) => line.name === name)?.value ?? "";
	// N: family; given; additional; prefixes; suffixes.
	const [family = "", given = ""] = componentsOf(first("N"));
	const [organisation = ""] = componentsOf(first("ORG"));
	const country = componentsOf(first("ADR"))[6] ?? "";
	return {
		name: plain(first("FN")) || [given, family].filter((part) => part !== "").join(" "),
		organisation,
		country: isCountryCode(country) ? country : "",
		role: plain(first("TITLE") || first("ROLE")),
		language: plain(first("LANG")),
	};
}

/** Unfolded (RFC 6350 §3.2), quoted-printable of 2.1 decoded; `item1.` before a name is a group. */
function* linesOf(text: string): Generator<Line> {
	const written = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
	for (let at = 0; at < written.length; at++) {
		const line = at + 1;
		let whole = written[at] as string;
		const quoted = /^[^:]*ENCODING=QUOTED-PRINTABLE/i.test(whole);
		while (quoted && whole.endsWith("=") && at + 1 < written.length) whole = whole.slice(0, -1) + (written[++at] as string);
		while (/^[ \t]/.test(written[at + 1] ?? "")) whole += (written[++at] as string).slice(1);
		const match = /^(?:[\w-]{1,60}\.)?([A-Za-z-]{1,40})((?:;(?:[^:"]|"[^"]*")*)?):(.*)$/s.exec(whole);
		if (match === null) continue;
		const [, name = "", parameters = "", value = ""] = match;
		yield { name: name.toUpperCase(), parameters, value: quoted ? unquoted(value) : value, line };
	}
}

function unquoted(value: string): string {
	try {
		return decodeURIComponent(value.replaceAll("%", "%25").replace(/=([0-9A-Fa-f]{2})/g, "%$1"));
	} catch {
		// No UTF-8: what older address books wrote is Latin-1.
		return value.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	}
}

function componentsOf(value: string): string[] {
	return value.split(/(?<!\\);/).map(plain);
}

function plain(value: string): string {
	return value
		.replace(/\\([nN,;\\])/g, (_, escaped: string) => (escaped.toLowerCase() === "n" ? " " : escaped))
		.trim()
		.slice(0, LONGEST);
}
