// STIX bundles and MISP events, as teams exchange them: what is looked for, what is skipped and why.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { isMisp, readMisp } from "../../../src/core/indicators/misp-event.ts";
import type { Searches } from "../../../src/core/indicators/search.ts";
import { isStix, readStix } from "../../../src/core/indicators/stix-bundle.ts";

const NOW = "2026-01-01T00:00:00Z";

function fixture(name: string): unknown {
	return JSON.parse(readFileSync(new URL(`../../../fixtures/indicators/${name}`, import.meta.url), "utf8"));
}

function values({ searches }: Searches): string[] {
	return searches.map(({ all }) =>
		all
			.map((terms) =>
				terms.map(({ indicator, header }) => `${indicator.kind} ${indicator.value}${header === null ? "" : ` in ${header}`}`).join(" | "),
			)
			.join(" & "),
	);
}

test("of a bundle every pattern and observable that a case can answer is looked for", () => {
	assert.deepEqual(values(readStix(fixture("bundle.json"), "bundle.json", NOW)), [
		"domain evil.example",
		"address spy@evil.example in from & domain t1.evil.example",
		"url https://t1.evil.example/o.gif?u=1",
		"url https://t2.evil.example/",
		"ip 198.51.100.0/24",
		"sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"domain %.evil.example",
		"address list@evil.example in sender",
		"message-id abc@evil.example",
		"ip 2001:db8:5::1",
		"domain old.example",
		"domain older.example",
		"domain observed.example",
		"address observed@evil.example",
		"message-id seen@evil.example",
		"address observed@evil.example in from",
		"ip 203.0.113.5",
		`sha256 ${"0".repeat(64)}`,
	]);
});

test("what a case cannot answer of a bundle is named with its object and the reason, and what is revoked or outdated is said to be", () => {
	const { remarks } = readStix(fixture("bundle.json"), "bundle.json", NOW);
	const said = remarks.map(({ place, says, kind }) => `${kind} ${place.replace(/--.*/, "")}: ${says}`);
	for (const wanted of [
		/skipped indicator: process:name/,
		/skipped .*windows-registry-key/,
		/skipped .*MD5/,
		/skipped .*at character 36/,
		/skipped .*suricata/,
		/noted .*revoked/,
		/noted .*valid until 2021-03-01/,
		/noted .*FOLLOWEDBY/,
		/noted .*WITHIN/,
	])
		assert.equal(said.filter((line) => wanted.test(line)).length, 1, `${wanted} in\n${said.join("\n")}`);
	assert.ok(remarks.every(({ place }) => /--[0-9a-f-]{36}$/.test(place)));
});

test("of a MISP event what is meant for detection is looked for, defanged or composite, and the rest only where all is asked for", () => {
	const wanted = [
		"domain evil.example",
		"host t1.evil.example",
		"url https://t1.evil.example/o.gif?u=1",
		"address spy@evil.example",
		"address answers@evil.example in reply-to",
		"ip 198.51.100.7",
		"ip 203.0.113.5",
		"domain two.example",
		"ip 198.51.100.9",
		`sha256 ${"ab".repeat(32)}`,
		"message-id abc@evil.example",
		"address second@evil.example",
	];
	const some = readMisp(fixture("event.json"), "event.json", false);
	assert.deepEqual(values(some), wanted);
	assert.equal(some.notForDetection, 2);
	assert.deepEqual(some.remarks.map(({ says }) => says.replace(/:.*/, "")).sort(), [
		"a case holds nothing of type md5, only the SHA-256 of whole messages",
		"a case holds nothing of type yara",
		"ip-dst",
	]);
	assert.ok(values(readMisp(fixture("event.json"), "event.json", true)).includes("url https://report.example/2021"));
});

test("an event is one however it is wrapped: alone, in a list, in an answer, as attributes only", () => {
	const event = fixture("event.json") as { Event: { Attribute: unknown[] } };
	const wanted = values(readMisp(event, "", false));
	for (const json of [[event], { response: [event] }, { response: event }, event.Event]) {
		assert.ok(isMisp(json));
		assert.deepEqual(values(readMisp(json, "", false)), wanted);
	}
	assert.deepEqual(values(readMisp({ response: { Attribute: event.Event.Attribute } }, "", false)), wanted.slice(0, -1));
});

test("no JSON makes the readers throw", () => {
	const key = fc.constantFrom(
		"type",
		"id",
		"objects",
		"pattern",
		"value",
		"Event",
		"Attribute",
		"Object",
		"response",
		"hashes",
		"to_ids",
		"from_ref",
		"info",
	);
	const text = fc.constantFrom(
		"bundle",
		"indicator",
		"file",
		"email-message",
		"domain",
		"domain|ip",
		"[a:b = 'c']",
		"x.example",
		"indicator--6ba7b810-9dad-41d1-80b4-00c04fd430c8",
	);
	const json = fc.letrec<{ tree: unknown }>((tie) => ({
		tree: fc.oneof(
			{ maxDepth: 5 },
			text,
			fc.constantFrom(null, true, 5),
			fc.array(tie("tree"), { maxLength: 4 }),
			fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
		),
	})).tree;
	fc.assert(
		fc.property(json, (json) => {
			isStix(json);
			isMisp(json);
			readStix(json, "", NOW);
			readMisp(json, "", true);
		}),
		{ numRuns: 500 },
	);
});
