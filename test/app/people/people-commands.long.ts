// People, briefings and incidents as their users meet them: the list against the evidence both ways, who is still to be told, and what nobody decides.

import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Outcome } from "../cli/campaigns-runner.ts";
import { writeMail } from "../exposure/made-up-case.ts";

const PROJECT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "counterpixel-people-"));
const ajv = new Ajv2020({ strict: true, strictTypes: false, formats: { date: true } });
let runner: ChildProcess;

/** Ann's mailbox, her private one, Bo's, and that of somebody who is on no list. */
const MAIL = ["ann", "ann@home.example", "bo", "stranger"].map((name) => ({ name }));
const LIST = [
	"name,address,organisation,country,role,language",
	"Ann Lee,ann@parliament.example,House,XA,member,en",
	"Ann Lee,ann@home.example,House,XA,member,en",
	"Bo Dahl,bo@parliament.example,House,XA,member,fr",
	"Cy Roe,cy@parliament.example,House,XA,member,",
];

before(async () => {
	runner = fork(new URL("../cli/campaigns-runner.ts", import.meta.url), {
		env: { ...process.env, COUNTERPIXEL_CASE: join(folder, "case") },
	});
	const { code, err } = await run("scan", "--no-report", writeMail(folder, MAIL));
	assert.ok(code <= 1, err);
	for (const { id } of await lines("campaigns", "--json")) await run("campaigns", "confirm", id as string);
});
after(() => {
	runner.kill();
	rmSync(folder, { recursive: true, force: true });
});

function run(...argv: readonly string[]): Promise<Outcome> {
	return new Promise((resolve) => {
		runner.once("message", (outcome) => resolve(outcome as Outcome));
		runner.send(argv);
	});
}

/** Of a command with --json, each held against the command's schema where it has one of its own. */
async function lines(command: string, ...argv: readonly string[]): Promise<Record<string, unknown>[]> {
	const { out } = await run(command, ...argv);
	const objects = out
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Record<string, unknown>);
	if (command === "campaigns") return objects;
	const schema = JSON.parse(readFileSync(join(PROJECT, `docs/schema/${command}.schema.json`), "utf8")) as { title: string };
	const validate = ajv.getSchema(schema.title) ?? ajv.addSchema(schema, schema.title).getSchema(schema.title);
	for (const object of objects) assert.ok(validate?.(object), `${JSON.stringify(object)}: ${ajv.errorsText(validate?.errors)}`);
	return objects;
}

function file(name: string, ...content: readonly string[]): string {
	const path = join(folder, name);
	writeFileSync(path, `${content.join("\n")}\n`);
	return path;
}

const brief = async (): Promise<Map<unknown, Record<string, unknown>>> =>
	new Map((await lines("brief", "--json")).map((row) => [row.person ?? (row.accounts as string[])[0], row]));

async function timesTold(person: string): Promise<number> {
	const told = (await brief()).get(person)?.told;
	return Array.isArray(told) ? told.length : -1;
}

test("Without a list every account that was reached is one that is on none, and nobody was told.", async () => {
	assert.deepEqual(
		(await lines("people", "--json")).map(({ person, found }) => [person, found]),
		MAIL.map(() => [null, "not-listed"]),
	);
	const rows = await lines("brief", "--json");
	assert.equal(rows.length, MAIL.length);
	for (const row of rows) assert.deepEqual([row.person, row.level, row.told], [null, "delivered", []]);
});

test("The list is matched both ways: reached and listed, reached and on no list, listed and not reached; campaigns keep their ids.", async () => {
	const ids = (await lines("campaigns", "--json")).map(({ id }) => id);
	const { code, out, err } = await run("people", "import", file("people.csv", ...LIST));
	assert.deepEqual([code, err, out], [0, "", "3 people with 4 accounts: 3 new.\n"]);
	assert.deepEqual(
		(await lines("people", "--json")).map(({ person, found, reached }) => [person, found, (reached as string[]).length]),
		[
			["Ann Lee", "reached", 2],
			["Bo Dahl", "reached", 1],
			[null, "not-listed", 1],
			["Cy Roe", "no-evidence", 0],
		],
	);
	assert.deepEqual(
		(await lines("campaigns", "--json")).map(({ id }) => id),
		ids,
	);
	const shown = await run("people");
	for (const text of ["Reached by a targeted campaign, on the list: 2", "on no list: 1 account", "no proof"])
		assert.ok(shown.out.includes(text));
	for (const line of shown.out.split("\n")) assert.ok(line.length <= 80, line);
});

test("One who has two accounts is one person; only a briefing of the person counts as told, and words say that the IT knew.", async () => {
	const briefings = [
		"address,kind,by,on,how,acknowledged",
		"ANN@home.example,person,the office,2024-03-23,in person,yes",
		"bo@parliament.example,organisation-it,a service,2021-08-01,by letter,no",
	];
	const path = file("briefings.csv", ...briefings);
	assert.equal((await run("brief", "import", path)).out, "2 briefings, 1 of them of the person: 2 new.\n");
	assert.equal((await run("brief", "import", path)).out, "2 briefings, 1 of them of the person: 0 new.\n");
	const rows = await brief();
	assert.equal(rows.size, 4);
	assert.deepEqual(rows.get("Ann Lee"), {
		...{ person: "Ann Lee", accounts: ["ann@parliament.example", "ann@home.example"], country: "XA", level: "delivered" },
		told: [{ kind: "person", by: "the office", on: "2024-03-23", how: "in person", acknowledged: true }],
		...{ organisation: "House", first_seen: "2021-02-01T10:00:00.000Z" },
	});
	assert.deepEqual([rows.get("Cy Roe")?.level, rows.get("Cy Roe")?.told], [null, []]);
	const { out } = await run("brief");
	assert.match(out, /Still to be told: 2 people/);
	assert.match(out, /For 2 of these the organisation's IT was told, and they were not/);
	assert.match(out, /Told: 1 person\n +Ann Lee/);
});

test("Whoever leaves the list stays told, and one who is added is named at once.", async () => {
	assert.equal((await run("people", "remove", "ann@home.example")).code, 0);
	assert.equal(await timesTold("Ann Lee"), 1);
	assert.deepEqual((await run("people", "remove", "ann lee")).code, 2);
	const added = ["--address", "cy@parliament.example", "--by", "the office", "--on", "2024-04-02"];
	assert.equal((await run("brief", "add", ...added)).out, "Entered: cy@parliament.example was told on 2024-04-02.\n");
	assert.equal(await timesTold("Cy Roe"), 1);
	const shown = (await run("brief")).out.replace(/\s+/g, " ");
	assert.match(shown, /Of 1 other person nothing shows that mail reached them; 1 of them was told all the same/);
	await run("brief", "add", "--address", "nobody@else.example", "--by", "us", "--on", "2024-04-02");
	assert.equal((await brief()).get("nobody@else.example")?.level, null);
});

test("A briefing from before the first mail is kept and does not count, and one that is still to come, or of nobody, is refused with its place.", async () => {
	const told = ["brief", "add", "--address", "stranger@parliament.example"];
	const future = await run(...told, "--by", "us", "--on", "2099-01-01");
	assert.deepEqual([future.code, future.out], [2, ""]);
	assert.match(future.err, /2099-01-01 is still to come/);
	assert.equal((await run(...told, "--by", " ", "--on", "2024-04-02")).code, 2);
	assert.equal((await run(...told, "--by", "us", "--on", "2019-01-01")).code, 0);
	assert.equal(await timesTold("stranger@parliament.example"), 1);
	const shown = (await run("brief")).out.replace(/\s+/g, " ");
	assert.match(shown, /Still to be told: 2 people/);
	assert.match(shown, /For 1 of these a briefing is dated before their first mail came in, and does not count as told/);
	assert.match(shown, /stranger@parliament\.example .*\(person, 2019-01-01, before their first mail, by us\)/);
	const rows = [
		"address,kind,by,on",
		"a@b.example,person,us,2099-01-01",
		"a@b.example,staff,,2024-04-02",
		"a@b.example,staff,us,2024-04-02",
	];
	const { code, out, err } = await run("brief", "import", file("odd.csv", ...rows));
	assert.deepEqual([code, out], [3, "1 briefing, 0 of them of the person: 1 new.\n"]);
	assert.match(err, /odd\.csv:2: 2099-01-01 is still to come.*\n.*odd\.csv:3: "by" is empty/);
});

test("Clocks are shown for the moment that is given, and decided by nobody; without one there is a hint.", async () => {
	assert.match((await run("brief")).out, /--aware DATE/);
	const { out, code } = await run("brief", "--aware", "2024-03-25T09:30+01:00");
	assert.equal(code, 1);
	for (const text of ["If you decide that", "by 2024-03-28 08:30 UTC, 72 hours", "without undue", "decides none of it", "that has passed"])
		assert.ok(out.replace(/\s+/g, " ").includes(text), text);
	for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
	const own = file(
		"clocks.yaml",
		"clocks:",
		"  - {id: a, law: House rules, decide: it matters, act: report, from: first-seen, months: 1}",
		"  - {id: b}",
	);
	const given = await run("brief", "--clocks", own);
	assert.equal(given.code, 3);
	assert.match(given.err, /b is left out: it has no "law"/);
	assert.match(given.out.replace(/\s+/g, " "), /House rules: report: by 2021-03-01 10:00 UTC, 1 month after the first such mail came in/);
	assert.doesNotMatch(given.out, /GDPR/);
	for (const wrong of ["2024-02-30", "2024-03-25T09:30", "today"]) assert.equal((await run("brief", "--aware", wrong)).code, 2, wrong);
	assert.equal((await run("brief", "--json", "--aware", "2024-03-25")).code, 2);
});

test("An incident may or may not be connected, and changes no level.", async () => {
	const before = [...(await brief()).values()].map(({ level }) => level);
	const incident =
		"{id: i, on: 2021-08-26, account: bo@parliament.example, organisation: House, country: XA, what: x, by: y, confidence: none}";
	const { code, err } = await run("incidents", "import", file("incidents.yaml", "incidents:", `  - ${incident}`, "  - {id: j}"));
	assert.equal(code, 3);
	assert.match(err, /j is left out/);
	assert.deepEqual(
		(await lines("incidents", "--json")).map(({ id, connected }) => [id, connected]),
		[["i", "unknown"]],
	);
	assert.match((await run("incidents")).out, /may or may not be connected/);
	assert.deepEqual(
		[...(await brief()).values()].map(({ level }) => level),
		before,
	);
});

test("An incident that is entered and hardly meant is named with what is odd, and 0; claims count it not, and say why.", async () => {
	const odd = file(
		"odd.yaml",
		"incidents:",
		"  - {id: lost, on: 2021-08-26, account: bo@parliament.example, what: x, by: y, campaign: nosuch}",
		"  - {id: early, on: 2001-08-26, account: bo@parliament.example, what: x}",
	);
	const { code, out, err } = await run("incidents", "import", odd);
	assert.deepEqual([code, out], [0, "2 incidents entered.\n"]);
	assert.match(err, /lost is entered all the same: this case has no campaign nosuch\n/);
	assert.match(err, /early is entered all the same: 2001-08-26 is before the first mail of this case; it has no "by": who says so\?\n/);
	const claim = "{id: c, text: t, by: b, on: 2024-04-03, source: s, counts: compromised, is: 1, scope: {campaign: targeted}}";
	const found = await lines("claims", file("claims.yaml", "claims:", `  - ${claim}`), "--json");
	assert.equal(found[0]?.verdict, "agrees");
	assert.match(String(found[0]?.why), /Left out: lost \(tied to a campaign that is not in this case\); early \(before their first mail\)/);
});

test("A file that cannot be used is one line that says why, and 3; a wrong row is named by file and line, and the rest is taken.", async () => {
	for (const [command, name, content, why] of [
		["people", "a.csv", "nom,adresse", /no column name, address; it has nom, adresse/],
		["people", "b.csv", "", /is empty/],
		["brief", "c.csv", "address,by", /no column kind, on/],
		["incidents", "d.yaml", "incidents: [", /holds no incidents/],
		["incidents", "e.yaml", "claims: []", /no list "incidents:"/],
	] as const) {
		const { code, err, out } = await run(command, "import", file(name, content));
		assert.deepEqual([code, out], [3, ""], name);
		assert.match(err, why);
		assert.equal(err.trimEnd().split("\n").length, 1, err);
	}
	assert.equal((await run("people", "import", join(folder, "nowhere.csv"))).code, 3);
	const two = file(
		"two.csv",
		LIST[0] as string,
		"Dee Fox,dee@parliament.example,House,Nowhere,,",
		"Eve Gray,dee@parliament.example,House,XA,,",
	);
	const { code, err, out } = await run("people", "import", two);
	assert.equal(code, 3);
	assert.match(err, /two\.csv:2: the country.*\n.*two\.csv:3: dee@parliament\.example is already Dee Fox's, line 2/);
	assert.match(out, /^1 person with 1 account: 1 new/);
	assert.equal((await run("brief", "add", "--address", "x", "--by", "us", "--on", "2024-04-02")).code, 2);
});

test("An account that a later list gives to somebody else moves, and the command says so.", async () => {
	const { err, out } = await run("people", "import", file("later.csv", LIST[0] as string, "Dee Foxe,dee@parliament.example,House,XA,,"));
	assert.equal(err, "dee@parliament.example was Dee Fox's and is now Dee Foxe's\n");
	assert.equal(out, "1 person with 1 account: 1 new, 1 taken off the list.\n");
});

test("Who was told stays told when the address is given to somebody else, who was not.", async () => {
	await run("brief", "add", "--address", "bo@parliament.example", "--by", "the office", "--on", "2024-04-02");
	const told = await timesTold("Bo Dahl");
	await run("people", "import", file("moved.csv", LIST[0] as string, "Other Name,bo@parliament.example,House,XA,,"));
	assert.deepEqual([await timesTold("Bo Dahl"), await timesTold("Other Name")], [told, 0]);
	const { out } = await run("brief");
	const open = out.replace(/\s+/g, " ").split("Told:")[0] ?? "";
	assert.match(open, /Other Name, House: bo@parliament\.example/);
});

test("A contact that has no address or is cut off is named with its line, and 3.", async () => {
	const { code, out, err } = await run(
		"people",
		"import",
		file("open.vcf", "BEGIN:VCARD", "FN:Anna Berg", "EMAIL:anna.berg@parliament.example"),
	);
	assert.deepEqual([code, out], [3, "0 people with 0 accounts: 0 new.\n"]);
	assert.match(err, /open\.vcf:1: the contact that begins here has no END:VCARD/);
});

test("Help says that a case is made where it is missing, and a command that only takes away from one makes it too.", async () => {
	for (const command of [["people"], ["people", "import"], ["people", "remove"], ["brief"], ["brief", "add"], ["incidents"], ["claims"]])
		assert.match(
			(await run(...command, "--help")).out.replace(/\s+/g, " "),
			/the case's folder, made where it is missing/,
			command.join(" "),
		);
	const nowhere = join(folder, "nowhere");
	const { code, err } = await run("people", "remove", "Ann Lee", "--case", nowhere);
	assert.equal(code, 2);
	assert.match(err, /There was no case in .*nowhere.*: an empty one was made/);
	assert.ok(existsSync(nowhere));
});
