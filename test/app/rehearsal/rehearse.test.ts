// A rehearsal: the same from the same seed, on reserved names only, and as its truth says it is.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { simpleParser } from "mailparser";
import { EVASIONS } from "../../../src/app/rehearsal/attack/toolkit.ts";
import { type Written, written } from "./folders.ts";

const SMALL = { shape: "ipac-2021", seed: 7, size: 90, evasion: 4 } as const;

let small: Written;
before(async () => {
	small = await written(SMALL);
});

test("the same seed gives the same bytes", async () => {
	const again = await written(SMALL);
	assert.deepEqual(again.files, small.files);
	for (const path of small.files) assert.equal(again.read(path), small.read(path), path);
});

test("another seed gives other people and other mail", async () => {
	const other = await written({ ...SMALL, seed: 8 });
	const owners = new Set(small.truth.messages.map(({ owner }) => owner));
	assert.ok(other.truth.messages.every(({ owner }) => !owners.has(owner)));
});

test("what the attackers do changes nothing in the mail around them", async () => {
	const ordinary = ({ truth }: Written) => truth.messages.filter(({ kind }) => kind === "background").map(({ sha256 }) => sha256);
	const other = await written({ ...SMALL, evasion: 0 });
	assert.deepEqual(ordinary(other), ordinary(small));
});

test("README.txt names the papers that are there, and no other", async () => {
	for (const { files, read } of [small, await written({ shape: "two-recipients", seed: 7, size: 20, evasion: 0 })]) {
		const named: readonly string[] = read("README.txt").match(/[a-z]+\.(?:csv|yaml|json)/g) ?? [];
		assert.deepEqual(
			named.filter((name) => !files.some((file) => file.endsWith(name))),
			[],
		);
		assert.equal(named.includes("claims.yaml"), files.includes("claims.yaml"));
	}
});

test("both editions share no sender and no host", async () => {
	const heldOut = await written({ ...SMALL, edition: "held-out" });
	const hosts = ({ truth }: Written) => new Set(truth.messages.flatMap(({ references }) => references.map(({ url }) => new URL(url).host)));
	const own = hosts(small);
	assert.deepEqual(
		[...hosts(heldOut)].filter((host) => own.has(host)),
		[],
	);
	assert.ok(
		heldOut.truth.messages.every(({ received }) => received > "2022"),
		"later years",
	);
});

for (const evasion of EVASIONS) {
	test(`every host and address is a reserved one at evasion ${evasion}`, async () => {
		const { files, read, messages } = await written({ shape: "ipac-2021", seed: 3, size: 40, evasion });
		const texts: [string, string][] = files.map((path) => [path, read(path)]);
		// Encoded bodies as they are read.
		for (const [{ path }, raw] of messages()) {
			const { html, text } = await simpleParser(raw);
			texts.push([path, `${html || ""} ${text ?? ""}`]);
		}
		for (const [path, text] of texts) {
			for (const [, host = ""] of text.matchAll(/(?:https?:\/\/|[\w.+=-]@)([\w.-]+\.[a-z]{2,})/gi))
				assert.match(host, /\.(?:example|test|invalid)$|^www\.w3\.org$/i, `${path}: ${host}`);
			for (const [ip] of text.matchAll(/(?<![\w.=-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/g))
				assert.match(ip, /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./, `${path}: ${ip}`);
			for (const [ip] of text.matchAll(/(?<=IPv6:)[\da-f:]+/g)) assert.match(ip, /^2001:db8:/, `${path}: ${ip}`);
		}
	});
}

test("truth.json is as its schema says", () => {
	const ajv = new Ajv2020();
	ajv.addFormat("date-time", true);
	const validate = ajv.compile(JSON.parse(readFileSync(join(import.meta.dirname, "../../../docs/schema/truth.schema.json"), "utf8")));
	assert.ok(validate(small.truth), JSON.stringify(validate.errors?.slice(0, 3)));
});

test("the truth has the hash of every message as it lies on disk, in a Maildir as in an mbox", () => {
	const kinds = new Set<string>();
	for (const [message, raw] of small.messages()) {
		assert.equal(createHash("sha256").update(raw, "latin1").digest("hex"), message.sha256, message.path);
		kinds.add(message.path.endsWith(".mbox") ? "mbox" : "maildir");
	}
	assert.equal(kinds.size, 2);
	assert.equal(new Set(small.truth.messages.map(({ sha256 }) => sha256)).size, small.truth.messages.length, "no message twice");
});

test("the truth agrees with what an independent parser sees", async () => {
	for (const [{ message_id, owner, references, path }, raw] of small.messages()) {
		const mail = await simpleParser(raw, { skipTextToHtml: true, skipTextLinks: true });
		assert.equal(mail.messageId, `<${message_id}>`);
		assert.ok(raw.includes(`\nDelivered-To: ${owner}\n`));
		assert.ok(path.startsWith(`mail/${owner}/`));
		const html = mail.html || "";
		const attributes = (name: string) =>
			[...html.matchAll(new RegExp(`<[^>]*\\b${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value.replaceAll("&amp;", "&"));
		const inHtml = (trigger: string) => references.filter((reference) => reference.trigger === trigger).map(({ url }) => url);
		assert.deepEqual(attributes("src").sort(), inHtml("open").sort(), path);
		for (const url of attributes("href")) assert.ok(inHtml("click").includes(url), `${path}: ${url}`);
		for (const { url, value } of references) {
			if (value !== null && !value.includes("@")) assert.ok(url.includes(value), `${value} is not in ${url}`);
		}
	}
});
