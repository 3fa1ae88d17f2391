// The HTML report: nothing that a mail holds becomes markup, nothing runs, nothing loads, nothing is a link, and what it says is there.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { writeHtmlReport } from "../../../src/app/report/html/case.ts";
import { excerpt } from "../../../src/app/report/html/excerpt.ts";
import { markupText } from "../../../src/app/report/html/markup.ts";
import { createTally } from "../../../src/app/report/totals.ts";
import type { StoredMessage } from "../../../src/edge/casebook/stored-messages.ts";
import { needBrowser, openBrowser } from "../../support/browser.ts";
import { caseOf, HOSTILE, message, messageSaying, reference, textOf, UNSEEN } from "./made-up.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const RAW = new TextEncoder().encode(`Subject: x\r\n\r\n<img src="https://t1.track.example/open.gif"> and more of it, long enough for all`);

function report(
	messages: readonly StoredMessage[],
	{ raw = RAW, source = "mail", maxMessages = 500 }: { raw?: Uint8Array | null; source?: string; maxMessages?: number } = {},
): AsyncGenerator<string> {
	const tally = createTally();
	for (const item of messages) tally.add(item);
	const casebook = { ...caseOf(messages), summary: async () => tally.summary() };
	const head = { sources: [source], scanned: "2025-03-02T09:00:00.000Z", made: "2025-03-02T09:30:00.000Z", program: "counterpixel" };
	return writeHtmlReport({ casebook, rawOf: async () => raw, ...head }, { maxMessages });
}

function elements(node: Node, found: Element[] = []): Element[] {
	if ("tagName" in node) found.push(node);
	if ("childNodes" in node) for (const child of node.childNodes) elements(child, found);
	return found;
}

/** Every element with its attributes, in order; what marks a line end or an ellipsis in a piece of source is left out. */
function skeleton(page: string): string[] {
	return elements(parse(page))
		.filter((element) => element.tagName !== "i")
		.map(({ tagName, attrs }) => `${tagName} ${attrs.map(({ name, value }) => `${name}=${value}`).join(" ")}`);
}

function visibleText(node: Node): string {
	if (node.nodeName === "style") return "";
	if ("value" in node) return node.value;
	return "childNodes" in node ? node.childNodes.map(visibleText).join("") : "";
}

function words(page: string): string {
	return visibleText(parse(page)).replace(/\s+/g, " ");
}

test("whatever a sender writes, the page has the same elements and attributes", async () => {
	const plain = skeleton(await textOf(report([messageSaying("plain")], { source: "plain" })));
	for (const text of HOSTILE) {
		const page = await textOf(report([messageSaying(text)], { source: text }));
		assert.deepEqual(skeleton(page), plain, text.slice(0, 80));
	}
});

test("whatever random text and bytes a mail holds, the page has the same elements and attributes", async () => {
	const plain = skeleton(await textOf(report([messageSaying("plain")])));
	const piece = fc.constantFrom(
		"<",
		">",
		'"',
		"'",
		"&",
		"/",
		"=",
		"--",
		"]]>",
		"<script>",
		"</pre>",
		"</style>",
		"\u0000",
		"\ud800",
		"&lt;",
		" ",
		"a",
	);
	const text = fc.oneof(
		fc.array(piece, { minLength: 1 }).map((pieces) => pieces.join("")),
		fc.string({ unit: "binary", minLength: 1 }),
	);
	await fc.assert(
		fc.asyncProperty(text, fc.uint8Array({ minLength: 60, maxLength: 400 }), async (said, raw) => {
			const page = await textOf(report([messageSaying(said)], { raw }));
			assert.deepEqual(skeleton(page), plain);
			assert.doesNotMatch(page, UNSEEN);
		}),
		{ numRuns: 150 },
	);
});

test("no character stays unseen, and nothing looks like a link to a program that seeks some", async () => {
	const page = await textOf(report(HOSTILE.map((text, index) => ({ ...messageSaying(text), sha256: String(index).padStart(64, "0") }))));
	assert.doesNotMatch(page, UNSEEN);
	assert.doesNotMatch(page, /:\/\//);
	assert.doesNotMatch(page.slice(page.indexOf("</style>")), /\bwww\./i);
	assert.ok(page.isWellFormed());
});

test("the page has no script, no frame, no form, no picture from elsewhere, no style attribute, and links only within itself", async () => {
	const all = elements(parse(await textOf(report([message(), messageSaying("<a href=//evil.example>")]))));
	const used = new Set(all.map(({ tagName }) => tagName));
	for (const tag of ["script", "iframe", "object", "embed", "form", "input", "img", "link", "base", "image", "video", "audio", "use"]) {
		assert.ok(!used.has(tag), tag);
	}
	for (const { tagName, attrs } of all) {
		for (const { name, value } of attrs) {
			assert.doesNotMatch(name, /^(?:on|style$|src|srcset|action|formaction|background|ping|poster|data)/, `${tagName} ${name}`);
			if (name === "href") assert.match(value, /^#[a-z]+$/);
		}
	}
});

test("every internal link has its target, and no id stands twice", async () => {
	const all = elements(parse(await textOf(report([message(), messageSaying("x")]))));
	const values = (wanted: string) => all.flatMap(({ attrs }) => attrs.filter(({ name }) => name === wanted).map(({ value }) => value));
	const ids = values("id");
	assert.equal(new Set(ids).size, ids.length);
	for (const target of [...values("href").map((href) => href.slice(1)), ...values("aria-labelledby")])
		assert.ok(ids.includes(target), target);
});

test("the policy allows nothing but the one style sheet, by its hash", async () => {
	const all = elements(parse(await textOf(report([message()]))));
	const styles = all.filter(({ tagName }) => tagName === "style");
	assert.equal(styles.length, 1);
	const [sheet = ""] = styles.flatMap(({ childNodes }) => childNodes.map((node) => ("value" in node ? node.value : "")));
	const hash = createHash("sha256").update(sheet).digest("base64");
	const policy = all
		.filter(({ attrs }) => attrs.some(({ value }) => value === "Content-Security-Policy"))
		.map(({ attrs }) => attrs.find(({ name }) => name === "content")?.value);
	assert.equal(policy.length, 1);
	const directives = new Map((policy[0] ?? "").split("; ").map((directive) => directive.split(" ", 2) as [string, string]));
	assert.equal(directives.get("default-src"), "'none'");
	assert.equal(directives.get("style-src"), `'sha256-${hash}'`);
	for (const [name, value] of directives) if (name !== "style-src") assert.equal(value, "'none'", name);
	for (const name of ["script-src", "img-src", "base-uri", "form-action"]) assert.ok(directives.has(name), name);
});

test("the head says in plain words how many messages would report, and how many name the reader", async () => {
	const opaque = reference({ identifier: { kind: "opaque", value: "d41d8cd98f00b204", how: "" } });
	const click = reference({ trigger: "click", vector: "a-href" });
	const messages = [[reference()], [opaque, click], [click], []].map((references, index) =>
		message({ references, sha256: String(index).repeat(64) }),
	);
	const page = words(await textOf(report(messages)));
	assert.match(page, /4 messages\. 2 would report that they were opened; 1 of these would name the reader\./);
	assert.match(page, /Nothing found1 /);
});

test("for each message it says who wrote, when, where it lies, what would be sent to whom, on which trigger, and why", async () => {
	const page = words(await textOf(report([message()], { raw: RAW })));
	for (const said of [
		"news@shop.example",
		"Spring sale",
		"2025-03-01 08:00:00 UTC, says the newest Received field",
		"mail/inbox.mbox, from byte 42",
		"ab".repeat(32),
		"When the message is opened",
		"a web request to t1.track.example",
		"the time, the reader's IP address, the program and the operating system and which recipient it was",
		"Names the reader",
		"reader@newsroom.example",
		"Mailchimp",
		"whatever its size.",
		"part 1.2, bytes 10 to 39",
	]) {
		assert.ok(page.includes(said), said);
	}
});

test("the marked piece of source is exactly the range", () => {
	const raw = new TextEncoder().encode(`${"a".repeat(500)}"http:&'<x>"${"b".repeat(500)}`);
	const marked = excerpt(raw, 501, 510);
	const page = parse(markupText(marked ?? assert.fail()));
	const mark = elements(page).find(({ tagName }) => tagName === "mark") ?? assert.fail();
	assert.equal(visibleText(mark), "http:&'<x");
	const whole = visibleText(page);
	assert.ok(whole.startsWith("… aaa") && whole.endsWith("bbb …"));
	assert.ok(whole.length < 400);
});

test("bytes that are no UTF-8 are shown as numbers, and a megabyte by its two ends", () => {
	const raw = new Uint8Array(1_000_100).fill(0xe9);
	const text = visibleText(parse(markupText(excerpt(raw, 50, 1_000_050) ?? assert.fail())));
	assert.match(text, /‹E9›‹E9›/);
	assert.match(text, /999,100 bytes left out/);
	assert.ok(text.length < 6_000);
	assert.equal(excerpt(raw, 50, 2_000_000), null);
});

test("a window never cuts a character in two", () => {
	const raw = new TextEncoder().encode("漢字".repeat(200));
	for (const start of [300, 303, 306]) {
		const text = visibleText(parse(markupText(excerpt(raw, start, start + 30) ?? assert.fail())));
		assert.match(text, /^… [漢字]+ …$/);
	}
});

test("a message that its mailbox no longer holds is said to be gone, and keeps its findings", async () => {
	const page = words(await textOf(report([message()], { raw: null })));
	assert.match(page, /The mailbox no longer holds this message/);
	assert.match(page, /a web request to t1\.track\.example/);
});

test("fifty-five spacers are one entry with a count", async () => {
	const spacer = (n: number) => reference({ url: "https://cdn.example/spacer.gif", host: "cdn.example", start: n, end: n + 1, why: ["x"] });
	const page = words(await textOf(report([message({ references: Array.from({ length: 55 }, (_, n) => spacer(n)) })])));
	assert.equal(page.match(/cdn\.example by img src, 55 times/g)?.length, 1);
	assert.match(page, /55 times, the first is shown/);
});

test("where a message has more than a page should hold, the page says how many", async () => {
	const link = (n: number) => reference({ trigger: "click", vector: "a-href", host: `h${n}.example`, url: `https://h${n}.example/` });
	const page = await textOf(report([message({ references: Array.from({ length: 827 }, (_, n) => link(n)) })]));
	assert.match(words(page), /And 812 more links, not shown here/);
	assert.ok(page.length < 200_000);
});

test("a megabyte of URL is cut, and its length said", async () => {
	const page = await textOf(report([message({ references: [reference({ url: `https://h.example/${"x".repeat(1_000_000)}` })] })]));
	assert.match(words(page), /cut; 1,000,018 characters in all/);
	assert.ok(page.length < 60_000);
});

test("a case of any size streams: what is shown of each kind is bounded, and the rest counted", async () => {
	const casebook = {
		async *messages() {
			for (let n = 0; n < 20_000; n++) yield message({ sha256: n.toString(16).padStart(64, "0") });
		},
		message: async (sha256: string) => message({ sha256 }),
		summary: async () => createTally().summary(),
	};
	let asked = 0;
	const rawOf = async () => {
		asked++;
		return null;
	};
	let longest = 0;
	let text = "";
	const head = { sources: ["mail"], scanned: null, made: "2025-01-01T00:00:00.000Z", program: "counterpixel" };
	for await (const piece of writeHtmlReport({ casebook, rawOf, ...head }, { maxMessages: 20 })) {
		longest = Math.max(longest, piece.length);
		text += piece;
	}
	assert.equal(asked, 20);
	assert.match(words(text), /And 19,980 more messages of this kind/);
	assert.ok(longest < 40_000);
});

test("text has at least the contrast of WCAG AA (4.5:1) in light, dark and print", async () => {
	const sheet = /<style>(.*?)<\/style>/s.exec(await textOf(report([])))?.[1] ?? "";
	const schemes = [...sheet.matchAll(/:root \{(.*?)\}/gs)].map(([, body]) =>
		Object.fromEntries([...(body ?? "").matchAll(/--([\w-]+): (#[0-9a-f]+)/g)].map(([, name, colour]) => [name, colour])),
	);
	assert.equal(schemes.length, 3);
	for (const scheme of schemes) {
		for (const ink of ["ink", "soft", "accent", "names", "token"]) {
			for (const paper of ["paper", "panel"]) assert.ok(contrast(scheme[ink], scheme[paper]) >= 4.5, `${ink} on ${paper}`);
		}
		assert.ok(contrast(scheme["mark-ink"], scheme.mark) >= 4.5, "mark");
	}
});

/** WCAG 2.2, contrast ratio. */
function contrast(a = "", b = ""): number {
	const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const digits = colour.length === 4 ? colour.slice(1).replace(/./g, "$&$&") : colour.slice(1);
	const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
		const value = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test(
	"in Chromium it opens from disk without a request, an error or a scroll bar sideways, at 360 pixels and at 1280",
	needBrowser(),
	async (t) => {
		const folder = mkdtempSync(join(tmpdir(), "report-"));
		t.after(() => rmSync(folder, { recursive: true, force: true }));
		const file = join(folder, "report.html");
		const messages = HOSTILE.map((text, index) => ({ ...messageSaying(text), sha256: String(index).padStart(64, "0") }));
		writeFileSync(file, await textOf(report(messages, { source: HOSTILE[20] ?? "" })));
		const browser = await openBrowser();
		t.after(() => browser.close());
		for (const width of [360, 1280]) {
			const page = await browser.newPage({ viewport: { width, height: 800 } });
			const asked: string[] = [];
			const complaints: string[] = [];
			page.on("request", (request) => asked.push(request.url()));
			page.on("console", (entry) => complaints.push(entry.text()));
			page.on("pageerror", (error) => complaints.push(String(error)));
			await page.goto(pathToFileURL(file).href);
			for (const summary of await page.locator(".message > summary").all()) await summary.click();
			assert.deepEqual(asked, [pathToFileURL(file).href]);
			assert.deepEqual(complaints, []);
			const shown = await page.evaluate(`[
			document.documentElement.scrollWidth,
			getComputedStyle(document.body).backgroundColor,
			document.querySelectorAll(".message[open]").length,
		]`);
			const [widest, colour, open] = shown as [number, string, number];
			assert.ok(widest <= width, `${widest} at ${width}`);
			assert.equal(colour, "rgb(255, 255, 255)", "the style sheet applies");
			assert.equal(open, HOSTILE.length);
			await page.close();
		}
	},
);
