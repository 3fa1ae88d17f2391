// Each vector by itself: from a hit made by hand, or from its own probe as parse5 reads it, to what it finds.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { composeProbe } from "../../../src/app/selftest/compose.ts";
import type { Found, Vector } from "../../../src/core/model/vector.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";
import { attributeHit, cssHit, headerHit, hitsInHtml, markupHit, partHit, rawTextHit, textOf, urlsOf } from "./hits.ts";
import { CARRIERS, receiptAddress, webUrl, withoutUnwritable } from "./targets.ts";

function vector(id: string): Vector {
	const found = vectors.find((candidate) => candidate.id === id);
	assert.ok(found, `no vector ${id}`);
	return found;
}

/** What all vectors together find in HTML, by id; what names no host is no reference. */
function findInHtml(html: string): [string, string][] {
	return [...hitsInHtml(html, vectors)].flatMap(({ hit, vector: asked }) =>
		urlsOf(asked.find(hit))
			.filter((url) => /^https?:/.test(url))
			.map((url): [string, string] => [asked.id, url]),
	);
}

/** A tree has no <image>: the parser has made it <img>. */
const NOT_IN_TREES = new Set(["image-src", "css-attr"]);

const inMarkup = vectors.filter(
	({ watches, id }) =>
		watches.some(({ kind }) => kind === "attribute" || kind === "raw-text") && !CARRIERS.has(id) && !NOT_IN_TREES.has(id),
);

test("every vector of attributes and scripts finds in its probe the target, and no other vector finds anything", () => {
	fc.assert(
		fc.property(fc.constantFrom(...inMarkup), webUrl, (asked, drawn) => {
			const url = withoutUnwritable(asked.id, drawn);
			const message = Buffer.from(composeProbe(asked.probe(url), { transferEncoding: "7bit", charset: "us-ascii" })).toString("latin1");
			const html = message.slice(message.indexOf("\r\n\r\n") + 4);
			assert.deepEqual(findInHtml(html), [[asked.id, url]], html);
		}),
		{ numRuns: 1500 },
	);
});

test("every header vector finds the target in its probe", () => {
	fc.assert(
		fc.property(fc.constantFrom(...vectors), webUrl, receiptAddress, (asked, drawn, address) => {
			const target = asked.trigger === "receipt" ? address : withoutUnwritable(asked.id, drawn);
			const probe = asked.probe(target);
			if (probe.kind !== "header") return;
			const found = asked.find(headerHit(probe.name.toLowerCase(), probe.value, { from: "Sender <sender@sender.example>" }));
			const expected =
				asked.trigger === "receipt"
					? `mailto:${address}`
					: asked.channel === "dns"
						? `dns:${new URL(target).hostname}._bimi.sender.example`
						: target;
			assert.deepEqual(urlsOf(found), [expected], probe.value);
		}),
		{ numRuns: 1000 },
	);
});

test("every CSS place leads to one vector, and its URL is found whole", () => {
	const places = new Map<string, string>();
	for (const { id, watches } of vectors) {
		for (const watch of watches) {
			if (watch.kind !== "css") continue;
			assert.equal(places.get(watch.place), undefined, `${watch.place}: ${id}`);
			places.set(watch.place, id);
			assert.deepEqual(urlsOf(vector(id).find(cssHit(watch.place, "http://a.example/x"))), ["http://a.example/x"]);
		}
	}
	assert.ok(places.has("*"));
});

const FINDS: readonly [string, string, Parameters<Vector["find"]>[0], readonly string[]][] = [
	["img-src", "an empty image source is kept for the composer to drop", attributeHit("img", "src", ""), [""]],
	["input-image-src", "an input without type=image fetches nothing", attributeHit("input", "src", "http://a.example/"), []],
	[
		"input-image-src",
		"the type is compared without regard to case",
		attributeHit("input", "src", "http://a.example/", { type: "IMAGE" }),
		["http://a.example/"],
	],
	[
		"link-stylesheet",
		"rel is a list of words",
		attributeHit("link", "href", "http://a.example/", { rel: "alternate\nSTYLESHEET" }),
		["http://a.example/"],
	],
	[
		"link-other",
		"an alternate style sheet is no link to click",
		attributeHit("link", "href", "http://a.example/", { rel: "alternate stylesheet" }),
		[],
	],
	["link-other", "a link without rel is a click", attributeHit("link", "href", "http://a.example/"), ["http://a.example/"]],
	[
		"link-icon",
		"a shortcut icon is an icon",
		attributeHit("link", "href", "http://a.example/", { rel: "shortcut icon" }),
		["http://a.example/"],
	],
	[
		"link-icon",
		"a touch icon is an icon",
		attributeHit("link", "href", "http://a.example/", { rel: "Apple-Touch-Icon-Precomposed" }),
		["http://a.example/"],
	],
	[
		"link-dns-prefetch",
		"preconnect goes before dns-prefetch",
		attributeHit("link", "href", "//a.example", { rel: "preconnect dns-prefetch" }),
		[],
	],
	[
		"link-preconnect",
		"preconnect goes before dns-prefetch ",
		attributeHit("link", "href", "//a.example", { rel: "preconnect dns-prefetch" }),
		["//a.example"],
	],
	["param-value", "a parameter that is no URL is nothing", attributeHit("param", "value", "http://a.example/", { name: "type" }), []],
	[
		"param-value",
		"the parameter's name is compared without regard to case",
		attributeHit("param", "value", "http://a.example/", { name: "DataURL" }),
		["http://a.example/"],
	],
	[
		"a-ping",
		"ping names several",
		attributeHit("a", "ping", " http://a.example/ \n http://b.example/"),
		["http://a.example/", "http://b.example/"],
	],
	[
		"applet-archive",
		"archives are separated by commas",
		attributeHit("applet", "archive", "a.jar, http://a.example/b.jar"),
		["a.jar", "http://a.example/b.jar"],
	],
	[
		"svg-animate",
		"an animation of another attribute is nothing",
		attributeHit("set", "to", "http://a.example/", { attributename: "fill" }),
		[],
	],
	[
		"svg-animate",
		"an animation of xlink:href loads",
		attributeHit("set", "to", "http://a.example/", { attributename: "xlink:href" }),
		["http://a.example/"],
	],
	[
		"svg-animate-values",
		"values are separated by semicolons",
		attributeHit("animate", "values", "#a; http://a.example/ ;", { attributename: "href" }),
		["#a", "http://a.example/"],
	],
	["mathml-href", "href outside of MathML is not MathML's", attributeHit("div", "href", "http://a.example/"), []],
	[
		"mathml-href",
		"any MathML element may be a link",
		attributeHit("", "xlink:href", "http://a.example/", {}, "math"),
		["http://a.example/"],
	],
	[
		"meta-refresh",
		"another pragma is no refresh",
		attributeHit("meta", "content", "0;url=http://a.example/", { "http-equiv": "x-refresh" }),
		[],
	],
	[
		"meta-task-icon",
		"a task has an icon",
		attributeHit("meta", "content", "name=x;action-uri=/a;icon-uri=/b", { name: "msapplication-task" }),
		["/b"],
	],
	[
		"meta-task-action",
		"a task has an action",
		attributeHit("meta", "content", "name=x;action-uri=/a;icon-uri=/b", { name: "msapplication-task" }),
		["/a"],
	],
	["form-action", "an empty action is the message itself", attributeHit("form", "action", " "), []],
	[
		"script-source-map",
		"a source map in a script",
		rawTextHit("script", "f()\n//# sourceMappingURL=http://a.example/m"),
		["http://a.example/m"],
	],
	[
		"doctype",
		"a public identifier comes before the system identifier",
		markupHit("doctype", "<!doctype html PUBLIC \"x\" 'http://a.example/d'>"),
		["http://a.example/d"],
	],
	[
		"doctype",
		"the W3C's own document types tell no sender",
		markupHit("doctype", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'),
		[],
	],
	[
		"doctype",
		"a query makes it no standard document type",
		markupHit("doctype", '<!DOCTYPE html SYSTEM "http://www.w3.org/x.dtd?id=1">'),
		["http://www.w3.org/x.dtd?id=1"],
	],
	["doctype", "a relative identifier has no base", markupHit("doctype", '<!DOCTYPE html SYSTEM "DTD/xhtml1.dtd">'), []],
	["doctype", "a plain doctype names nobody", markupHit("doctype", "<!DOCTYPE html>"), []],
	[
		"entity",
		"an entity in the internal subset",
		markupHit("doctype", '<!DOCTYPE a [ <!ENTITY % p PUBLIC "n" "http://a.example/e">'),
		["http://a.example/e"],
	],
	["entity", "an entity by itself", markupHit("entity", '<!ENTITY e SYSTEM "//a.example/e">'), ["//a.example/e"]],
	["entity", "an entity with a value of its own is nothing", markupHit("entity", '<!ENTITY e "http://a.example/">'), []],
	[
		"processing-instruction",
		"an imported behaviour",
		markupHit("instruction", '<?IMPORT namespace="p" implementation="http://a.example/" ?>'),
		["http://a.example/"],
	],
	["processing-instruction", "another instruction is nothing", markupHit("instruction", '<?php href="http://a.example/"?>'), []],
	["bimi-selector", "without a sender there is nothing to look up", headerHit("bimi-selector", "v=BIMI1; s=x"), []],
	[
		"bimi-location",
		"logo and certificate",
		headerHit("bimi-location", "v=BIMI1; l=https://a.example/l.svg; a=https://a.example/c.pem"),
		["https://a.example/l.svg", "https://a.example/c.pem"],
	],
	[
		"list-unsubscribe",
		"mail and web, folded",
		headerHit("list-unsubscribe", "<mailto:u@a.example>, <https://a.example/u?\t x>"),
		["mailto:u@a.example", "https://a.example/u?x"],
	],
	[
		"list-unsubscribe",
		"brackets forgotten",
		headerHit("list-unsubscribe", "https://a.example/u, mailto:u@a.example"),
		["https://a.example/u"],
	],
	[
		"openpgp-header",
		"the key's address among others",
		headerHit("openpgp", "id=ABC; url=https://a.example/k.asc; preference=sign"),
		["https://a.example/k.asc"],
	],
	[
		"external-attachment-url",
		"a share",
		headerHit("x-mozilla-external-attachment-url", "file://///a.example/share"),
		["file://///a.example/share"],
	],
	[
		"external-body",
		"a URL in pieces",
		partHit("message/external-body", { "access-type": "URL", url: "http://a.example/\r\n x" }),
		["http://a.example/x"],
	],
	[
		"external-body",
		"anonymous FTP",
		partHit("message/external-body", { "access-type": "ANON-FTP", site: "a.example", directory: "/pub/", name: "f" }),
		["ftp://a.example/pub/f"],
	],
	[
		"external-body",
		"a mail server asks nobody",
		partHit("message/external-body", { "access-type": "mail-server", server: "s@a.example" }),
		[],
	],
	[
		"bare-url",
		"several in a run of text",
		{ kind: "bare-url", text: () => textOf("see (http://a.example/x(1)), www.b.example. ok") },
		["http://a.example/x(1)", "http://www.b.example"],
	],
	["css-other", "a namespace is a name", cssHit("@namespace", "http://a.example/"), []],
	["css-attr", "an attribute that a style takes its URL from", attributeHit("s", "foo", "http://a.example/"), ["http://a.example/"]],
];

for (const [id, sentence, hit, expected] of FINDS) {
	test(`${id}: ${sentence}`, () => assert.deepEqual(urlsOf(vector(id).find(hit)), expected));
}

function languages(found: readonly Found[]): unknown[] {
	return found.map((one) => (one.kind === "nested" ? [one.language, one.property ?? null] : one.kind));
}

test("what holds another language is handed on as such", () => {
	assert.deepEqual(languages(vector("iframe-srcdoc").find(attributeHit("iframe", "srcdoc", "<p>"))), [["html", null]]);
	assert.deepEqual(languages(vector("meta-markup").find(attributeHit("meta", "content", "<img>"))), [["html", null]]);
	assert.deepEqual(languages(vector("meta-markup").find(attributeHit("meta", "content", "a < b"))), []);
	assert.deepEqual(languages(vector("svg-presentation-attribute").find(attributeHit("rect", "fill", "url(x)", {}, "svg"))), [
		["css-value", "fill"],
	]);
	assert.deepEqual(languages(vector("svg-presentation-attribute").find(attributeHit("div", "fill", "url(x)"))), []);
	assert.deepEqual(languages(vector("script-data-island").find(rawTextHit("script", "<x/>", { language: "XML" }))), [["xml", null]]);
	assert.deepEqual(languages(vector("script-data-island").find(rawTextHit("script", "<x/>", { type: "text/javascript" }))), []);
});
