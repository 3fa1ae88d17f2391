// Every line that --json prints keeps to its schema, and a schema allows nothing that the model does not.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { inspectionLine } from "../../../src/app/report/inspection-json.ts";
import { failureLine, summaryLine } from "../../../src/app/report/scan-json.ts";
import { createTally } from "../../../src/app/report/totals.ts";
import { IDENTIFIER_KINDS } from "../../../src/core/model/identifier.ts";
import { LEAKS } from "../../../src/core/model/leak.ts";
import { PROBLEM_CODES } from "../../../src/core/model/problem.ts";
import { CHANNELS, TRIGGERS } from "../../../src/core/model/reference.ts";
import { operatorLines } from "../../../src/core/trackers/operators.generated.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";
import { inspect } from "../../../src/index.ts";
import { corpusMessages, NO_CORPORA } from "../../support/corpora.ts";
import { HOSTILE, message, reference } from "./made-up.ts";

const PROJECT = join(import.meta.dirname, "../../..");

function read(name: string): unknown {
	return JSON.parse(readFileSync(join(PROJECT, `docs/schema/${name}.schema.json`), "utf8"));
}

const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false });
const validators = new Map(["inspect", "scan", "journal"].map((name) => [name, ajv.compile(read(name) as object)]));

function holds(name: string, line: string): void {
	const validate = validators.get(name) as ValidateFunction;
	assert.doesNotMatch(line, /\n/);
	assert.ok(validate(JSON.parse(line)), `${line.slice(0, 200)}: ${ajv.errorsText(validate.errors)}`);
}

function refuses(name: string, value: unknown): void {
	assert.equal((validators.get(name) as ValidateFunction)(value), false, JSON.stringify(value).slice(0, 200));
}

test("what inspect prints of every fixture keeps to the schema", () => {
	const folder = join(PROJECT, "fixtures/vectors");
	for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
		if (file.endsWith(".eml")) holds("inspect", inspectionLine(file, inspect(new Uint8Array(readFileSync(join(folder, file))))));
	}
});

const corpus = corpusMessages("mime-conformance");
test("what inspect prints of real mail keeps to the schema", { skip: corpus.length === 0 ? NO_CORPORA : false }, () => {
	for (const { name, bytes } of corpus) holds("inspect", inspectionLine(name, inspect(bytes)));
});

test("a file name of any kind is one line that keeps to the schema", () => {
	for (const text of HOSTILE) holds("inspect", inspectionLine(text, message({ messageId: text })));
});

test("the schema of inspect refuses words that are not in the model, and keys that nobody promised", () => {
	const line = JSON.parse(inspectionLine("a.eml", message()));
	const [first] = line.references;
	for (const change of [
		...[{ vector: "img" }, { trigger: "opened" }, { channel: "ftp" }, { operator: "nobody-knows" }, { leaks: ["soul"] }, { start: -1 }],
		...[{ url: "javascript:x" }, { why: [] }, { identifier: { kind: "address", value: 1 } }, { more: 1 }],
	]) {
		refuses("inspect", { ...line, references: [{ ...first, ...change }] });
	}
	refuses("inspect", { ...line, problems: [{ code: "bad", detail: "", offset: 0 }] });
	refuses("inspect", { ...line, from: "x" });
	refuses("inspect", { file: "a.eml" });
});

const RESULT = {
	messages: 2,
	bytes: 999,
	unchanged: 1,
	newerDetector: 0,
	ignored: 3,
	unreadable: 1,
	watched: null,
	missingKeys: [],
	interrupted: false,
};

test("what scan prints keeps to the schema", () => {
	const tally = createTally();
	for (const kind of IDENTIFIER_KINDS) {
		for (const trigger of TRIGGERS)
			tally.add(message({ references: [reference({ trigger, identifier: { kind, value: null, how: "" } })] }));
	}
	tally.add(message({ references: [], problems: PROBLEM_CODES.map((code) => ({ code, detail: "", offset: 0 })) }));
	holds("scan", summaryLine(RESULT, tally.summary()));
	holds("scan", summaryLine(RESULT, createTally().summary()));
	for (const code of PROBLEM_CODES) holds("scan", failureLine("a.mbox", { code, detail: "x", offset: 12 }));
	refuses("scan", { kind: "summary" });
	refuses("scan", JSON.parse(inspectionLine("a.eml", message())));
});

test("what journal verify prints keeps to the schema", () => {
	holds("journal", JSON.stringify({ ok: true, head: "0".repeat(64), count: 0 }));
	holds("journal", JSON.stringify({ ok: false, at: 3, why: "entry 3 is missing" }));
	refuses("journal", { ok: false });
});

test("the closed lists are those of the model, the vectors and the operators", () => {
	const lists = enumsOf(read("inspect")).map((list) => JSON.stringify([...list].sort()));
	const expected = [
		...[TRIGGERS, CHANNELS, IDENTIFIER_KINDS, LEAKS, PROBLEM_CODES],
		...[vectors.map(({ id }) => id), operatorLines.map((line) => line.slice(0, line.indexOf("\t")))],
	];
	for (const list of expected) assert.ok(lists.includes(JSON.stringify([...list].sort())), list.slice(0, 3).join());
});

function enumsOf(value: unknown): string[][] {
	if (typeof value !== "object" || value === null) return [];
	const own = "enum" in value && Array.isArray(value.enum) ? [value.enum as string[]] : [];
	return [...own, ...Object.values(value).flatMap(enumsOf)];
}
