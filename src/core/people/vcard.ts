// vCard (RFC 6350; 3.0 of RFC 2426 and 2.1 before it): each contact's name, addresses, organisation, role, language and country, as rows of a people list.

import type { PersonRow } from "./people-file.ts";

interface Line {
	readonly name: string;
	readonly parameters: string;
	readonly value: string;
	readonly line: number;
}

const LONGEST = 500;

/** A contact without an address gives no row. */
export function contactRows(text: string): PersonRow[] {
	const rows: PersonRow[] = [];
	let contact: Line[] = [];
	for (const line of linesOf(text)) {
		if (line.name === "BEGIN") contact = [];
		else if (line.name === "END") rows.push(...rowsOf(contact));
		else contact.push(line);
	}
	return rows;
}

function rowsOf(contact: readonly Line[]): PersonRow[] {
	const first = (name: string): string => contact.find((line) => line.name === name)?.value ?? "";
	// N: family; given; additional; prefixes; suffixes.
	const [family = "", given = ""] = componentsOf(first("N"));
	const name = plain(first("FN")) || [given, family].filter((part) => part !== "").join(" ");
	const [organisation = ""] = componentsOf(first("ORG"));
	const country = componentsOf(first("ADR"))[6] ?? "";
	return contact
		.filter((line) => line.name === "EMAIL")
		.map(({ value, parameters, line }) => ({
			line,
			name,
			address: plain(value).replace(/^mailto:/i, ""),
			organisation,
			country: /^[A-Za-z]{2}$/.test(country) ? country : "",
			role: plain(first("TITLE") || first("ROLE")),
			language: plain(first("LANG")),
			kind: /HOME/i.test(parameters) ? "personal" : "",
		}));
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
