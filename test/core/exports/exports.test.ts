// Every format against one made-up case, word for word, and against hostile ones. What a format writes for real programs is tried with these in
// *.long.ts beside this file.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { exporters } from "../../../src/core/exports/index.generated.ts";
import type { ExportedCampaign, ExportedCase, ExportedHost } from "../../../src/core/model/export.ts";

const FIXTURES = "fixtures/exports";
const made = JSON.parse(readFileSync(join(FIXTURES, "case.json"), "utf8")) as ExportedCase;
const text = (id: string, exported: ExportedCase): string => {
	const format = exporters.find((one) => one.id === id);
	assert.ok(format, id);
	return [...format.write(exported)].join("");
};
const IDS = exporters.map(({ id }) => id);

test("each format writes its fixture, and each fixture has a format", () => {
	for (const id of IDS) {
		const file = join(FIXTURES, id, "expected");
		assert.ok(existsSync(file), `${file} is missing`);
		assert.equal(text(id, made), readFileSync(file, "utf8"), id);
	}
	const folders = readdirSync(FIXTURES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
	assert.deepEqual(folders.sort(), [...IDS].sort());
});

test("every format names each host of a campaign in full, whether or not it may be blocked", () => {
	const hosts = made.campaigns
		.flatMap((one) => one.hosts.map(({ host }) => host.replace(/^\[|\]$/g, "")))
		.filter((host) => !host.includes("\n"));
	for (const id of IDS) for (const host of hosts) assert.ok(text(id, made).includes(host), `${id} does not name ${host}`);
});

test("a case without a campaign gives a file that says so and is valid", () => {
	const empty = { ...made, campaigns: [] };
	for (const id of IDS) assert.notEqual(text(id, empty), "", id);
	assert.equal(JSON.parse(text("stix", empty)).type, "bundle");
	assert.deepEqual(JSON.parse(text("misp", empty)).Event.Attribute, []);
	assert.equal(text("csv", empty).split("\r\n").length, 2);
	for (const id of ["unbound", "hosts", "squid", "rspamd", "suricata", "sigma"])
		for (const line of text(id, empty).trimEnd().split("\n")) assert.match(line, /^#/, id);
});

function campaignOf(hosts: readonly ExportedHost[], words: string): ExportedCampaign {
	const [first] = made.campaigns as [ExportedCampaign];
	return {
		...first,
		campaign: { ...first.campaign, name: words, reasons: [{ text: words, for: "targeted", weight: 1 }] },
		hosts,
		messages: [
			{
				...(first.messages[0] as ExportedCampaign["messages"][number]),
				subject: words,
				from: words,
				messageId: words,
				urls: [{ url: words, host: words, individual: true }],
			},
		],
		senders: [],
		sightings: [{ organisation: words, level: "fetched", accounts: 1, span: null }],
	};
}

const NASTY = [
	"\n$INCLUDE /etc/passwd\n",
	"x.example\r\n*",
	'"; drop "',
	"a.example CNAME .",
	"'] OR [url:value = '",
	"{% include %}",
	"$" + "{service_name}",
	"\\\n",
	"*",
	"x.example/$all,important",
	"!#include x",
	"}\nother {",
	"\u2028x",
	"# x",
	";x",
	"a,b",
	"../x",
	"com",
	"co.uk",
	"github.io",
	"\u0000",
	"\ud800",
	"-n",
	"@",
	"[::1",
	"999.1.1.1",
];
const nasty = fc.oneof(
	fc.constantFrom(...NASTY),
	fc.string({ unit: "binary", maxLength: 30 }),
	fc.tuple(fc.constantFrom(...NASTY), fc.constantFrom("px.", "", "."), fc.constantFrom("evil.example", "")).map((parts) => parts.join("")),
);

/** What a line of each list may be, once for all: anything else has broken out of a comment or a value. */
const NAME = String.raw`[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+`;
const ADDRESS = String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f:]{2,39}\]?)`;
const LINES: Readonly<Record<string, RegExp>> = {
	rpz: new RegExp(
		String.raw`^(?:; [^\p{C}\\]*|(?:\*\.)?${NAME} CNAME \.|\$ORIGIN rpz\.counterpixel\.invalid\.|\$TTL 300|@ (?:SOA [a-z0-9. ]+|NS localhost\.))$`,
		"u",
	),
	unbound: new RegExp(String.raw`^(?:# [^\p{C}\\]*|local-zone: "${NAME}\." always_nxdomain)$`, "u"),
	hosts: new RegExp(String.raw`^(?:# [^\p{C}\\]*|0\.0\.0\.0 ${NAME})$`, "u"),
	squid:
		/^(?:# [^\p{C}\\]*|acl counterpixel_hosts dstdomain -n \.[a-z0-9_.-]+|acl counterpixel_(?:addresses|paths) url_regex (?:-i )?\^[^\s"#\\]+|http_access deny counterpixel_[a-z]+)$/u,
	adblock: new RegExp(
		String.raw`^(?:! (?:note, [^\p{C}\\]*|Title: counterpixel)|(?:\|\||://)(?:${NAME}|${ADDRESS})(?:\^?|/[A-Za-z0-9/_.~=&?%+:@-]+))$`,
		"u",
	),
	rspamd:
		/^(?:# [^\p{C}\\{}]*|COUNTERPIXEL_(?:HOST|PATH) \{|\t(?:type|regexp|score|description) = ["a-z0-9 ]+;|\tselector = "specific_urls\(\{[a-z0-9_,=]+\}\):get_(?:host|text)";|\tmap = \[|\t\t"\/[^"\\{}]+\/i?",|\t\];|\}|)$/u,
	suricata:
		/^(?:# [^\p{C}\\]*|alert (?:dns|tls|http) any any -> any any \((?:[a-z_.]+(?::(?:"[^";\\]*"|\d+))?; )+rev:1;\)|alert ip any any -> [0-9a-f.:[\]]+ any \(msg:"[a-z0-9 ,]+"; sid:\d{7}; rev:1;\))$/u,
};

test("nothing that a mail writes can end a line, a value or a comment in any format, or block a suffix", () => {
	fc.assert(
		fc.property(
			fc.array(fc.record({ host: nasty, block: fc.constantFrom("whole", "paths", "never") }), { maxLength: 4 }),
			nasty,
			nasty,
			(raw, words, path) => {
				const hosts = raw.map(
					({ host, block }): ExportedHost => ({
						host,
						block: block as ExportedHost["block"],
						operator: { id: words, name: words },
						caution: words,
						paths: [path, `/t/${path}`],
					}),
				);
				const exported: ExportedCase = { ...made, by: words, campaigns: [campaignOf(hosts, words)] };
				for (const [id, line] of Object.entries(LINES)) {
					const written = text(id, exported);
					for (const one of written.trimEnd().split("\n")) assert.match(one, line, `${id}: ${JSON.stringify(one)}`);
					for (const suffix of ["com", "co.uk", "github.io"])
						for (const start of ["", "*.", 'local-zone: "', "0.0.0.0 ", "||", "acl counterpixel_hosts dstdomain -n ."])
							assert.ok(
								!written.split("\n").some((one) => one.startsWith(`${start}${suffix}^`) || one.startsWith(`${start}${suffix} `)),
								id,
							);
				}
				JSON.parse(text("misp", exported));
				for (const { pattern } of JSON.parse(text("stix", exported)).objects)
					if (pattern !== undefined) assert.match(pattern, /^\[[^\n]+\]$/);
				const documents = parseAllDocuments(text("sigma", exported));
				if (Array.isArray(documents)) for (const document of documents) assert.deepEqual(document.errors, []);
			},
		),
		{ numRuns: 60 },
	);
});

test("a second export keeps every id, so that it updates what the first brought", () => {
	const later = { ...made, made: "2027-01-01T00:00:00.000Z" };
	const ids = (exported: ExportedCase): string[] => JSON.parse(text("stix", exported)).objects.map(({ id }: { id: string }) => id);
	assert.deepEqual(ids(later), ids(made));
	const created = (exported: ExportedCase): string[] =>
		JSON.parse(text("stix", exported)).objects.map((object: { created?: string }) => object.created ?? "");
	assert.deepEqual(created(later), created(made));
	const uuids = (exported: ExportedCase): string[] =>
		[...text("misp", exported).matchAll(/"uuid":"([^"]+)"/g)].map(([, uuid]) => uuid as string);
	assert.deepEqual(uuids(later), uuids(made));
	assert.deepEqual([...text("sigma", later).matchAll(/^id: .*/gm)].join(), [...text("sigma", made).matchAll(/^id: .*/gm)].join());
	assert.equal(text("suricata", later).replaceAll(later.made, made.made), text("suricata", made));
});

test("a host of two campaigns is blocked as the more careful of both says", () => {
	const host = "shared.tracker.example";
	const careful = campaignOf([{ host, operator: null, block: "never", caution: "others use it", paths: [] }], "one");
	const eager = campaignOf([{ host, operator: null, block: "whole", caution: null, paths: [] }], "two");
	const zone = text("rpz", { ...made, campaigns: [eager, careful] });
	assert.ok(!zone.includes(`${host} CNAME`));
	assert.ok(zone.includes(`; ${host} is not blocked: others use it`));
});

test("rule numbers of Suricata are each one's own, of the range for local use, and stay when other hosts join", () => {
	const many = Array.from(
		{ length: 2000 },
		(_, at): ExportedHost => ({ host: `h${at}.tracker.example`, operator: null, block: "whole", caution: null, paths: [] }),
	);
	const numbers = (hosts: readonly ExportedHost[]): Map<string, string> =>
		new Map(
			[...text("suricata", { ...made, campaigns: [campaignOf(hosts, "x")] }).matchAll(/msg:"([^"]+)".* sid:(\d+);/g)].map(
				([, msg, sid]) => [msg as string, sid as string],
			),
		);
	const all = numbers(many);
	assert.equal(new Set(all.values()).size, 6000);
	for (const sid of all.values()) assert.match(sid, /^1\d{6}$/);
	const few = numbers(many.slice(0, 500));
	const kept = [...few].filter(([msg, sid]) => all.get(msg) === sid).length;
	assert.ok(kept > 1480, `${kept} of 1500 stayed`);
});
