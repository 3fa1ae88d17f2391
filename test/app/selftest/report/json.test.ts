// What selftest --json prints keeps to its schema, whatever clients send, and holds nothing that steers a terminal.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { compareSelftests } from "../../../../src/app/selftest/compare.ts";
import { comparisonLine } from "../../../../src/app/selftest/report/comparison.ts";
import { contactLine, summaryLine } from "../../../../src/app/selftest/report/json.ts";
import { vectors } from "../../../../src/core/vectors/index.generated.ts";
import { at, byGmail, contact, lookup, run, THUNDERBIRD } from "../made-up-run.ts";
import { anyText, contactSaying, runSaying } from "./hostile-runs.ts";

const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../../../../docs/schema/selftest.schema.json"), "utf8"));
const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false, formats: { "date-time": true } });
const validate = ajv.compile(schema);

function holds(line: string): void {
	assert.match(line, /^[\x20-\x7e]+$/);
	assert.ok(validate(JSON.parse(line)), `${line.slice(0, 300)}: ${ajv.errorsText(validate.errors)}`);
}

test("a contact has the keys that were promised, in their order, and further ones behind", () => {
	const line = contactLine(contact());
	assert.equal(
		line,
		JSON.stringify({
			probe: { vector: "img-src", trigger: "open", channel: "http", message: 1 },
			time: at(0),
			client_ip: "192.0.2.7",
			user_agent: THUNDERBIRD,
			headers: { host: "selftest.example", "user-agent": THUNDERBIRD },
			by: "person",
			fact: null,
			resolver: null,
			client_subnet: null,
			why: "the request names a program",
		}),
	);
	holds(line);
});

test("the summary has the keys that were promised first, and what was learnt", () => {
	const result = run([contact(), lookup({ probe: { vector: "link-stylesheet" } }), byGmail({ time: at(30) })]);
	const { summary } = JSON.parse(summaryLine(result));
	assert.deepEqual(Object.keys(summary).slice(0, 4), ["fired", "silent", "untestable", "learnt"]);
	assert.deepEqual(Object.keys(summary.learnt).slice(0, 6), ["client_ip", "resolver", "program", "system", "language", "times"]);
	assert.deepEqual(summary.fired, ["img-src", "link-stylesheet"]);
	assert.deepEqual(summary.looked_up, ["link-stylesheet"]);
	assert.deepEqual(summary.silent, ["css-background", "a-href", "office-template"]);
	assert.deepEqual(summary.untestable[0], {
		vector: "link-dns-prefetch",
		why: "no zone: lookups are seen only with --zone NAME --dns HOST:PORT",
	});
	assert.deepEqual(
		[summary.learnt.client_ip, summary.learnt.program, summary.learnt.system, summary.learnt.language],
		[["192.0.2.7"], "Thunderbird 153.7.0", "Linux", null],
	);
	assert.deepEqual(summary.learnt.times, [at(0), at(30)]);
	assert.deepEqual(summary.learnt.proxies[0].client_ip, ["198.51.100.9"]);
});

test("a run without a contact, and one that goes on, keep to the schema", () => {
	holds(summaryLine(run()));
	holds(summaryLine(run([contact()], { ended: null })));
});

test("whatever clients send is one ASCII line that keeps to the schema and comes back as it was", () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const said = contactSaying(text);
			holds(contactLine(said));
			assert.equal(JSON.parse(contactLine(said)).user_agent, said.user_agent);
			holds(summaryLine(runSaying(text)));
		}),
		{ numRuns: 60 },
	);
});

test("a comparison keeps to the schema", () => {
	const learnt = new Map([["client_ip", ["192.0.2.7"]]]);
	holds(comparisonLine(compareSelftests({ fired: ["img-src"], silent: ["a-href"], learnt }, { fired: [], silent: ["img-src"], learnt })));
});

test("the schema refuses words that nobody promised", () => {
	const line = JSON.parse(contactLine(contact()));
	for (const change of [{ by: "robot" }, { more: 1 }, { fact: "tired" }, { time: 5 }, { probe: { ...line.probe, vector: "img" } }])
		assert.equal(validate({ ...line, ...change }), false, JSON.stringify(change));
	assert.equal(validate({ summary: {} }), false);
	assert.deepEqual(schema.$defs.vector.enum, [...vectors.map(({ id }) => id).sort(), "reply-to"]);
});
