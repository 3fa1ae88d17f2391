// No real legitimate mail is called targeted, gathered strand by strand as darkly as can be (assessment-strands.ts). docs/assessment.md tells what
// spam and phishing become.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assess } from "../../../src/core/campaigns/assessment/assess.ts";
import { createInspector } from "../../../src/core/inspect.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";
import { corporaFolder, corpusMessages, NO_CORPORA } from "../../support/corpora.ts";
import { factsByStrand } from "./assessment-strands.ts";

const LEGITIMATE = ["spamassassin-easy-ham-1", "spamassassin-hard-ham-1", "newsletter-two-recipients"];
const skip = corporaFolder() === null ? NO_CORPORA : false;

/** Bodies alone, as if each were sent to two people, without any field that bulk mail has. */
function bareNewsletters(): Uint8Array[] {
	const folder = join(corporaFolder() ?? "", "newsletter-html");
	const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.html?$/.test(name));
	return names.sort().flatMap((name, index) => {
		const body = readFileSync(join(folder, name), "latin1");
		return ["ann", "bob"].map((reader) =>
			Buffer.from(
				`From: Jo Doe <jo@sender${index}.example>\r\nTo: ${reader}@house.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${body}`,
				"latin1",
			),
		);
	});
}

function targeted(messages: readonly Uint8Array[]): string[] {
	const inspect = createInspector(nodeCodec);
	return factsByStrand(messages.map((bytes) => inspect(bytes))).flatMap((facts) => {
		const { assessment, reasons } = assess(facts);
		return assessment === "targeted" ? [`${facts.senders[0]}: ${reasons.map(({ text }) => text).join(" ")}`] : [];
	});
}

for (const corpus of LEGITIMATE) {
	test(`nothing in ${corpus} is called targeted`, { skip }, () => {
		assert.deepEqual(targeted(corpusMessages(corpus).map(({ bytes }) => bytes)), []);
	});
}

test("no newsletter is called targeted for want of every bulk field", { skip }, () => {
	assert.deepEqual(targeted(bareNewsletters()), []);
});
