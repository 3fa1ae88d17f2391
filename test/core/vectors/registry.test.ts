// The registry as a whole: one id each, plain watches, and nothing that two vectors would report twice.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { generate } from "../../../scripts/generate/vectors.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");

test("the registry and the reference table are what their sources say", async () => {
	for (const [path, content] of await generate(ROOT))
		assert.equal(readFileSync(join(ROOT, path), "utf8"), content, `${path}: run npm run generate`);
});

test("every vector has an id of its own in kebab case", () => {
	assert.equal(new Set(vectors.map(({ id }) => id)).size, vectors.length);
	for (const { id } of vectors) assert.match(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
});

test("every vector says why in one sentence", () => {
	for (const { id, why } of vectors) assert.match(why, /^[A-Z][^\n]*\.$/, id);
});

test("what is watched is named in lower case, as the scanners name it", () => {
	for (const { id, watches } of vectors) {
		assert.ok(watches.length > 0, id);
		for (const watch of watches) for (const name of Object.values(watch).flat()) assert.equal(name, name.toLowerCase(), id);
	}
});

test("no vector watches the same place twice", () => {
	for (const { id, watches } of vectors) assert.equal(new Set(watches.map((watch) => JSON.stringify(watch))).size, watches.length, id);
});
