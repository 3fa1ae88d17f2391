import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readAddresses } from "../../../src/core/mail/addresses.ts";
import { fieldNamed, fieldsNamed } from "../../../src/core/mail/header.ts";
import { headerValues } from "../../../src/core/mail/header-values.ts";
import { readMessage } from "../../../src/core/mail/message.ts";
import { addressesOf } from "../../../src/core/mail/plain-address.ts";
import type { Part } from "../../../src/core/model/message.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";
import { corpusMessages, NO_CORPORA } from "../../support/corpora.ts";

const NAMES = ["from", "to", "subject", "received", "message-id", "return-path", "list-id", "dkim-signature", "references"] as const;

function agrees(bytes: Uint8Array, what: string): void {
	const root = readMessage(bytes, nodeCodec).parts[0] as Part | undefined;
	const values = headerValues(root, nodeCodec);
	for (const name of NAMES) {
		const fields = root?.fields ?? [];
		assert.equal(values.first(name), fieldNamed(fields, name)?.text().value ?? null, `${what}: ${name}`);
		assert.deepEqual(
			values.all(name),
			fieldsNamed(fields, name).map((field) => field.text().value),
			`${what}: ${name}`,
		);
		assert.equal(values.has(name), fieldNamed(fields, name) !== null);
	}
}

test("a value is what the header reader makes of the field, however it is written", () => {
	const line = fc.oneof(
		fc.constantFrom(
			"From: a@b.example",
			"TO : x",
			"Subject:\tä",
			"Received:",
			" folded",
			"\tby c",
			"",
			"From x Mon Jan 1",
			"no field",
			"List-Id: <l>",
		),
		fc.string({ unit: fc.constantFrom(..."from:to \tü\0x"), maxLength: 12 }),
	);
	fc.assert(
		fc.property(fc.array(fc.tuple(line, fc.constantFrom("\r\n", "\n", "\r")), { maxLength: 12 }), (lines) => {
			agrees(new Uint8Array(Buffer.from(lines.map(([text, end]) => text + end).join(""), "utf8")), JSON.stringify(lines));
		}),
		{ numRuns: 300 },
	);
});

test("the same of real mail, and an address told soon is the one told slowly", {
	skip: corpusMessages("mime-conformance").length === 0 && NO_CORPORA,
}, () => {
	for (const corpus of ["mime-conformance", "spamassassin-spam-1", "phishing-2021-2025"]) {
		for (const { name, bytes } of corpusMessages(corpus).slice(0, 150)) {
			agrees(bytes, name);
			const values = headerValues(readMessage(bytes, nodeCodec).parts[0], nodeCodec);
			for (const field of ["from", "to", "return-path"] as const) {
				for (const value of values.all(field)) assert.deepEqual(addressesOf(value), readAddresses(value), value);
			}
		}
	}
});

test("the same of made-up mailboxes", () => {
	const piece = fc.constantFrom("a", "b.example", "@", "<", ">", '"', " ", ",", ".", "(c)", ";", ":", "ü", "+", "\\", "[1.2.3.4]");
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
			const value = pieces.join("").trim();
			assert.deepEqual(addressesOf(value), readAddresses(value), value);
		}),
		{ numRuns: 3000 },
	);
});
