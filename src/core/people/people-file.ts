// People file: whom a case is about, as CSV (CONTRACT.md, `people import`) or as contacts. Rows of one name and organisation are one person with several
// accounts. What is wrong with one row costs that row alone.

import { readCsv, TORN } from "../encoding/csv.ts";
import { ACCOUNT_KINDS, type Person, type PersonAccount } from "../model/person.ts";
import { isCountryCode } from "./country-codes.ts";

/** A row as it was written down. */
export interface PersonRow {
	/** Where it begins, from 1. */
	readonly line: number;
	readonly name: string;
	readonly address: string;
	readonly organisation: string;
	readonly country: string;
	readonly role: string;
	readonly language: string;
	/** As written; empty where it is to be guessed. */
	readonly kind: string;
	/** What is wrong with the row as it is written. */
	readonly broken?: string;
}

export interface RowProblem {
	readonly line: number;
	readonly problem: string;
}

const COLUMNS = ["name", "address", "organisation", "country", "role", "language", "kind"] as const;
/** Characters of a cell; whatever is longer is not what its column says. */
const LONGEST = 500;

/** Throws an Error with one sentence where the first line does not name the columns. */
export function peopleRows(text: string): PersonRow[] {
	const [head, ...rows] = readCsv(text);
	if (head === undefined) throw new Error("it is empty");
	const names = head.cells.map((cell) => cell.trim().toLowerCase());
	const missing = ["name", "address"].filter((name) => !names.includes(name));
	if (missing.length > 0)
		throw new Error(
			`its first line has no column ${missing.join(", ")}; it has ${names.filter((name) => name !== "").join(", ") || "none"}`,
		);
	const index = new Map(COLUMNS.map((name) => [name, names.indexOf(name)]));
	return rows.map(({ line, cells, torn }) => {
		const cell = (name: (typeof COLUMNS)[number]): string => (cells[index.get(name) ?? -1] ?? "").trim().slice(0, LONGEST);
		const [name, address, organisation, country, role, language, kind] = COLUMNS.map(cell) as [
			string,
			string,
			string,
			string,
			string,
			string,
			string,
		];
		return { line, name, address, organisation, country, role, language, kind, ...(torn ? { broken: TORN } : {}) };
	});
}

export interface ReadPeople {
	readonly people: readonly Person[];
	readonly problems: readonly RowProblem[];
}

/** `isFreemail`: whether anybody can have an account at this domain. */
export function peopleOf(rows: readonly PersonRow[], isFreemail: (domain: string) => boolean): ReadPeople {
	const problems: RowProblem[] = [];
	const good: PersonRow[] = [];
	const taken = new Map<string, PersonRow>();
	for (const row of rows) {
		const address = row.address.toLowerCase();
		const problem = problemOf(row) ?? twice(taken.get(address), row);
		if (problem !== null) problems.push({ line: row.line, problem });
		if (problem !== null && !problem.startsWith("the country")) continue;
		if (taken.has(address)) continue;
		taken.set(address, row);
		good.push({ ...row, address, country: problem === null ? row.country.toUpperCase() : "" });
	}
	const own = ownDomains(good, isFreemail);
	const people = [...Map.groupBy(good, ({ name, organisation }) => personKey(name, organisation)).values()].map((of): Person => {
		const [first] = of as [PersonRow, ...PersonRow[]];
		const told = (field: "country" | "role" | "language"): string => of.map((row) => row[field]).find((text) => text !== "") ?? "";
		const accounts = of.map(({ address, kind, organisation }) => ({
			address,
			kind: kindOf(kind, address, own.get(organisation.toLowerCase()), isFreemail),
		}));
		return {
			name: first.name,
			organisation: first.organisation,
			country: told("country"),
			role: told("role"),
			language: told("language").toLowerCase(),
			accounts,
			gone: false,
		};
	});
	return { people, problems };
}

/** Who is one person: name and organisation, however they are spaced or capitalised. */
export function personKey(name: string, organisation: string): string {
	return JSON.stringify([name, organisation].map((text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim()));
}

function problemOf({ name, address, country, kind, broken }: PersonRow): string | null {
	if (broken !== undefined) return broken;
	if (name === "") return "it has no name";
	if (!/^[^\s@<>"]{1,200}@[^\s@<>"]{1,255}$/.test(address)) return address === "" ? "it has no address" : `"${address}" is no mail address`;
	if (kind !== "" && !ACCOUNT_KINDS.some((one) => one === kind.toLowerCase()))
		return `the kind is to be one of ${ACCOUNT_KINDS.join(", ")}; not "${kind}"`;
	if (country !== "" && !isCountryCode(country))
		return `the country is to be a code of ISO 3166-1 such as DE${country.toUpperCase() === "UK" ? ", and GB for the United Kingdom" : ""}; "${country}" was left out`;
	return null;
}

function twice(before: PersonRow | undefined, row: PersonRow): string | null {
	if (before === undefined) return null;
	if (personKey(before.name, before.organisation) === personKey(row.name, row.organisation)) return null;
	return `${row.address.toLowerCase()} is already ${before.name}'s, line ${before.line}; that one stands`;
}

/** By organisation, the domain that most of its accounts have. */
function ownDomains(rows: readonly PersonRow[], isFreemail: (domain: string) => boolean): Map<string, string> {
	const domains = new Map<string, string>();
	for (const [organisation, of] of Map.groupBy(rows, (row) => row.organisation.toLowerCase())) {
		if (organisation === "") continue;
		const counts = new Map<string, number>();
		for (const { address } of of)
			if (!isFreemail(domainOf(address))) counts.set(domainOf(address), (counts.get(domainOf(address)) ?? 0) + 1);
		const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
		if (most !== undefined) domains.set(organisation, most[0]);
	}
	return domains;
}

function kindOf(given: string, address: string, own: string | undefined, isFreemail: (domain: string) => boolean): PersonAccount["kind"] {
	const kind = ACCOUNT_KINDS.find((one) => one === given.toLowerCase());
	if (kind !== undefined) return kind;
	const domain = domainOf(address);
	if (isFreemail(domain)) return "personal";
	return domain === own ? "official" : "unknown";
}

function domainOf(address: string): string {
	return address.slice(address.lastIndexOf("@") + 1);
}
