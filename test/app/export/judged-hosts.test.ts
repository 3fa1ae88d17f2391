// Judged hosts: what of a campaign may be blocked. Blocking what others need does the attacker's work.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ownDomains } from "../../../src/app/export/everyday.ts";
import { type HostFacts, type Judgement, judgeHost } from "../../../src/app/export/judged-hosts.ts";

const OWN = ownDomains(["anne@parliament.example", "ben@gmail.com"]);

/** `others`: of which campaigns the senders are who go there too; `theirs`: a URL of theirs that singles its reader out. */
function judge(
	host: string,
	facts: Partial<HostFacts> = {},
	others: readonly string[] = [],
	theirs = "",
	ours: readonly string[] = [],
): Promise<Judgement> {
	const casebook = {
		hostUsers: async () => others.map((campaign, at) => ({ campaign, message: at === 0 ? "00" : null })),
		message: async () => ({ references: theirs === "" ? [] : [{ host, url: theirs, identifier: { kind: "opaque" } }] }) as never,
	};
	return judgeHost(
		casebook,
		{ host, individual: true, ownName: false, paths: [], ...facts },
		{ except: new Set(), own: OWN, ours: new Set(ours) },
	);
}

test("a host at which readers are singled out, and where nobody else goes, is blocked whole and without a word", async () => {
	const { host, warn } = await judge("px.tracker.example");
	assert.deepEqual([host.block, host.caution, warn], ["whole", null, false]);
});

test("an everyday host where readers are singled out is blocked with a warning, and one from which only pictures are borrowed is not", async () => {
	const shared = await judge("px.tracker.example", {}, ["a"]);
	assert.deepEqual([shared.host.block, shared.warn], ["whole", true]);
	assert.match(shared.host.caution ?? "", /everyday host/);
	const borrowed = await judge("www.charity.example", { individual: false }, ["a"]);
	assert.deepEqual([borrowed.host.block, borrowed.warn], ["never", true]);
});

test("a host that nothing individual is known of, and nobody else goes to, is blocked with a warning where it is the campaign's own or all it has", async () => {
	for (const ours of [[], ["unknown.example"]]) {
		const { host, warn } = await judge("img.unknown.example", { individual: false }, [], "", ours);
		assert.deepEqual([host.block, warn], ["whole", true]);
	}
	const { host, warn } = await judge("img.unknown.example", { individual: false }, [], "", ["tracker.example"]);
	assert.deepEqual([host.block, warn], ["never", true]);
	assert.match(host.caution ?? "", /may borrow a stranger's pictures/);
});

test("a host at which others' readers are tracked too is somebody's who works for several, and never blocked whole", async () => {
	const { host, warn } = await judge(
		"click.unknown-mailer.example",
		{ paths: ["/p?u="] },
		["a"],
		"https://click.unknown-mailer.example/p?u=77",
	);
	assert.deepEqual([host.block, warn], ["never", true]);
});

test("an operator's customer host to which others' mail goes too is blocked with the warning that it is an everyday host as well", async () => {
	for (const [name, facts] of [
		["u1234567.ct.sendgrid.net", {}],
		["acme.us7.list-manage.com", {}],
		["x8f2.ct.sendgrid.net", { ownName: true }],
	] as const) {
		const shared = await judge(name, facts, ["a"]);
		assert.deepEqual([shared.host.block, shared.warn], ["whole", true], name);
		assert.match(shared.host.caution ?? "", /^It is of .*\. It is an everyday host as well: mail of 1 other sender in this case/, name);
		const alone = await judge(name, facts);
		assert.equal(alone.warn, false, name);
		assert.doesNotMatch(alone.host.caution ?? "", /everyday/, name);
	}
});

test("readers' own domains, networks, outlets, mail providers, suffixes and what is no host are never blocked", async () => {
	for (const name of [
		"www.parliament.example",
		"parliament.example",
		"10.0.0.1",
		"[::1]",
		"127.0.0.1",
		"[fe80::1]",
		"www.bbc.co.uk",
		"mail.gmail.com",
	])
		assert.equal((await judge(name)).host.block, "never", name);
	for (const name of ["com", "co.uk", "github.io", "localhost", "bad;host.example", "a..example", "", "[::1", "1.2.3.4.5"])
		assert.equal((await judge(name)).host.block, "never", JSON.stringify(name));
});

test("a mass mailer's host is blocked by a path that names the account and nobody else has, and else named with the reason", async () => {
	const own = "/track/open.php?u=1f2e3d4c5b6a&id=";
	const byPath = await judge("us7.list-manage.com", { paths: [own] });
	assert.deepEqual([byPath.host.block, byPath.host.paths, byPath.host.operator?.id], ["paths", [own], "mailchimp"]);
	const general = await judge("us7.list-manage.com", { paths: ["/track/open.php?u="] });
	assert.deepEqual([general.host.block, general.host.paths], ["never", []]);
	assert.match(general.host.caution ?? "", /Mailchimp.*No path there is this campaign's alone/);
	const others = await judge("us7.list-manage.com", { paths: [own] }, ["a"], `https://us7.list-manage.com${own}77`);
	assert.equal(others.host.block, "never");
	for (const name of ["list-manage.com", "mailchimp.com", "sendgrid.net", "r.us-east-1.awstrack.me", "click7.list-manage.com"])
		assert.notEqual((await judge(name)).host.block, "whole", name);
});

test("an operator's host that by its name is one customer's own, or one reader's, is blocked whole, with whose it is", async () => {
	for (const name of ["acme.us7.list-manage.com", "u1234567.ct.sendgrid.net"]) assert.equal((await judge(name)).host.block, "whole", name);
	const named = await judge("a8f3k2q9.list-manage.com", { ownName: true });
	assert.deepEqual([named.host.block, named.host.operator?.id], ["whole", "mailchimp"]);
});

test("a host that senders of three campaigns with nothing in common use is taken for a mailer's, known or not", async () => {
	const { host } = await judge(
		"open.unknown-mailer.example",
		{ paths: ["/open/acct9988aa/"] },
		["a", "b", "c"],
		"https://open.unknown-mailer.example/open/cust77/1",
	);
	assert.deepEqual([host.block, host.paths], ["paths", ["/open/acct9988aa/"]]);
	assert.equal((await judge("open.unknown-mailer.example", { paths: ["/open/"] }, ["a", "b", "c"])).host.block, "never");
});
