// Outlook message files: what they hold comes as MIME by one fixed rule, which nothing stored can break out of.

import assert from "node:assert/strict";
import { test } from "node:test";
import msgreader from "@kenjiuno/msgreader";
import fc from "fast-check";
import { createInspector } from "../../../src/core/inspect.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";
import { messageOfMsg } from "../../../src/edge/outlook/msg.ts";
import { type Msg, writeMsg } from "./msg-file.ts";

const inspect = createInspector(nodeCodec);
const COMMON = "{00062008-0000-0000-C000-000000000046}";
const FROM = { 3103: "sender@sender.example", 3102: "SMTP", 3098: "Sender" };

function textOf(message: Msg): string {
	return Buffer.from(messageOfMsg(writeMsg(message)).bytes).toString("latin1");
}

function linesOf(message: Msg): string[] {
	const { references } = inspect(messageOfMsg(writeMsg(message)).bytes);
	return references.map(({ vector, trigger, channel, url }) => `${vector} ${trigger} ${channel} ${url}`);
}

test("an HTML body is read as HTML", () => {
	const html = Buffer.from('<img src="http://tracker.example/a">');
	assert.deepEqual(linesOf({ properties: { ...FROM, 55: "Hello", 4115: html } }), ["img-src open http http://tracker.example/a"]);
});

test("the reminder's path survives into the MIME, and is what Outlook acted on unseen (CVE-2023-23397)", () => {
	const message: Msg = {
		properties: { ...FROM, 4096: "text" },
		named: [{ set: COMMON, name: 0x851f, value: "\\\\tracker.example\\share\\x.wav" }],
	};
	assert.deepEqual(linesOf(message), ["reminder-file parse smb file://tracker.example/share/x.wav"]);
});

test("an embedded message and an attachment are parts", () => {
	const message: Msg = {
		properties: { ...FROM, 4096: "text" },
		attachments: [
			{ properties: { 14087: "page.html", 14081: Buffer.from('<img src="http://tracker.example/b">') } },
			{ embedded: { properties: { ...FROM, 4115: Buffer.from('<img src="http://tracker.example/c">') } } },
		],
	};
	assert.deepEqual(linesOf(message), [
		"img-src attachment http http://tracker.example/b",
		"img-src attachment http http://tracker.example/c",
	]);
});

test("the same file gives the same bytes", () => {
	const message: Msg = { properties: { ...FROM, 55: "x", 4096: "text", 4115: Buffer.from("<b>x") } };
	assert.equal(textOf(message), textOf(message));
});

test("subject, sender and body are what another reader finds", () => {
	fc.assert(
		fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.string({ maxLength: 80 }), (subject, body) => {
			const [clean, text] = [subject, body].map((value) =>
				value
					.toWellFormed()
					.replaceAll(/[\0-\x1f\x7f]/g, "~")
					.trim(),
			) as [string, string];
			const file = writeMsg({ properties: { ...FROM, 55: clean, 4096: text } });
			const theirs = new msgreader.default(new DataView(file.buffer, file.byteOffset, file.length)).getFileData();
			const { subject: own, from } = inspect(messageOfMsg(file).bytes);
			assert.equal(own ?? "", theirs.subject ?? "");
			assert.equal(from, "sender@sender.example");
		}),
		{ numRuns: 60 },
	);
});

test("no stored value adds a header field or a part", () => {
	const value = fc
		.string({ maxLength: 60 })
		.map((text) => `${text}\r\nX-Added: yes\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<img src=http://h.example/>`);
	fc.assert(
		fc.property(value, fc.constantFrom(0x0037, 0x0c1a, 0x1035, 0x0e04, 0x0070), (text, property) => {
			const written = textOf({ properties: { ...FROM, 4096: "text", [property]: text } });
			assert.doesNotMatch(written.slice(0, written.indexOf("\r\n\r\n")), /^X-Added/m);
			assert.deepEqual(inspect(Buffer.from(written, "latin1")).references, []);
		}),
		{ numRuns: 100 },
	);
});

test("cut off or changed at any byte, a file gives a message or says why not", () => {
	const file = new Uint8Array(writeMsg({ properties: { ...FROM, 55: "x", 4096: "text", 4115: Buffer.from("<b>x") } }));
	const survives = (bytes: Uint8Array): void => {
		try {
			messageOfMsg(bytes);
		} catch (error) {
			assert.ok(error instanceof Error && error.message !== "");
		}
	};
	for (let at = 0; at < file.length; at++) {
		survives(file.slice(0, at));
		const changed = file.slice();
		changed[at] = (changed[at] as number) ^ 0xff;
		survives(changed);
	}
});
