import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compareCopies } from "../../../../src/core/campaigns/copies/comparison.ts";
import { type MailingMessage, proveAll } from "../../../../src/core/campaigns/copies/mailings.ts";
import { inspect } from "../../../../src/index.ts";
import { corpusMessages, NO_CORPORA } from "../../../support/corpora.ts";

const FOLDER = fileURLToPath(new URL("../../../../fixtures/copies", import.meta.url));

function message(bytes: Uint8Array): MailingMessage {
	const { references, deliveredTo, received, profile } = inspect(bytes);
	const { template, subjectShape } = profile;
	const sha256 = createHash("sha256").update(bytes).digest("hex");
	return { sha256, owners: deliveredTo, received, references, strand: "0123456789abcdef", template, subjectShape };
}

/** Of each file, what comparison says of a reference: [URL, kind, pieces, values, values in the other copy]. */
function proofsIn(folder: string): Record<string, unknown[]> {
	const files = readdirSync(folder).filter((name) => name.endsWith(".eml"));
	const messages = files.map((name) => message(new Uint8Array(readFileSync(join(folder, name)))));
	const proofs = proveAll(messages);
	return Object.fromEntries(
		messages.map(({ sha256, references }, index) => [
			basename(files[index] as string, ".eml"),
			(proofs.get(sha256) ?? []).map(({ reference, kind, pieces, values, other }) => [
				references[reference]?.url,
				kind,
				...(kind === "unique" ? [pieces, values, other?.values] : []),
			]),
		]),
	);
}

const folders = readdirSync(FOLDER);

for (const name of folders)
	test(`copies ${name}: exactly what is expected is proved`, () => {
		const found = proofsIn(join(FOLDER, name));
		assert.ok(Object.keys(found).length >= 2);
		if (name.startsWith("clean-"))
			for (const proofs of Object.values(found)) for (const [, kind] of proofs as [string, string][]) assert.notEqual(kind, "unique");
		else assert.deepEqual(found, JSON.parse(readFileSync(join(FOLDER, name, "expected.json"), "utf8")));
	});

test("there are pairs that prove something, and pairs that must prove nothing", () => {
	assert.ok(folders.some((name) => name.startsWith("clean-")) && folders.some((name) => !name.startsWith("clean-")));
});

const real = corpusMessages("newsletter-two-recipients");

test("of real newsletters to two subscribers exactly those references are proved whose URL the other's copy does not hold", {
	skip: real.length === 0 && NO_CORPORA,
}, () => {
	const pairs = [...Map.groupBy(real, ({ name }) => name.replace(/[.-]u\d\.eml$/, "")).values()];
	assert.equal(pairs.length, 4);
	for (const pair of pairs) {
		const copies = pair.map(({ bytes }) => message(bytes));
		const proofs = proveAll(copies);
		assert.deepEqual(proofs, compareCopies(copies));
		for (const [index, { sha256, references }] of copies.entries()) {
			const others = new Set(copies[1 - index]?.references.map(({ url }) => url.replace(/#.*/, "")));
			const kinds = new Map(proofs.get(sha256)?.map(({ reference, kind }) => [reference, kind]));
			for (const [at, { url, identifier }] of references.entries()) {
				const kind = kinds.get(at) ?? identifier.kind;
				if (identifier.kind !== "address") assert.equal(kind, others.has(url.replace(/#.*/, "")) ? "none" : "unique", url);
			}
		}
	}
});
