// Papers of a rehearsal: the people list, who was told, later incidents, and what others said of the case of 2021. The claims are the published ones,
// with their sources; the people and the mail are made up, so that a claim may well differ from what is found.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { chanceOf } from "./chance.ts";
import { slug } from "./grammar/names.ts";
import type { Person, Population } from "./people.ts";
import { publishedClaims } from "./published-claims.ts";
import type { Shape } from "./shapes.ts";
import { DAY } from "./world.ts";

const CLAIMS = "claims.yaml";

/** Names of the files: what others said, they said of the case of 2021. */
export function papersOf(shape: Shape): readonly string[] {
	return ["people.csv", "briefings.csv", "incidents.yaml", ...(shape === "ipac-2021" ? [CLAIMS] : [])];
}

/** `last`: when the last of the campaign's mails came, in milliseconds since 1970. Throws node:fs errors. */
export function writePapers(folder: string, seed: string, shape: Shape, population: Population, last: number): void {
	const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
	write("people.csv", peopleCsv(population));
	write("briefings.csv", briefingsCsv(seed, population, last));
	write("incidents.yaml", stringify({ incidents: incidentsOf(seed, population, last) }));
	if (papersOf(shape).includes(CLAIMS)) write(CLAIMS, stringify({ claims: claimsOf(population) }, { aliasDuplicateObjects: false }));
}

function csv(head: string, rows: readonly (readonly string[])[]): string {
	const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return `${[head, ...rows.map((row) => row.map(cell).join(","))].join("\n")}\n`;
}

function peopleCsv({ people }: Population): string {
	const rows = people.flatMap(({ name, organisation, role, language, accounts }) =>
		accounts.map(({ address }) => [name, address, organisation.name, organisation.country, role, language]),
	);
	return csv("name,address,organisation,country,role,language", rows);
}

/** Years go by before anybody is told. */
const LATER = 1150 * DAY;

function briefingsCsv(seed: string, { people, organisations }: Population, last: number): string {
	const chance = chanceOf(seed, "briefings");
	const on = new Date(last + LATER).toISOString().slice(0, 10);
	const first = people.filter(({ organisation, accounts }) => organisation === organisations[0] && accounts.some(({ target }) => target));
	const other = people.filter((person) => !first.includes(person));
	const told = [...chance.some(first, 5), ...chance.some(other, 5)].slice(0, 5);
	const address = (person: Person): string => (person.accounts[0] as Person["accounts"][number]).address;
	const domain = organisations[0]?.domain ?? "parliament.example";
	return csv("address,kind,by,on,how,acknowledged", [
		...told.map((person, index) => [
			address(person),
			"person",
			`security office of ${domain}`,
			on,
			index % 2 === 0 ? "in person" : "by letter",
			index % 3 === 0 ? "no" : "yes",
		]),
		...chance.some(other, 1).map((person) => [address(person), "staff", `security office of ${domain}`, on, "by telephone", "yes"]),
		...organisations
			.slice(1, 3)
			.map((organisation) => [
				`it@${organisation.domain}`,
				"organisation-it",
				"a national service",
				new Date(last + 90 * DAY).toISOString().slice(0, 10),
				"by mail",
				"yes",
			]),
	]);
}

function incidentsOf(seed: string, { people, organisations }: Population, last: number) {
	const chance = chanceOf(seed, "incidents");
	const elsewhere = people.filter(({ organisation }) => organisation !== organisations[0]);
	return chance.some(elsewhere.length > 1 ? elsewhere : people, 2).map((person, index) => ({
		id: `incident-${index + 1}-${slug(person.organisation.country)}`,
		on: new Date(last + chance.between(120, 300) * DAY).toISOString().slice(0, 10),
		organisation: person.organisation.name,
		country: person.organisation.country,
		account: person.accounts[0]?.address,
		what: index === 0 ? "The account was used from elsewhere, and mail was forwarded." : "Documents of the account were found outside.",
		by: `security office of ${person.organisation.domain}`,
		connected: "unknown",
		why: "It came months after the mails; nothing found so far leads from one to the other, and nothing rules it out.",
	}));
}

/** The first country stands for the United Kingdom, the second for Canada. */
function claimsOf({ organisations }: Population) {
	const [uk = "XA", canada = "XB"] = organisations.map(({ country }) => country);
	return publishedClaims({ uk, canada });
}
