// A rehearsal only writes files: nothing that it loads can open a connection, and it leaves alone what is not its own.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { rehearse } from "../../../src/app/rehearsal/rehearse.ts";
import { imports, tokens } from "../../house/tokens.ts";
import { freshFolder } from "./folders.ts";

const FILES_AND_DIGESTS = /^(?:node:(?:fs|path|crypto)|yaml)$/;

test("no module that rehearse loads can reach out", () => {
	const seen = new Set<string>();
	const visit = (file: string): void => {
		if (seen.has(file)) return;
		seen.add(file);
		for (const { from, typeOnly } of imports(tokens(readFileSync(file, "utf8")))) {
			if (typeOnly) continue;
			if (from.startsWith(".")) visit(join(dirname(file), from));
			else assert.match(from, FILES_AND_DIGESTS, file);
		}
	};
	visit(join(import.meta.dirname, "../../../src/app/rehearsal/rehearse.ts"));
	assert.ok(seen.size > 25);
});

const TINY = { shape: "none", seed: 1, size: 5, evasion: 0 } as const;

test("a folder with anything else in it is refused and left as it was", async () => {
	const folder = freshFolder();
	writeFileSync(join(folder, "letter.txt"), "mine");
	await assert.rejects(rehearse({ ...TINY, out: folder }), /not empty and no earlier rehearsal \(letter\.txt lies in it\)/);
	// Nor does a name that a rehearsal would use make it one.
	const mail = freshFolder();
	mkdirSync(join(mail, "mail"));
	writeFileSync(join(mail, "mail/mine.eml"), "mine");
	await assert.rejects(rehearse({ ...TINY, out: mail }), /not empty and no earlier rehearsal/);
	assert.equal(readFileSync(join(mail, "mail/mine.eml"), "utf8"), "mine");
});

test("a rehearsal in which somebody put a file of their own, however deep, is refused and left as it was", async () => {
	const folder = freshFolder();
	await rehearse({ ...TINY, out: folder });
	const [owner = ""] = readdirSync(join(folder, "mail"));
	for (const place of ["mail/mine.txt", `mail/${owner}/draft.eml`, "logs/mine.log"]) {
		mkdirSync(dirname(join(folder, place)), { recursive: true });
		writeFileSync(join(folder, place), "mine");
		await assert.rejects(rehearse({ ...TINY, out: folder }), (error: Error) => error.message.includes(`(${place} lies in it)`));
		assert.equal(readFileSync(join(folder, place), "utf8"), "mine");
		rmSync(join(folder, place));
	}
	await rehearse({ ...TINY, seed: 2, out: folder });
});

test("a file is no folder", async () => {
	const file = join(freshFolder(), "file");
	writeFileSync(file, "");
	await assert.rejects(rehearse({ ...TINY, out: file }), /is no folder/);
});

test("an earlier rehearsal is written anew, nothing of it left", async () => {
	const folder = join(freshFolder(), "new/folder");
	await rehearse({ ...TINY, shape: "ipac-2021", out: folder });
	assert.ok(existsSync(join(folder, "claims.yaml")));
	await rehearse({ ...TINY, out: folder });
	assert.ok(!existsSync(join(folder, "claims.yaml")));
	writeFileSync(join(folder, "notes.txt"), "mine");
	await assert.rejects(rehearse({ ...TINY, out: folder }), /notes\.txt lies in it/);
});

test("what an earlier rehearsal's folder leads to elsewhere stays", async () => {
	const [folder, elsewhere] = [freshFolder(), freshFolder()];
	await rehearse({ ...TINY, out: folder });
	writeFileSync(join(elsewhere, "mine.eml"), "mine");
	symlinkSync(elsewhere, join(folder, "claims.yaml"));
	await rehearse({ ...TINY, out: folder });
	assert.equal(readFileSync(join(elsewhere, "mine.eml"), "utf8"), "mine");
});
