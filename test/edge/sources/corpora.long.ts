// Real mail: every message of a corpus survives being kept in every format.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { corporaFolder, corpusMessages, NO_CORPORA } from "../../support/corpora.ts";
import { inFolder, latin1, readAll } from "./read-all.ts";
import { writers } from "./writers.ts";

const CORPUS = "spamassassin-hard-ham-1";

test(`the messages of ${CORPUS} come back from every format`, { skip: corporaFolder() === null ? NO_CORPORA : false }, async () => {
	// One begins with an envelope line of its own, as files cut out of an mbox do: that is not part of the message.
	const mails = corpusMessages(CORPUS).map(({ bytes }) => latin1(bytes).replace(/^From [^\n]*\n/, ""));
	assert.ok(mails.length > 200);
	await inFolder(async (folder) => {
		for (const [index, writer] of writers.entries()) {
			const own = join(folder, String(index));
			mkdirSync(own);
			const { texts, failures } = await readAll(writer.write(own, mails));
			assert.equal(texts.length, mails.length, writer.name);
			const different = mails.map(writer.kept).findIndex((mail, at) => mail !== texts[at]);
			assert.equal(different, -1, `${writer.name}: message ${different}`);
			assert.deepEqual(
				failures.filter(() => !writer.name.includes("without its directory")),
				[],
			);
		}
	});
});
