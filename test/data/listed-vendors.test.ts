// The vendors of a list of known open-tracking patterns (where a copy lies beside the checkout) against the operator records.
// test/data/listed-vendors.csv says which records stand for which vendor; a vendor that sends through another is that one's too.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { readOperators, readRefused } from "../../scripts/generate/operators.ts";
import { operatorIndex } from "../../src/core/trackers/operators.ts";

const ROOT = join(fileURLToPath(import.meta.url), "../../..");
const LIST = join(ROOT, "../shared/lists/open-tracking-patterns.csv");
const skip = existsSync(LIST) ? false : "no list: ../shared/lists/open-tracking-patterns.csv";

const recordIds = new Set(readOperators(ROOT).map(({ id }) => id));
const recordsOf = new Map(
	csv(readFileSync(join(ROOT, "test/data/listed-vendors.csv"), "utf8")).map(([vendor = "", ids = ""]) => [vendor, ids.split(" ")]),
);
const refused = new Set(readRefused(ROOT).map(({ vendor, pattern }) => `${vendor} ${pattern}`));
const listed = skip === false ? csv(readFileSync(LIST, "utf8")) : [];

test("every vendor of the list has a record, and every record named for it exists", { skip }, () => {
	for (const [vendor = ""] of listed) assert.ok(recordsOf.has(vendor), vendor);
	for (const ids of recordsOf.values()) for (const id of ids) assert.ok(recordIds.has(id), id);
});

test("a URL built from each pattern of the list is matched by a record of its vendor, or the pattern is refused by name", { skip }, () => {
	for (const [vendor = "", pattern = ""] of listed) {
		const urls = urlsOf(pattern);
		const found = urls.map((url) => matched(url));
		const wanted = recordsOf.get(vendor) ?? [];
		if (refused.has(`${vendor} ${pattern}`))
			assert.ok(!found.some((id) => id !== null && wanted.includes(id)), `${vendor}: ${pattern} is met`);
		else
			for (const [at, id] of found.entries()) assert.ok(id !== null && wanted.includes(id), `${vendor}: ${pattern}: ${urls[at]} is ${id}`);
	}
});

test("what is refused stands in the list as it is named", { skip }, () => {
	const lines = new Set(listed.map(([vendor, pattern]) => `${vendor} ${pattern}`));
	for (const line of refused) assert.ok(lines.has(line), line);
});

function matched(url: string): string | null {
	const { hostname, pathname, search } = new URL(url);
	return operatorIndex().match(hostname, pathname + search)?.id ?? null;
}

/** Patterns that were narrowed, or whose spelling no reader of regular expressions would understand as it was meant: a URL of each. */
const BUILT: ReadonlyMap<string, string> = new Map([
	["/lt.php\\?", "https://news.example/lt.php?s=8c1f"],
	["lt.php(.*)\\?l=open", "https://news.example/lt.php?l=open&c=8c1f"],
	["/gp/r.html", "https://www.amazon.com/gp/r.html?C=8c1f"],
	["/gp/forum/email/tracking", "https://www.amazon.com/gp/forum/email/tracking?C=8c1f"],
	["sellercentral(-europe)?(-japan)?.amazon.+/nms/img/", "https://sellercentral-europe.amazon.com/nms/img/8c1f"],
	["apple_email_link/spacer", "https://www.apple.com/images/apple_email_link/spacer.gif"],
	["dripemail2", "https://t.dripemail2.com/o/8c1f"],
	["/o.aspx\\?t=", "https://www.cprpt.com/shop/o.aspx?t=8c1f"],
	["/o.aspx?t=", "https://www.cprpt.com/shop/o.aspx?t=8c1f"],
	["/e/o/.+", "https://news.example/e/o/eyJlbWFpbCI6"],
	["ebsta.gif", "https://console.ebsta.com/8c1f/ebsta.gif"],
	["nethunt.co(.*)\\?/pixel.gif", "https://nethunt.com/8c1f/pixel.gif"],
	["/transactional/track/.+\\?signature=", "https://news.example/transactional/track/8c1f?signature=8c1f"],
	["tinyletterapp.com\\\\.*\\?open.gif", "https://tinyletterapp.com/8c1f/open.gif"],
	["app.frontapp.com/(.*)?/seen", "https://app.frontapp.com/api/1/8c1f/seen"],
	["mkt\\d{2,5}.(com|net)/open", "https://links.mkt51.net/open/log/8c1f"],
	["cmail(d{1,2}).com/t/", "https://mail.cmail19.com/t/8c1f"],
	["t.strk\\d{2}.email", "https://t.strk01.email/8c1f"],
	["sendibw{2}.com/track/", "https://8c1f.sendibm1.com/track/8c1f"],
	["email.(mailgun|mg)(.*)\\?/o/", "https://email.mg.example/o/eJwVy8EN"],
	["mandrill.\\S+/track/open.php", "https://mandrill.example/track/open.php?u=8c1f"],
	["t.hubspotemail", "https://t.hubspotemail.net/8c1f"],
	["t.hubspotfree", "https://t.hubspotfree.net/8c1f"],
	["t.signaux", "https://t.signauxun.com/8c1f"],
	["t.senal", "https://t.senaluno.com/8c1f"],
	["t.signale", "https://t.signaleuna.com/8c1f"],
	["t.sidekickopen", "https://t.sidekickopen01.com/8c1f"],
	["t.sigopn", "https://t.sigopn01.com/8c1f"],
	["t.hsmsdd", "https://t.hsmsdd.com/8c1f"],
	["t.(hubspotemail|hubspotfree|signaux|senal|signale|sidekickopen|sigopn|hsmsdd)", "https://t.hubspotemail.net/8c1f"],
	["yamm-track.appspot", "https://yamm-track.appspot.com/8c1f"],
	["wf/open\\?upn", "https://news.example/wf/open?upn=8c1f"],
	["api/mailings/opened", "https://news.example/api/mailings/opened/8c1f"],
	["tj_mailer_opened_count_all.php", "https://news.example/tj_mailer_opened_count_all.php?x=8c1f"],
	["github.com/notifications/beacon", "https://github.com/notifications/beacon/8c1f"],
]);

/** URLs that the pattern was made for, one for each of its alternatives. */
function urlsOf(pattern: string): readonly string[] {
	const built = BUILT.get(pattern);
	if (built !== undefined) return [built];
	return alternatives(pattern).map((one) => urlOf(literal(one)));
}

function alternatives(pattern: string): readonly string[] {
	const group = /\(([^()]*\|[^()]*)\)/.exec(pattern);
	if (group === null) return [pattern];
	const [all, choices = ""] = group;
	return choices.split("|").flatMap((choice) => alternatives(pattern.replace(all, choice)));
}

/** The fragment with something in the place of everything that is not literal in it. */
function literal(pattern: string): string {
	return pattern
		.replace(/\(:\\d\+\)\?/g, "")
		.replace(/\[[^\]]*\](?:\{\d+\}|\*)?/g, "a1b2")
		.replace(/\\[dw](?:\{(\d+)\})?\??/g, (_, count) => "2".repeat(Number(count ?? 1)))
		.replace(/\.[+*]/g, "a1b2")
		.replaceAll("\\?", "?");
}

/** With a host where the fragment has none, and what mostly follows: an identifier, behind a file name as a parameter. */
function urlOf(text: string): string {
	const address = text.startsWith("/")
		? `news.example${text}`
		: text.startsWith(".")
			? `a1b2${text}`
			: text.includes(".")
				? text
				: `news.example/${text}`;
	if (!address.includes("/")) return `https://${address}/8c1f`;
	const isFile = !address.includes("?") && /\.(?:asp|aspx|ashx|dll|gif|html|jsp|php|png|jpg)$/.test(address);
	return `https://${address}${isFile ? "?x=8c1f" : "8c1f"}`;
}

/** RFC 4180, without line breaks in a field; the first line is the head. */
function csv(text: string): readonly (readonly string[])[] {
	const lines = text.split(/\r?\n/).filter((line) => line !== "");
	return lines
		.slice(1)
		.map((line) =>
			[...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ""),
		);
}
