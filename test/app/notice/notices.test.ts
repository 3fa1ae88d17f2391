// Notices: whatever mail, logs and lists hold, a notice has no link, no remote content and no header of theirs, and says what is known and what is not.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { noticeDraft } from "../../../src/app/notice/notice-draft.ts";
import type { NoticeFacts } from "../../../src/app/notice/notice-facts.ts";
import { noticePage } from "../../../src/app/notice/notice-html.ts";
import { PLACEHOLDERS, readTemplate } from "../../../src/app/notice/notice-template.ts";
import { defanged, type NoticeWriter, noticeOf } from "../../../src/app/notice/notice-text.ts";
import { LANGUAGES } from "../../../src/app/notice/write-notices.ts";
import { LEVELS } from "../../../src/core/model/exposure.ts";
import { inspect } from "../../../src/index.ts";

const WRITER: NoticeWriter = {
	from: "Office <office@house.example>",
	verify: "Ring 1234",
	contact: "Ann, room 1",
	date: "2024-04-03",
	exports: [],
};

function factsOf(text: string, level: NoticeFacts["level"] = "fetched"): NoticeFacts {
	return {
		person: {
			person: text,
			organisation: text,
			accounts: ["ann@house.example"],
			country: "XA",
			language: "en",
			level,
			told: [],
			firstSeen: null,
		},
		level,
		mails: [
			{ received: "2021-01-20T08:00:00.000Z", messageId: "one@spy.example", account: "ann@house.example" },
			{ received: null, messageId: text, account: "ann@house.example" },
		],
		hosts: ["px.spy.example", "xn--bcher-kva.example"],
		leaked: { clientIp: ["192.0.2.1"], userAgent: [text], times: ["2021-01-20T09:00:00.000Z"] },
		evidence: [{ log: text, sha256: "0".repeat(64), offset: 17 }],
		logOn: false,
	};
}

const HOSTILE = [
	"http://px.spy.example/x",
	"www.spy.example",
	"<img src=http://a.example>",
	"x\r\nBcc: all@house.example\r\n\r\n<a href=http://b.example>",
	"{contact}",
	"\u202eevil",
	"a".repeat(5000),
];

for (const language of LANGUAGES)
	describe(`In ${language.id}`, () => {
		const template = readTemplate(language.template, "built in");

		test("a notice names its writer, the account, the mail, the host without a link, the level and where it stands", () => {
			const { text } = noticeOf(factsOf("Ann Vale"), template, language, WRITER);
			for (const part of [
				"Ann Vale",
				"ann@house.example",
				"one@spy[.]example",
				"px[.]spy[.]example",
				"2021-01-20 08:00 UTC",
				"192.0.2.1",
				"Ring 1234",
				"17",
			])
				assert.ok(text.includes(part), `${part}\n${text}`);
			assert.ok(text.replace(/\s+/g, " ").includes(language.levels.fetched.slice(0, 60)));
			for (const line of text.split("\n")) assert.ok(line.length <= 76, line);
		});

		for (const level of LEVELS)
			test(`${level}: nothing is left to fill in, and what leaked is said only where something did`, () => {
				const { text } = noticeOf(factsOf("Ann Vale", level), template, language, WRITER);
				assert.doesNotMatch(text, /\{[a-z_]+\}/);
				assert.equal(text.includes("192.0.2.1"), ["clicked", "fetched", "fetched-by-proxy"].includes(level));
			});

		test("that passwords are safe is said only where no mail asks Windows to log on", () => {
			const said = (logOn: boolean): string =>
				noticeOf({ ...factsOf("Ann Vale"), logOn }, template, language, WRITER).text.replace(/\s+/g, " ");
			assert.ok(said(false).includes(language.notLeaked) && !said(false).includes("Windows"));
			assert.ok(said(true).includes(language.notLeakedLogOn) && !said(true).includes(language.notLeaked));
		});

		test("whatever comes from mail, no reader makes a request of it, and no header comes of it", async () => {
			for (const odd of HOSTILE) {
				const notice = noticeOf(factsOf(odd), template, language, WRITER);
				const draft = noticeDraft(notice, language.id, "ann@house.example", WRITER.from);
				const { references } = inspect(new Uint8Array(Buffer.from(draft)));
				assert.deepEqual(
					references.map(({ url }) => url),
					[],
					odd,
				);
				assert.doesNotMatch(noticePage(notice, language.id), /<(?:a|img|script|link|iframe)\b|https?:/i);
				const mail = await simpleParser(draft);
				assert.deepEqual([...mail.headers.keys()].sort(), [
					"content-language",
					"content-type",
					"from",
					"mime-version",
					"subject",
					"to",
					"x-unsent",
				]);
				assert.equal(mail.subject, notice.subject);
				assert.equal(mail.text?.trim(), notice.text.trim());
			}
		});
	});

test("any name and any agent leave the draft one message of two parts", () => {
	const [en] = LANGUAGES;
	assert.ok(en);
	const template = readTemplate(en.template, "built in");
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), (text) => {
			const notice = noticeOf(factsOf(text), template, en, { ...WRITER, from: text });
			const draft = noticeDraft(notice, "en", text, text);
			assert.match(draft, /^(?:From: [^\r\n]*\r\n)?To: [^\r\n]*\r\nSubject: /);
			assert.equal(inspect(new Uint8Array(Buffer.from(draft))).references.length, 0);
		}),
		{ numRuns: 40 },
	);
});

test("a template of the user's that knows more than the program is refused, with the line", () => {
	assert.throws(
		() => readTemplate("Subject: s\n\nDear {name},\n{nmae}", "notice.en.txt"),
		/notice\.en\.txt:4: nothing is known of \{nmae\}/,
	);
	assert.throws(() => readTemplate("Dear {name}", "notice.en.txt"), /notice\.en\.txt:1: a template begins with "Subject: /);
});

test("every built-in template uses every placeholder", () => {
	for (const { template, id } of LANGUAGES) for (const one of PLACEHOLDERS) assert.ok(template.includes(`{${one}}`), `${id}: ${one}`);
});

test("hosts and URLs are written so that no program makes a link of them", () => {
	assert.equal(defanged("https://px.spy.example/o/1.gif"), "hxxps://px[.]spy[.]example/o/1[.]gif");
	assert.equal(defanged("id@mail.spy.example"), "id@mail[.]spy[.]example");
});
