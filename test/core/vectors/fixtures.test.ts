// Messages written for each vector: what must be found, and what must not.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { generate } from "../../../scripts/generate/vector-fixtures.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";
import { createNodeInspector } from "../../../src/index.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const FOLDER = join(ROOT, "fixtures/vectors");
const RESERVED = /(?:^|\.)(?:example|test|invalid)\.?$|^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^\[2001:db8:/;

const { inspect, close } = createNodeInspector();
after(close);
const folders = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

async function found(file: string): Promise<object[]> {
	const bytes = new Uint8Array(readFileSync(file));
	const { references } = await inspect(bytes);
	return references.map(({ vector, trigger, channel, url, host, start, end, path }) => {
		assert.match(host, RESERVED);
		const place = path === undefined ? { raw: Buffer.from(bytes.subarray(start, end)).toString("latin1") } : { path };
		return { vector, trigger, channel, url, ...place };
	});
}

test("every vector has a folder of fixtures, and every folder a vector", () => {
	assert.deepEqual([...folders].sort(), vectors.map(({ id }) => id).sort());
});

test("the plain fixtures are what the probes say", async () => {
	for (const [path, content] of await generate(ROOT))
		assert.equal(readFileSync(join(ROOT, path), "latin1"), content, `${path}: run npm run generate`);
});

for (const folder of folders) {
	const messages = readdirSync(join(FOLDER, folder)).filter((name) => name.endsWith(".eml"));
	test(`${folder}: the fixtures give what stands beside them`, async () => {
		assert.notEqual(messages.length, 0, "the folder is empty");
		for (const name of messages) {
			const file = join(FOLDER, folder, name);
			const beside = file.replace(/\.eml$/, ".json");
			const expected = name.startsWith("clean-") ? [] : (JSON.parse(readFileSync(beside, "utf8")) as object[]);
			assert.equal(existsSync(beside), !name.startsWith("clean-"), name);
			assert.deepEqual(await found(file), expected, name);
		}
	});
}
