// The fuzzer itself: the same seed gives the same messages, each invariant bites, and what fails is made small.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createDeepInvariants, createInvariants } from "../../fuzz/invariants.ts";
import { mutate } from "../../fuzz/mutations.ts";
import { createRandom } from "../../fuzz/random.ts";
import { readSeeds } from "../../fuzz/seeds.ts";
import { shrink } from "../../fuzz/shrink.ts";
import type { Inspection } from "../../src/core/model/inspection.ts";
import type { RemoteReference } from "../../src/core/model/reference.ts";
import { inspect } from "../../src/index.ts";
import { bytesOf, html } from "./attack.ts";

const MESSAGE = bytesOf(html('<p>Dear reader,</p><img src="http://t.example/open">'));

test("one seed gives one message, another gives another", () => {
	const seeds = readSeeds({ own: true });
	const messageOf = (seed: number): string => {
		const random = createRandom(seed);
		return mutate(random.pick(seeds), random.pick(seeds), random);
	};
	const made = Array.from({ length: 50 }, (_, seed) => messageOf(seed));
	assert.deepEqual(
		made,
		Array.from({ length: 50 }, (_, seed) => messageOf(seed)),
	);
	assert.ok(new Set(made).size > 45);
});

test("a sound message breaks no invariant", () => {
	assert.equal(createInvariants().check(MESSAGE, true), null);
});

type Change = (inspection: Inspection) => unknown;

const inReference =
	(change: (reference: RemoteReference) => object): Change =>
	(inspection) => ({ ...inspection, references: inspection.references.map((reference) => ({ ...reference, ...change(reference) })) });

/** What is done to a sound inspection, and what must then be said. */
const FAULTS: Readonly<Record<string, readonly [said: RegExp, change: Change]>> = {
	"an exception": [
		/^throws/,
		() => {
			throw new TypeError("a defect");
		},
	],
	"a range past the end": [/^range of img-src/, inReference(() => ({ end: MESSAGE.length + 1 }))],
	"a range that ends before it begins": [/^range of img-src/, inReference(({ start }) => ({ end: start - 1 }))],
	"a part that is not there": [/^part of img-src/, inReference(() => ({ part: "7" }))],
	"another host": [/^host of img-src/, inReference(() => ({ host: "u.example" }))],
	"a relative URL": [/^host of img-src/, inReference(() => ({ url: "//t.example/open" }))],
	"an unknown trigger": [/^vocabulary of img-src/, inReference(() => ({ trigger: "wish" }))],
	"an unknown leak": [/^leaks of img-src/, inReference(() => ({ leaks: ["soul"] }))],
	"no reason": [/^why of img-src/, inReference(() => ({ why: [] }))],
	"a vector that the schema does not know": [/^schema/, inReference(() => ({ vector: "wish" }))],
	"a problem outside": [
		/^offset of truncated/,
		(inspection) => ({ ...inspection, problems: [{ code: "truncated", detail: "x", offset: -1 }] }),
	],
	"what the plain codec does not see": [/^plain codec differs/, (inspection) => ({ ...inspection, subject: "another" })],
};

for (const [name, [said, change]] of Object.entries(FAULTS)) {
	test(`${name} is noticed`, () => {
		const faulty = createInvariants((bytes, options) => change(inspect(bytes, options)) as Inspection);
		assert.match(faulty.check(MESSAGE)?.kind ?? "nothing", said);
	});
}

test("quadratic work is noticed", () => {
	const bytes = bytesOf(html("<b>".repeat(8_000)));
	const slow = createInvariants((message, options) => {
		for (let i = 0; i < message.length; i++) for (let j = 0; j < message.length; j++) if (message[j] > 0xff) throw new Error();
		return inspect(message, options);
	});
	assert.equal(slow.check(bytes)?.kind, "slow");
});

test("a message that was written to is noticed", () => {
	const writing = createInvariants((bytes, options) => {
		const inspection = inspect(bytes, options);
		bytes[0] = 0x66;
		return inspection;
	});
	assert.equal(writing.check(MESSAGE.slice())?.kind, "written to");
});

test("a failure is shrunk to what it needs", async () => {
	const bytes = bytesOf(`${"x".repeat(3000)}<!${"y".repeat(3000)}\xff>${"z".repeat(100)}`);
	const fails = (piece: Uint8Array): boolean => {
		const text = Buffer.from(piece).toString("latin1");
		return text.includes("<!") && text.indexOf(">", text.indexOf("<!")) > 0;
	};
	assert.equal(Buffer.from(await shrink(bytes, fails)).toString("latin1"), "<!>");
});

const ATTACHED = bytesOf(
	'From: a@a.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src="http://t.example/open">\r\n--b\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--b--\r\n',
);

/** What is done to the inspection of a message with a container, and what must then be said. */
const DEEP_FAULTS: Readonly<Record<string, readonly [said: RegExp, change: Change]>> = {
	"an exception": [
		/^opening throws/,
		() => {
			throw new TypeError("a defect");
		},
	],
	"a reference that is lost": [/^opening loses/, (inspection) => ({ ...inspection, references: [] })],
	"an opener that broke down": [
		/^the opener broke/,
		(inspection) => ({
			...inspection,
			problems: [{ code: "unparsable", detail: "part 2: Opening it takes longer than 20 s: only what came before was read.", offset: 0 }],
		}),
	],
};

test("a container that opens breaks no invariant", async () => {
	assert.equal(await createDeepInvariants(async (bytes, options) => inspect(bytes, options)).check(ATTACHED), null);
});

for (const [name, [said, change]] of Object.entries(DEEP_FAULTS)) {
	test(`${name} is noticed where a container is opened`, async () => {
		const faulty = createDeepInvariants(async (bytes, options) => change(inspect(bytes, options)) as Inspection);
		assert.match((await faulty.check(ATTACHED))?.kind ?? "nothing", said);
	});
}
