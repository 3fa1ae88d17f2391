// The report of a rehearsed case, with people, briefings, incidents and claims: nobody's name, address, Message-ID or identifier is in the page
// that names nobody, and all that were reached are counted in it.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { parse as parseYaml } from "yaml";
import { main } from "../../../src/app/cli/main.ts";
import { briefingsOf } from "../../../src/core/people/briefings-file.ts";
import { incidentsFrom } from "../../../src/core/people/incidents-file.ts";
import { peopleOf, peopleRows, personKey } from "../../../src/core/people/people-file.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";

type Node = DefaultTreeAdapterTypes.Node;

interface Truth {
	readonly messages: readonly {
		readonly message_id: string;
		readonly owner: string;
		readonly kind: string;
		readonly references: readonly { readonly individual: boolean; readonly value: string | null }[];
	}[];
}

function words(node: Node): string {
	if (node.nodeName === "style") return "";
	if ("value" in node) return node.value;
	const attributes = "attrs" in node ? node.attrs.map(({ value }) => value).join(" ") : "";
	return "childNodes" in node ? `${attributes} ${node.childNodes.map(words).join("")}` : "";
}

/** As a search finds it: defanged writing undone, in lower case. */
function sought(file: string): string {
	const page = words(parse(readFileSync(file, "utf8")));
	return page.replaceAll("[.]", ".").replaceAll("[@]", "@").replaceAll("[:]", ":").toLowerCase();
}

async function importPeople(out: string, location: string): Promise<void> {
	const text = (name: string): string => readFileSync(join(out, name), "utf8");
	const { people } = peopleOf(peopleRows(text("people.csv")), () => false);
	const { briefings } = briefingsOf(text("briefings.csv"));
	const { incidents } = incidentsFrom(parseYaml(text("incidents.yaml"), { mapAsMap: true }));
	assert.ok(people.length > 50 && briefings.length > 2 && incidents.length > 0, `${people.length} ${briefings.length} ${incidents.length}`);
	const casebook = await openCase(location, { actor: "analyst", now: () => new Date().toISOString() });
	await casebook.people.put(people, ({ name, organisation }) => personKey(name, organisation), { file: "people.csv", replace: false });
	await casebook.people.tell(briefings, { file: "briefings.csv" });
	await casebook.people.note(incidents, { file: "incidents.yaml" });
	await casebook.close();
}

async function rehearsed(t: TestContext): Promise<{ readonly folder: string; readonly location: string; readonly truth: Truth }> {
	const folder = mkdtempSync(join(tmpdir(), "case-report-"));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	const [out, location] = [join(folder, "rehearsal"), join(folder, "case")];
	const run = async (...args: readonly string[]): Promise<void> => {
		const code = await main(args);
		assert.ok(code <= 1, `${args.join(" ")} ended with ${code}`);
	};
	await run("rehearse", "--shape", "ipac-2021", "--seed", "5", "--size", "400", "--evasion", "1", "--out", out);
	await run("scan", join(out, "mail"), "--case", location, "--no-report");
	await importPeople(out, location);
	await run(
		"exposure",
		"--leases",
		join(out, "leases.csv"),
		...readdirSync(join(out, "logs")).map((log) => join(out, "logs", log)),
		"--case",
		location,
	);
	await run("claims", join(out, "claims.yaml"), "--case", location);
	return { folder, location, truth: JSON.parse(readFileSync(join(out, "truth.json"), "utf8")) as Truth };
}

test("the report of a rehearsal names nobody; with --name-people it does", async (t) => {
	const { folder, location, truth } = await rehearsed(t);
	const [plain, named] = [join(folder, "plain.html"), join(folder, "named.html")];
	assert.equal(await main(["report", "--case", location, "--out", plain]), 1);
	assert.equal(await main(["report", "--case", location, "--out", named, "--name-people"]), 1);
	const people = readFileSync(join(folder, "rehearsal", "people.csv"), "utf8")
		.trim()
		.split("\n")
		.slice(1);
	const secrets = new Set<string>();
	const add = (secret: string): void => void secrets.add(secret.toLowerCase());
	for (const row of people) {
		const [name = "", address = ""] = row.split(",");
		for (const secret of [name, address, address.split("@")[0] ?? ""]) add(secret);
	}
	for (const { owner, message_id: id, references } of truth.messages) {
		for (const secret of [owner, owner.split("@")[0] ?? "", id]) add(secret);
		for (const { individual, value } of references) if (individual && value !== null && value.length > 3) add(value);
	}
	assert.ok(secrets.size > 1_000, `${secrets.size}`);
	for (const file of [plain, named]) {
		const all = elements(parse(readFileSync(file, "utf8")));
		const ids = new Set(all.flatMap(({ attrs }) => attrs.filter(({ name }) => name === "id").map(({ value }) => value)));
		for (const { attrs } of all)
			for (const { name, value } of attrs) if (name === "href") assert.ok(value.startsWith("#") && ids.has(value.slice(1)), value);
	}
	const page = sought(plain);
	assert.deepEqual(
		[...secrets].filter((secret) => secret !== "" && page.includes(secret)),
		[],
	);
	const withNames = sought(named);
	const reached = new Set(truth.messages.filter(({ kind }) => kind === "targeted").map(({ owner }) => owner));
	assert.ok([...reached].some((owner) => withNames.includes(owner)));
	assert.match(page, /person \d+/);
	assert.match(page, new RegExp(`reached ${reached.size} accounts`));
	assert.doesNotMatch(page, /\bsafe\b/);
});

function elements(node: Node, found: DefaultTreeAdapterTypes.Element[] = []): DefaultTreeAdapterTypes.Element[] {
	if ("tagName" in node) found.push(node);
	if ("childNodes" in node) for (const child of node.childNodes) elements(child, found);
	return found;
}
