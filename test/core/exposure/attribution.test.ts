// Attribution: what speaks against a contact's being an account's, though the host is one of its mail (CONTRACT.md, Level).

import assert from "node:assert/strict";
import { test } from "node:test";
import { ANNA, assess, BEN, HOST, held, lease, line, taken, tunnel } from "./made-up.ts";

const OTHER = "anna@senate.example";
const HOME = "anna@home.example";
const tokenUrl = (token: string): string => `http://${HOST}/o/${token}.gif`;

test("A login with a domain names the accounts of that domain alone, whatever else the log shows.", () => {
	const by = (user: string, accounts = [ANNA, OTHER]) => assess([tunnel({ client: null, user })], { accounts });
	for (const user of ["SENATE\\Anna", "anna@SENATE", "anna@senate.example", "anna@AD.SENATE.EXAMPLE"])
		assert.deepEqual([by(user).get(ANNA)?.level === "fetched", by(user).get(OTHER)?.level], [false, "fetched"], user);
	assert.notEqual(by("SENATE\\ben", [BEN, OTHER]).get(BEN)?.level, "fetched");
});

test("A Windows domain that is no mail domain's means the one person of that name whose domain the log shows; else it is a may-be.", () => {
	const user = "CORP\\Anna";
	assert.equal(assess([tunnel({ client: null, user })], { accounts: [ANNA, BEN] }).get(ANNA)?.level, "fetched");
	const silent = () => ({ logs: [], by: "untold" as const });
	for (const [accounts, more] of [
		[[ANNA, OTHER], {}],
		[[ANNA, BEN], { facts: { speakersOf: silent } }],
	] as const) {
		const row = assess([tunnel({ client: null, user })], { accounts, ...more }).get(ANNA);
		assert.notEqual(row?.level, "fetched");
		assert.match(row?.why.join("\n") ?? "", /the login fits them, but the login's domain was not recognised/);
	}
});

test("A bare login at a log that shows other domains' accounts only raises nobody's level.", () => {
	const speakersOf = (account: string) =>
		account === OTHER ? { logs: [], others: ["squid"], by: "elsewhere" as const } : { logs: ["squid"], by: "seen" as const };
	const row = assess([tunnel({ client: null, user: "anna" })], { accounts: [BEN, OTHER], facts: { speakersOf } }).get(OTHER);
	assert.equal(row?.level, "delivered");
	assert.match(row?.why.join("\n") ?? "", /the log shows other domains' accounts only/);
});

test("A URL of the host that no mail holds raises nobody's level and is told; one that is built as the mail's are counts.", () => {
	const token = "b30e97cef97fd5a3467f";
	const references = [held(ANNA, { url: tokenUrl(token), token })];
	const leases = [lease("192.0.2.1", ANNA)];
	const of = (url: string) => assess([line({ url })], { accounts: [ANNA], references, leases }).get(ANNA);
	for (const path of ["robots.txt", "favicon.ico", "", "?x=1", "o/", "o/admin.gif"]) {
		const row = of(`http://${HOST}/${path}`);
		assert.equal(row?.level, "no-evidence", path);
		assert.match(row?.why.join("\n") ?? "", /at a URL that no mail of this campaign holds/);
		assert.equal(row?.evidence.length, 1);
	}
	for (const url of [tokenUrl("dbca0660ad3c1411a632"), tokenUrl(token), `https://${HOST}`]) assert.equal(of(url)?.level, "fetched", url);
});

test("Where a lease tells the person and not the mailbox, each row names the accounts among which the log does not tell.", () => {
	const made = { leases: [lease("192.0.2.1", ANNA)], people: [[ANNA, HOME]] };
	const both = assess([tunnel()], { accounts: [ANNA, HOME], ...made });
	for (const account of [ANNA, HOME])
		assert.match(
			both.get(account)?.why[0] ?? "",
			/does not tell which of the person's accounts it was: anna@home\.example, anna@parliament\.example/,
		);
	const one = assess([tunnel()], { accounts: [ANNA, HOME], references: [held(HOME)], ...made });
	assert.equal(one.get(HOME)?.level, "fetched");
	assert.notEqual(one.get(ANNA)?.level, "fetched");
	assert.doesNotMatch(one.get(HOME)?.why[0] ?? "", /which of the person's/);
});

test("An address in a URL is the reader's in any case, and other tokens keep theirs.", () => {
	const url = `https://${HOST}/o.gif?e=Anna%40Parliament.Example`;
	const references = [held(ANNA, { url, token: ANNA }), held(BEN, { url: `https://${HOST}/p.gif?t=aBcDeFgH12`, token: "aBcDeFgH12" })];
	const of = (path: string) => assess([line({ url: `https://${HOST}/${path}`, client: null })], { references, logs: [taken("squid")] });
	assert.equal(of("o.gif?e=ANNA%40PARLIAMENT.EXAMPLE").get(ANNA)?.level, "fetched");
	assert.equal(of("o.gif?e=Anna%40Parliament.Example&x=1").get(ANNA)?.level, "fetched");
	assert.notEqual(of("p.gif?t=ABCDEFGH12&x=1").get(BEN)?.level, "fetched");
});
