// The case report as a page: nothing that a mail, a log or a person says becomes markup, nothing runs or loads, and it says what a lawmaker has
// to know.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import type { CaseReportData } from "../../../src/app/report/case-report-data.ts";
import { renderCaseReport } from "../../../src/app/report/html/case/page.ts";
import { caseData, levels, log } from "./case-report-made-up.ts";
import { HOSTILE, UNSEEN } from "./made-up.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function pageOf(data: CaseReportData): string {
	return [...renderCaseReport(data)].join("");
}

function elements(node: Node, found: Element[] = []): Element[] {
	if ("tagName" in node) found.push(node);
	if ("childNodes" in node) for (const child of node.childNodes) elements(child, found);
	return found;
}

function words(page: string): string {
	const text = (node: Node): string => {
		if (node.nodeName === "style") return "";
		if ("value" in node) return node.value;
		return "childNodes" in node ? node.childNodes.map(text).join("") : "";
	};
	return text(parse(page)).replace(/\s+/g, " ");
}

function attribute({ attrs }: Element, wanted: string): string | undefined {
	return attrs.find(({ name }) => name === wanted)?.value;
}

/** Elements with the names of their attributes; values of "aria-label" hold words, those of SVG numbers. */
function skeleton(page: string): string[] {
	return elements(parse(page)).map(
		({ tagName, attrs }) =>
			`${tagName} ${attrs.map(({ name, value }) => (name === "class" || name === "href" ? `${name}=${value}` : name)).join(" ")}`,
	);
}

test("whatever a mail, a log or a person says, the report has the same elements", () => {
	const plain = skeleton(pageOf(caseData("plain")));
	for (const text of HOSTILE.filter(({ length }) => length < 50_000))
		assert.deepEqual(skeleton(pageOf(caseData(text))), plain, text.slice(0, 60));
	fc.assert(
		fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
			const page = pageOf(caseData(text));
			assert.deepEqual(skeleton(page), plain);
			assert.doesNotMatch(page, UNSEEN);
		}),
		{ numRuns: 20 },
	);
});

test("it has no script, loads nothing, and links only within itself, each target being there", () => {
	const all = elements(parse(pageOf(caseData("https://evil.example/ www.evil.example"))));
	const used = new Set(all.map(({ tagName }) => tagName));
	for (const tag of ["script", "iframe", "object", "embed", "form", "input", "img", "link", "base", "image", "use"])
		assert.ok(!used.has(tag), tag);
	const ids = all.flatMap((element) => attribute(element, "id") ?? []);
	assert.equal(new Set(ids).size, ids.length);
	for (const element of all) {
		for (const { name } of element.attrs)
			assert.doesNotMatch(name, /^(?:on|style$|src|srcset|action|background|ping|poster|data)/, `${element.tagName} ${name}`);
		const [href, labelled, fill] = ["href", "aria-labelledby", "fill"].map((name) => attribute(element, name));
		if (href !== undefined) assert.ok(href.startsWith("#") && ids.includes(href.slice(1)), href);
		if (labelled !== undefined) assert.ok(ids.includes(labelled), labelled);
		if (fill !== undefined) assert.ok(ids.includes(/^url\(#(.*)\)$/.exec(fill)?.[1] ?? ""), fill);
	}
	assert.doesNotMatch(pageOf(caseData("https://evil.example/")), /:\/\//);
});

test("the policy knows its one style sheet by hash, and allows nothing else", () => {
	const page = pageOf(caseData("x"));
	const sheets = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, sheet]) => sheet ?? "");
	assert.equal(sheets.length, 1);
	const hash = createHash("sha256")
		.update(sheets[0] ?? "")
		.digest("base64");
	assert.ok(page.includes(`style-src &#39;sha256-${hash}&#39;`) || page.includes(`style-src 'sha256-${hash}'`));
	assert.doesNotMatch(sheets[0] ?? "", /url\(|@import|:\/\//);
});

test("every figure has words and a table, every table a caption, and headings skip no level", () => {
	const all = elements(parse(pageOf(caseData("x"))));
	const figures = all.filter(({ tagName }) => tagName === "figure");
	assert.equal(figures.length, 3);
	for (const figure of figures) {
		const within = elements(figure);
		assert.ok(within.some(({ tagName }) => tagName === "table"));
		for (const svg of within.filter(({ tagName }) => tagName === "svg")) {
			assert.equal(attribute(svg, "role"), "img");
			assert.ok((attribute(svg, "aria-label") ?? "").length > 20);
		}
	}
	for (const table of all.filter((element) => element.tagName === "table" && !figures.some((figure) => elements(figure).includes(element))))
		assert.ok(elements(table).some(({ tagName }) => tagName === "caption"));
	const headings = all.flatMap(({ tagName }) => (/^h[1-6]$/.test(tagName) ? Number(tagName[1]) : []));
	assert.equal(headings.filter((level) => level === 1).length, 1);
	headings.forEach((level, index) => {
		if (index > 0) assert.ok(level <= (headings[index - 1] as number) + 1, `h${level} after h${headings[index - 1]}`);
	});
});

test("the sections come in the order in which they are read", () => {
	const titles = [...pageOf(caseData("x")).matchAll(/<h2 id="([a-z]+)">/g)].map(([, id]) => id);
	assert.deepEqual(titles, ["summary", "campaigns", "exposure", "briefings", "claims", "incidents", "indicators", "method", "glossary"]);
});

test("the summary says how many were reached, opened, leaked, unknown, told and not told, and never that anybody is safe", () => {
	const page = words(pageOf(caseData("x")));
	for (const said of [
		"Between 4 January 2021 and 5 January 2021, 12 mails built to report when they are opened reached 9 accounts of 8 people at 2 organisations in 2 countries.",
		"Of 2 accounts do logs show that the mail was opened and reported it; of 1 of them somebody followed a link.",
		"Of 1 an attempt was refused",
		"the time of opening of 2 accounts, the network address of 2 and the mail program or browser, and with it the operating system, of 1",
		"Of 4 of the 9 accounts it cannot be known whether the mail was opened.",
		"1 of the 8 people is recorded as told themselves; 7 are not.",
		"For 2 of those not told, their organisation’s IT was. For 1 of those not told, somebody of their staff was.",
		"bears out 0, contradicts 1, and can settle nothing of 0",
		"may or may not be connected",
		"img[.]briefing[.]example",
		`its head is ${"ab".repeat(32)}`,
		"Pseudonymous: names nobody",
	])
		assert.ok(page.includes(said), said);
	assert.doesNotMatch(page, /\b(?:un)?safe\b/i);
});

test("without logs, briefings, claims or targeted campaigns it says so, and gives no all-clear", () => {
	const none = { shown: [], more: 0 };
	const bare = caseData("x", {
		exposure: { logs: none, arrivals: [] },
		briefings: { known: false, told: none, gaps: none, organisations: none, listedWithoutMail: 0 },
		claims: none,
		incidents: none,
	});
	const page = words(pageOf(bare));
	for (const said of [
		"Who opened them is not known.",
		"Who was told is not recorded",
		"No log was taken into this case",
		"No statement of others was entered",
	])
		assert.ok(page.includes(said), said);
	const quiet = words(
		pageOf({ ...bare, campaigns: none, indicators: none, standings: { targeted: 0, undetermined: 2, commercial: 1, rejected: 1 } }),
	);
	assert.match(quiet, /None belongs to a campaign that is called targeted/);
	assert.match(quiet, /no proof that nobody was aimed at/);
	assert.doesNotMatch(quiet, /\bsafe\b/i);
});

test("what stands in a piece of URL that singles out is shown only where people are named", () => {
	const token = "d154acf61b5c353c";
	assert.ok(!pageOf(caseData(token, { campaigns: caseData(token).campaigns })).includes(`<b class="individual">${token}`));
	assert.match(words(pageOf(caseData(token))), /https\[:\]\/\/img\.briefing\.example\/o\/16 characters/);
	assert.ok(pageOf(caseData(token, { named: true })).includes(`<b class="individual">${token}</b>`));
});

test("the names of rows in the plots are shown on every page; what heads a cell is for phones alone", () => {
	const page = pageOf(caseData("x"));
	const sheet = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? "";
	for (const [, selector] of sheet.matchAll(/([^{}]*)\{[^{}]*display: none[^{}]*\}/g))
		assert.doesNotMatch(selector ?? "", /(?:^|[\s,])(?:text)?\.label/, selector);
	assert.match(sheet, /span\.label \{ display: none/);
	assert.match(sheet, /@media \(max-width: 40rem\) \{.*span\.label \{ display: inline/s);
	for (const svg of page.match(/<svg class="wide".*?<\/svg>/gs) ?? []) assert.match(svg, /<text class="label"/);
});

test("the funnel's steps each lie within the one before, and levels are counted once", () => {
	fc.assert(
		fc.property(fc.array(fc.nat(500), { minLength: 7, maxLength: 7 }), ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0]) => {
			const counts = levels({ clicked: a, fetched: b, "fetched-by-proxy": c, blocked: d, "looked-up": e, "no-evidence": f, delivered: g });
			const figures = { ...caseData("x").figures, levels: counts, accounts: a + b + c + d + e + f + g };
			const page = pageOf(caseData("x", { figures, campaigns: { shown: [], more: 0 } }));
			const funnel = /<figure class="plot">\n<figcaption>From.*?<\/figure>/s.exec(page)?.[0];
			if (figures.accounts === 0) return assert.equal(funnel, undefined);
			const steps = [...(funnel ?? "").matchAll(/<th scope="row">[^<]*<\/th><td class="number">([\d,]+)/g)].map(([, number]) =>
				Number(number?.replaceAll(",", "")),
			);
			assert.deepEqual(steps, [figures.accounts, a + b + c + d + e + f, a + b + c + d + e, a + b, a, g]);
		}),
		{ numRuns: 15 },
	);
});

test("text has at least the contrast of WCAG AA in light, dark and print, the levels' colours too", () => {
	const sheet = /<style>(.*?)<\/style>/s.exec(pageOf(caseData("x")))?.[1] ?? "";
	const blocks = [...sheet.matchAll(/:root \{(.*?)\}/gs)].map(([, body]) =>
		Object.fromEntries([...(body ?? "").matchAll(/--([\w-]+): (#[0-9a-f]+)/g)].map(([, name, colour]) => [name ?? "", colour ?? ""])),
	);
	// The reports' sheet comes first, this one's behind: light, dark, print of each.
	const [light, dark, print, more, moreDark, morePrint] = blocks as [Scheme, Scheme, Scheme, Scheme, Scheme, Scheme];
	for (const scheme of [
		{ ...light, ...more },
		{ ...light, ...dark, ...more, ...moreDark },
		{ ...light, ...print, ...more, ...morePrint },
	]) {
		for (const ink of ["ink", "soft", "accent", "clicked", "fetched", "proxy", "blocked", "looked", "silent"])
			assert.ok(contrast(scheme[ink], scheme.paper) >= 4.5, `${ink} ${scheme[ink]} on ${scheme.paper}`);
		for (const shade of ["shade-2", "shade-3", "shade-4"]) assert.ok(contrast(scheme["shade-ink"], scheme[shade]) >= 4.5, shade);
		assert.ok(contrast(scheme.ink, scheme["shade-1"]) >= 4.5);
		assert.ok(contrast("#ffffff", scheme["shade-5"]) >= 4.5);
	}
});

type Scheme = Readonly<Record<string, string>>;

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

test("a clock that is off, and one that was set right, are said beside the log", () => {
	const exposure = { ...caseData("x").exposure, logs: { shown: [log({ skew: -63, offset: 3_600_000 })], more: 2 } };
	const page = words(pageOf(caseData("x", { exposure })));
	assert.match(page, /its clock seems 63 minutes behind and 60 minutes were added when it was read/);
	assert.match(page, /And 2 more logs, not shown here/);
});
