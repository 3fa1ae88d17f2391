// Notices: whatever mail, logs and lists hold, a notice has no link, no remote content and no header of theirs, and says what is known and what is not.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { noticeDraft } from "../../../src/app/notice/notice-draft.ts";
import { type CaseExport, exportsAbout, type NoticeExport } from "../../../src/app/notice/notice-exports.ts";
import type { NoticeFacts } from "../../../src/app/notice/notice-facts.ts";
import { noticePage } from "../../../src/app/notice/notice-html.ts";
import { PLACEHOLDERS, readTemplate } from "../../../src/app/notice/notice-template.ts";
import { defanged, type NoticeWriter, noticeOf } from "../../../src/app/notice/notice-text.ts";
import { LANGUAGES } from "../../../src/app/notice/write-notices.ts";
import { machineAgents } from "../../../src/core/exposure/machine-agents.ts";
import { PUBLISHED_RANGES } from "../../../src/core/exposure/published-ranges.ts";
import { LEVELS } from "../../../src/core/model/exposure.ts";
import { inspect } from "../../../src/index.ts";

const WRITER: NoticeWriter = {
	from: "Office <office@house.example>",
	verify: "Ring 1234",
	contact: "Ann, room 1",
	date: "2024-04-03",
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
		leaked: leakAt(level, text),
		evidence: [{ log: text, sha256: "0".repeat(64), offset: 17 }],
		uncertain: [],
		logOn: false,
	};
}

/** As a case has it: of levels at which nothing reached the sender, nothing. */
function leakAt(level: NoticeFacts["level"], text: string): NoticeFacts["leaked"] {
	const times = ["2021-01-20T09:00:00.000Z"];
	const reader = { clientIp: [], userAgent: [], times: [] };
	const machine = { clientIp: [], userAgent: [], times: [] };
	if (level === "fetched" || level === "clicked") return { reader: { clientIp: ["192.0.2.1"], userAgent: [text], times }, machine };
	if (level !== "fetched-by-proxy") return { reader, machine };
	const own = {
		clientIp: [{ value: "66.249.84.1", machine: "Google's mail service" }],
		userAgent: [{ value: text, machine: null }],
		times,
	};
	return { reader, machine: own };
}

function exportsNamed(text: string): NoticeExport[] {
	return [{ format: text, day: "2024-04-02", file: text, named: "yes" }];
}

/** Lines put together again. */
function plain(text: string): string {
	return text.replace(/\s+/g, " ");
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
			const { text } = noticeOf(factsOf("Ann Vale"), [], template, language, WRITER);
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
			assert.ok(plain(text).includes(language.levels.fetched.slice(0, 60)));
			for (const line of text.split("\n")) {
				assert.ok(line.length <= 76, line);
				assert.doesNotMatch(line, /^\s*[:;?!](?:\s|$)/);
			}
		});

		for (const level of LEVELS)
			test(`${level}: nothing is left to fill in, and what leaked is said only where something did`, () => {
				const { text } = noticeOf(factsOf("Ann Vale", level), [], template, language, WRITER);
				assert.doesNotMatch(text, /\{[a-z_]+\}/);
				assert.ok(plain(text).includes(language.learnt[level]));
				assert.equal(text.includes("192.0.2.1"), level === "clicked" || level === "fetched");
				assert.equal(text.includes("66.249.84.1"), level === "fetched-by-proxy");
				assert.equal(text.includes("2021-01-20 09:00:00 UTC"), ["clicked", "fetched", "fetched-by-proxy"].includes(level));
			});

		test("what a machine told is called the machine's, which is named, and neither an opening nor the reader's network", () => {
			const said = plain(noticeOf(factsOf("agent", "fetched-by-proxy"), [], template, language, WRITER).text);
			for (const title of [language.machineTimes, language.machineAddresses, language.machinePrograms])
				assert.ok(said.includes(title), title);
			assert.ok(said.includes(`66.249.84.1 (${language.machine("Google's mail service")})`));
			for (const title of [language.leakedTimes, language.leakedAddresses, language.leakedPrograms, language.machineBesides])
				assert.ok(!said.includes(title), title);
		});

		test("of a reader who opened it as well, a machine's address stands apart", () => {
			const leaked = { ...leakAt("fetched", "agent"), machine: leakAt("fetched-by-proxy", "agent").machine };
			const said = plain(noticeOf({ ...factsOf("Ann Vale"), leaked }, [], template, language, WRITER).text);
			const places = ["192.0.2.1", language.machineBesides, "66.249.84.1"].map((one) => said.indexOf(one));
			assert.ok(places.every((at) => at > 0));
			assert.deepEqual(
				places,
				[...places].sort((a, b) => a - b),
			);
		});

		test("only of a followed link it is said that nobody knows what was behind it", () => {
			for (const level of LEVELS) {
				const said = plain(noticeOf(factsOf("Ann Vale", level), [], template, language, WRITER).text);
				assert.equal(said.includes(language.afterClick), level === "clicked", level);
			}
		});

		test("lines that may be of another reader stand apart from those that show the level", () => {
			const uncertain = [{ log: "proxy.log", sha256: "0".repeat(64), offset: 99 }];
			const said = plain(noticeOf({ ...factsOf("a.log", "no-evidence"), evidence: [], uncertain }, [], template, language, WRITER).text);
			assert.ok(said.includes(`${language.noPlace}. ${language.uncertainPlaces(language.place("proxy.log", 99))}`), said);
		});

		test("an export is said to hold the reader's address where it does, not to where it does not, and to be unknown where it is", () => {
			const said = (named: readonly NoticeExport["named"][]): string =>
				plain(
					noticeOf(
						factsOf("Ann Vale"),
						named.map((one) => ({ format: "stix", day: "2024-04-02", file: `${one}.json`, named: one })),
						template,
						language,
						WRITER,
					).text,
				);
			const titles = { yes: language.sharedNamed, unknown: language.sharedPerhaps, no: language.sharedUnnamed };
			for (const [named, title] of Object.entries(titles) as [NoticeExport["named"], string][]) {
				const text = said([named]);
				assert.ok(text.includes(`${title} ${language.shared("2024-04-02", "stix", `${named}.json`)}`), text);
				for (const other of [...Object.values(titles), language.sharedNothing]) assert.equal(text.includes(other), other === title);
			}
			assert.ok(said([]).includes(language.sharedNothing));
			assert.ok(said(["no", "yes"]).includes("yes.json") && said(["no", "yes"]).includes("no.json"));
		});

		test("a page has the headings of its template alone, its lists item by item, and no mark for a line's end", () => {
			const facts = { ...factsOf("ANN VALE"), mails: factsOf("x").mails.slice(0, 1) };
			const notice = noticeOf(facts, [], template, language, { ...WRITER, verify: "RING 1234", contact: "ROOM 1, HOUSE" });
			const page = noticePage(notice, language.id);
			const headings = [...page.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, text]) => (text as string).replaceAll("&#39;", "'"));
			assert.deepEqual(
				headings,
				language.template.split("\n").filter((line) => /^\p{Lu}[\p{Lu} ,'-]{5,}$/u.test(line)),
			);
			assert.doesNotMatch(page, /‹/);
			assert.match(page, /<li>2021-01-20 09:00:00 UTC<\/li>/);
			assert.match(page, /<p[^>]*>RING 1234<\/p>/);
		});

		test("what is long is whole in the page as well", () => {
			const hosts = Array.from({ length: 40 }, (_, index) => `${index}.${"a".repeat(60)}.spy.example`);
			const page = noticePage(noticeOf({ ...factsOf("Ann Vale"), hosts }, [], template, language, WRITER), language.id);
			assert.ok(page.includes("39[.]aaa") && !page.includes("…"));
		});

		test("machines have a name in this language", () => {
			const names = [...PUBLISHED_RANGES, ...machineAgents].map(({ name }) => name);
			for (const name of names) {
				const told = language.machine(`${name} 8.1`);
				assert.ok(told.endsWith(" 8.1"));
				if (language.id !== "en") assert.doesNotMatch(told, /'s [a-z]|\b(?:a program|a proxy|a machine)\b/, name);
			}
		});

		test("that passwords are safe is said only where no mail asks Windows to log on", () => {
			const said = (logOn: boolean): string => plain(noticeOf({ ...factsOf("Ann Vale"), logOn }, [], template, language, WRITER).text);
			assert.ok(said(false).includes(language.notLeaked) && !said(false).includes("Windows"));
			assert.ok(said(true).includes(language.notLeakedLogOn) && !said(true).includes(language.notLeaked));
		});

		test("whatever comes from mail, no reader makes a request of it, and no header comes of it", async () => {
			for (const odd of HOSTILE) {
				const notice = noticeOf(factsOf(odd), exportsNamed(odd), template, language, WRITER);
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
			const notice = noticeOf(factsOf(text), exportsNamed(text), template, en, { ...WRITER, from: text });
			const draft = noticeDraft(notice, "en", text, text);
			assert.match(draft, /^(?:From: [^\r\n]*\r\n)?To: [^\r\n]*\r\nSubject: /);
			assert.equal(inspect(new Uint8Array(Buffer.from(draft))).references.length, 0);
		}),
		{ numRuns: 40 },
	);
});

test("an export concerns whoever its campaigns reached; whom they reached that are gone nobody knows", () => {
	const about = (recipients: boolean | null, whole: boolean, addresses: readonly string[]): CaseExport => ({
		format: "csv",
		day: "2024-04-02",
		file: null,
		recipients,
		about: new Set(addresses),
		whole,
	});
	const named = (one: CaseExport): (string | undefined)[] =>
		exportsAbout([one], ["ann@house.example", "ann@home.example"]).map((found) => found.named);
	assert.deepEqual(named(about(true, true, ["ann@home.example", "bo@house.example"])), ["yes"]);
	assert.deepEqual(named(about(false, true, ["ann@home.example"])), ["no"]);
	assert.deepEqual(named(about(true, true, ["bo@house.example"])), []);
	assert.deepEqual(named(about(false, true, [])), []);
	assert.deepEqual(named(about(true, false, ["bo@house.example"])), ["unknown"]);
	assert.deepEqual(named(about(null, true, ["ann@house.example"])), ["unknown"]);
});

test("of somebody whom a cache answered it is not said that the sender learnt of an opening", () => {
	for (const language of LANGUAGES) {
		const template = readTemplate(language.template, language.id);
		const told = (leaked: NoticeFacts["leaked"]): string =>
			plain(noticeOf({ ...factsOf("Ann Vale"), level: "fetched", leaked }, [], template, language, WRITER).text);
		const none = leakAt("no-evidence", "agent");
		assert.ok(!told(none).includes(plain(language.learnt.fetched)), language.id);
		assert.ok(told(none).includes(plain(language.learnt["no-evidence"])), language.id);
		assert.ok(told(leakAt("fetched", "agent")).includes(plain(language.learnt.fetched)), language.id);
	}
});

test("a template of the user's that knows more than the program is refused, with the line", () => {
	assert.throws(
		() => readTemplate("Subject: s\n\nDear {name},\n{nmae}", "notice.en.txt"),
		/notice\.en\.txt:4: nothing is known of \{nmae\}/,
	);
	for (const hole of ["{ name }", "{name", "{}", "{{name}}"])
		assert.throws(() => readTemplate(`Subject: s\n\nDear ${hole},\n`, "notice.en.txt"), /notice\.en\.txt:3: nothing is known of \{/, hole);
	assert.throws(() => readTemplate("Dear {name}", "notice.en.txt"), /notice\.en\.txt:1: a template begins with "Subject: /);
});

test("every built-in template uses every placeholder", () => {
	for (const { template, id } of LANGUAGES) for (const one of PLACEHOLDERS) assert.ok(template.includes(`{${one}}`), `${id}: ${one}`);
});

test("hosts and URLs are written so that no program makes a link of them", () => {
	assert.equal(defanged("https://px.spy.example/o/1.gif"), "hxxps://px[.]spy[.]example/o/1[.]gif");
	assert.equal(defanged("id@mail.spy.example"), "id@mail[.]spy[.]example");
});
