import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { LEAKS } from "../../../src/core/model/leak.ts";
import { CHANNELS, type RemoteReference, TRIGGERS } from "../../../src/core/model/reference.ts";
import { leaksOf } from "../../../src/core/trackers/leaks.ts";
import { kindOf, VECTORS_OF } from "../../../src/core/trackers/programs/kinds.ts";
import { EVIDENCE, PROGRAM_ACTS, type Program, REFERENCE_KINDS } from "../../../src/core/trackers/programs/program.ts";
import { inProgram, programNamed, programs, sentenceOf } from "../../../src/core/trackers/programs.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";

function reference(more: Partial<RemoteReference> = {}): RemoteReference {
	const plain = {
		vector: "img-src",
		channel: "http",
		trigger: "open",
		url: "http://t.example/",
		host: "t.example",
		part: "1",
		start: 0,
		end: 1,
	} as const;
	const known = { identifier: { kind: "none", value: null, how: "" }, operator: null, leaks: [], why: [""] } as const;
	const whole = { ...plain, ...known, ...more };
	const { trigger, channel } = whole;
	return { ...whole, leaks: leaksOf({ trigger, channel, conditional: true, identified: true }) };
}

const known = (name: string): Program => programNamed(name) ?? assert.fail(name);

describe("the table", () => {
	test("names each program once, and finds it in any case", () => {
		assert.equal(new Set(programs.map(({ id }) => id)).size, programs.length);
		for (const program of programs) {
			assert.match(program.id, /^[a-z]+(?:-[a-z]+)*$/);
			assert.equal(programNamed(` ${program.id.toUpperCase()} `), program);
		}
		for (const name of ["", "outlook", "constructor", "__proto__"]) assert.equal(programNamed(name), null);
	});

	for (const program of programs) {
		const { id, rows, sources, settings, proxy } = program;
		test(`of ${id} has a source for each row that says something, each source is cited, and a proxy where one is spoken of`, () => {
			const cited = new Set<string>();
			for (const behaviour of Object.values(rows)) {
				for (const source of behaviour.sources) cited.add(source);
				if (behaviour.evidence === "unverified") assert.equal(behaviour.act, "unknown");
				else if (behaviour.evidence === "plain") assert.deepEqual(behaviour.sources, []);
				else assert.ok(behaviour.sources.length > 0);
				if (behaviour.proxied) assert.ok(proxy !== undefined);
			}
			assert.deepEqual([...cited].sort(), sources.map((source) => source.id).sort());
			for (const { for: kind } of settings) assert.ok(rows[kind] !== undefined, "a setting changes something that is told of");
			for (const { url } of sources) assert.ok(url === null || URL.canParse(url));
			assert.ok(settings.length > 0, "a reader is told what to change");
		});
	}

	test("tells apart only vectors that there are, each as one kind", () => {
		const listed = Object.values(VECTORS_OF).flat();
		assert.equal(new Set(listed).size, listed.length);
		for (const id of listed) assert.equal(vectors.find((vector) => vector.id === id)?.trigger, "open", id);
	});
});

test("every vector, on any trigger and channel, is of a kind that programs tell apart", () => {
	for (const { id: vector } of vectors) {
		for (const trigger of TRIGGERS)
			for (const channel of CHANNELS) assert.ok(REFERENCE_KINDS.includes(kindOf({ vector, trigger, channel })));
	}
	assert.equal(kindOf({ vector: "img-src", trigger: "open", channel: "http" }), "picture");
	assert.equal(kindOf({ vector: "img-src", trigger: "open", channel: "smb" }), "share");
	assert.equal(kindOf({ vector: "link-stylesheet", trigger: "open", channel: "http" }), "style");
	assert.equal(kindOf({ vector: "iframe-src", trigger: "attachment", channel: "http" }), "attachment");
	assert.equal(kindOf({ vector: "reminder-file", trigger: "parse", channel: "smb" }), "reminder");
});

test("no program adds a leak, what is never contacted leaks nothing, and where nothing is known nothing is taken away", () => {
	const any = fc.record({
		vector: fc.constantFrom(...vectors.map(({ id }) => id)),
		trigger: fc.constantFrom(...TRIGGERS),
		channel: fc.constantFrom(...CHANNELS),
	});
	fc.assert(
		fc.property(any, fc.constantFrom(...programs), (more, program) => {
			const one = reference(more);
			const told = inProgram(one, program);
			assert.ok(PROGRAM_ACTS.includes(told.act) && EVIDENCE.includes(told.evidence));
			for (const leak of told.leaks) assert.ok(LEAKS.includes(leak) && one.leaks.includes(leak));
			if (told.act === "never") assert.deepEqual(told.leaks, []);
			else assert.ok(told.leaks.includes("recipient"), "a token names its reader through any proxy");
			if (told.act === "unknown") assert.deepEqual(told.leaks, one.leaks);
			if (!told.proxied && told.act !== "never") assert.deepEqual(told.leaks, one.leaks);
			assert.ok(told.says.startsWith(`${program.name}, by default: `));
		}),
	);
});

describe("a sentence says when, from whose address, and what allows it", () => {
	const says = (name: string, more: Partial<RemoteReference> = {}): string => inProgram(reference(more), known(name)).says;
	test("Thunderbird asks", () => {
		assert.equal(
			says("thunderbird"),
			"Thunderbird, by default: loaded only if the reader agrees, from the reader's own address (Show Remote Content)",
		);
		assert.match(says("thunderbird", { vector: "script-src" }), /: not run \(/);
		assert.match(says("thunderbird", { trigger: "receipt", channel: "smtp" }), /: sent only if the reader agrees \(/);
	});
	test("Gmail loads through its proxy, which hides where the reader is and not that the mail was opened", () => {
		const told = inProgram(reference(), known("gmail"));
		assert.match(told.says, /: loaded when the message is opened, by Google's image proxy \(/);
		assert.deepEqual(told.leaks, ["time", "address-alive", "conditions", "recipient"]);
	});
	test("a link opens in the browser, from the reader's own address", () => {
		assert.equal(
			says("gmail", { trigger: "click" }),
			"Gmail, by default: opened when the reader clicks, from the reader's own address (in the browser)",
		);
	});
	test("a kind without a row is not known", () => {
		assert.equal(sentenceOf(known("roundcube"), "reply"), "not known whether it is loaded");
	});
});
