// The examples of each source: fixtures/sources/<id>/input is read as expected.json says. Written again with UPDATE_FIXTURES=1.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { generate } from "../../../scripts/generate/sources.ts";
import { sources } from "../../../src/edge/sources/index.generated.ts";
import { readAll } from "./read-all.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const FIXTURES = join(ROOT, "fixtures/sources");

test("every source has a fixture folder, and every folder a source", () => {
	const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
	assert.deepEqual(
		folders.map(({ name }) => name).sort(),
		sources.map(({ id }) => id),
	);
});

test("the registry lists every source", async () => {
	for (const [path, content] of await generate(ROOT)) assert.equal(readFileSync(join(ROOT, path), "utf8"), content);
});

for (const { id, title } of sources) {
	test(`the example of ${title} is read as expected`, async () => {
		const folder = join(FIXTURES, id, "input");
		const below = (file: string): string => file.slice(folder.length + 1);
		const { messages, failures, ignored, done } = await readAll(folder);
		const found = {
			messages: messages.map(({ file, offset, size, bytes, mailbox, owner, flags, problems }) => ({
				file: below(file),
				offset,
				size,
				sha256: createHash("sha256").update(bytes).digest("hex"),
				mailbox: below(mailbox),
				owner,
				flags,
				problems: problems.map(({ code, offset }) => ({ code, offset })),
			})),
			failures: failures.map(({ file, offset, problem, fatal }) => ({ file: below(file), offset, code: problem.code, fatal })),
			ignored: ignored.map(below),
			done: done.map(({ file, messages, whole }) => ({ file: below(file), messages, whole })),
		};
		const path = join(FIXTURES, id, "expected.json");
		if (process.env.UPDATE_FIXTURES === "1") writeFileSync(path, `${JSON.stringify(found, null, "\t")}\n`);
		assert.deepEqual(found, JSON.parse(readFileSync(path, "utf8")));
	});
}
