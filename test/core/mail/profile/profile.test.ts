import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { readMessage } from "../../../../src/core/mail/message.ts";
import { profileOf } from "../../../../src/core/mail/profile.ts";
import type { MailProfile } from "../../../../src/core/model/profile.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";
import { corpusMessages, NO_CORPORA } from "../../../support/corpora.ts";

function profile(text: string, outletsIn?: (text: string) => readonly string[]): MailProfile {
	const bytes = new Uint8Array(Buffer.from(text));
	return profileOf(readMessage(bytes, nodeCodec), nodeCodec, outletsIn === undefined ? {} : { outletsIn });
}

const NEWSLETTER = [
	"Return-Path: <Bounce-1@m.example>",
	"Received: from out.m.example (out.m.example [192.0.2.1]) by mx.own.example (Postfix); Mon, 1 Jan 2024 10:00:00 +0000",
	"Authentication-Results: mx.own.example; dkim=pass header.d=s.example; spf=pass smtp.mailfrom=bounce-1@m.example",
	"DKIM-Signature: v=1; a=rsa-sha256; d=S.example; s=x;",
	"\tb=abc",
	"DKIM-Signature: v=1; d=m.example; b=d=no.example",
	'From: "=?utf-8?q?Sch=C3=B6n?=, \\"A\\" B" <News@s.example>',
	"Sender: <relay@m.example>",
	"Reply-To: R <answers@s.example>",
	"To: Jane Doe <jane@own.example>, x@own.example",
	"Cc: X@own.example",
	"Subject: Jane, your 10 news of 2024-01-01",
	"Date: Thu, 1 Jan 1970 00:00:00 +0000",
	"Message-ID: <20240101100000.12345@m.example>",
	"X-Mailer: Mailer 1.0",
	"List-Id: News <News.s.example>",
	"List-Unsubscribe: <https://s.example/u>, <mailto:u@s.example>",
	"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
	"Precedence: bulk",
	"Feedback-ID: 1:2:3:m",
	"Auto-Submitted: auto-generated",
	'Content-Type: multipart/alternative; boundary="----=_Part_1_2.3"',
	"",
	"------=_Part_1_2.3",
	"Content-Type: text/plain",
	"",
	"plain",
	"------=_Part_1_2.3",
	"Content-Type: text/html",
	"",
	"<p>Shown words</p><img src=x><a href=y>unsubscribe</a>",
	"------=_Part_1_2.3--",
].join("\r\n");

test("the profile tells where a message came from", () => {
	let asked = "";
	const { template, ...made } = profile(NEWSLETTER, (text) => {
		asked += text;
		return ["one"];
	});
	assert.deepEqual(made, {
		name: 'Schön, "A" B',
		sender: "relay@m.example",
		replyTo: "answers@s.example",
		returnPath: "bounce-1@m.example",
		recipients: 2,
		sentTo: [],
		answers: false,
		signatures: ["s.example", "m.example"],
		authentication: [
			{ server: "mx.own.example", method: "dkim", result: "pass", domain: "s.example" },
			{ server: "mx.own.example", method: "spf", result: "pass", domain: "m.example" },
		],
		hops: [{ from: "out.m.example", ip: "192.0.2.1", by: "mx.own.example" }],
		mailer: "Mailer 1.0",
		messageIdShape: "99.9@m.example",
		boundaryShape: "----=_Part_9_9.9",
		subjectShape: made.subjectShape,
		bulk: {
			listId: "news.s.example",
			unsubscribe: ["https://s.example/u", "mailto:u@s.example"],
			oneClick: true,
			precedence: true,
			feedbackId: "1:2:3:m",
			automatic: true,
		},
		date: "1970-01-01T00:00:00.000Z",
		outlets: ["one"],
		unsubscribeInText: true,
	});
	assert.deepEqual([template.words, template.links, template.pictures], [3, 1, 1]);
	assert.match(asked, /^Schön, "A" B\nJane, your .*\nShown words\s+unsubscribe$/);
	assert.match(made.subjectShape, /^[0-9a-f]{16}$/);
	assert.equal(
		profile(NEWSLETTER.replace("Jane, your 10 news of 2024-01-01", "Your 7 News of 2023-12-24")).subjectShape,
		made.subjectShape,
	);
	assert.notEqual(profile(NEWSLETTER.replace("your 10 news", "your 10 olds")).subjectShape, made.subjectShape);
});

test("to whom it goes is told of mail that no server delivered alone, and of twenty at most", () => {
	const sent = "To: Ann <ann@own.example>, b@x.example\r\nCc: B@x.example\r\n";
	assert.deepEqual(profile(`${sent}\r\nHello`).sentTo, ["ann@own.example", "b@x.example"]);
	assert.deepEqual(profile(`Received: from a.example by b.example; Mon, 1 Jan 2024 10:00:00 +0000\r\n${sent}\r\nHello`).sentTo, []);
	const many = Array.from({ length: 500 }, (_, at) => `r${at}@x.example`);
	assert.deepEqual(profile(`To: ${many.join(", ")}\r\n\r\nHello`).sentTo, many.slice(0, 20));
});

test("of a message without any of it there is a profile too", () => {
	const { template, hops, bulk, ...made } = profile("X: y\r\n\r\n");
	assert.deepEqual(template, { structure: "", sketch: "", words: 0, links: 0, pictures: 0 });
	assert.deepEqual([hops, made.name, made.date, made.subjectShape, made.outlets, bulk.unsubscribe], [[], null, null, "", [], []]);
	assert.equal(profileOf({ parts: [], problems: [] }, nodeCodec).recipients, 0);
});

test("fields are bounded and no header throws", () => {
	const long = "x".repeat(100_000);
	const many =
		`Received: from a.example by b.example\r\nDKIM-Signature: d=${long}.example\r\nAuthentication-Results: a; spf=pass\r\n`.repeat(60);
	const made = profile(
		`${many}X-Mailer: ${long}\r\nFeedback-ID: ${long}\r\nList-Id: <${long}>\r\nSubject: ${long}\r\nMessage-ID: <${long}@${long}>\r\n\r\n`,
	);
	assert.ok(JSON.stringify(made).length < 20_000);
	const start = performance.now();
	const line = fc.tuple(
		fc.constantFrom("From", "Sender", "Received", "List-Id", "Message-ID", "DKIM-Signature", "Authentication-Results", "Date", "Subject"),
		fc.string({ unit: fc.constantFrom(...'<>@"()[];:=,.\\ ad1?_-é\0'), maxLength: 60 }),
	);
	fc.assert(
		fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
			profile(`${lines.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\ntext`);
		}),
		{ numRuns: 300 },
	);
	assert.ok(performance.now() - start < 4000);
});

test("names, addresses and list fields are those that another reader finds", {
	skip: corpusMessages("spamassassin-easy-ham-1").length === 0 && NO_CORPORA,
}, async () => {
	let compared = 0;
	for (const corpus of ["spamassassin-easy-ham-1", "spamassassin-hard-ham-1"]) {
		for (const { name, bytes } of corpusMessages(corpus).slice(0, 60)) {
			const made = profileOf(readMessage(bytes, nodeCodec), nodeCodec);
			const head = Buffer.from(bytes)
				.toString("latin1")
				.split(/\r?\n\r?\n/, 1)[0] as string;
			const other = await simpleParser(Buffer.from(`${head.replace(/^content-.*(?:\n[ \t].*)*\n?/gim, "")}\n\n`, "latin1"));
			const mailbox = other.from?.value[0];
			// Where its own decoder gave up, or names are written as comments: told apart by hand.
			if (mailbox !== undefined && mailbox.address !== "" && !/[(\ufffd]/.test(`${head.match(/^from:.*/im)?.[0]}${mailbox.name}`)) {
				assert.equal(made.name, mailbox.name.replace(/\s+/g, " ").trim() || null, name);
				compared++;
			}
			if (other.replyTo !== undefined) assert.equal(made.replyTo, other.replyTo.value[0]?.address?.toLowerCase() || null, name);
			if (other.date !== undefined && made.date !== null) assert.equal(made.date, other.date.toISOString(), name);
			const list = other.headers.get("list") as { id?: { id?: string } } | undefined;
			if (list?.id?.id !== undefined) assert.equal(made.bulk.listId, list.id.id.toLowerCase(), name);
			const received = other.headers.get("received");
			assert.ok(made.hops.length <= (Array.isArray(received) ? received.length : received === undefined ? 0 : 1), name);
		}
	}
	assert.ok(compared > 80, String(compared));
});
