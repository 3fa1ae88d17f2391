// Tags and texts of XML, against htmlparser2 on what is well-formed, and by hand on what is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Parser } from "htmlparser2";
import { readElements } from "../../../../src/core/mail/xml/elements.ts";
import type { Text } from "../../../../src/core/model/text.ts";

function textOf(value: string): Text {
	return { value, start: (index) => index, end: (index) => index };
}

/** "<name a=value", "text", ">name": what was read, in its order; of attributes those asked for. */
function read(document: string, asked: readonly string[] = ["a", "b", "c"]): string[] {
	const lines: string[] = [];
	readElements(textOf(document), {
		open: (element) => {
			const pairs = asked.flatMap((name) => {
				const value = element.attribute(name)?.value;
				return value === undefined ? [] : [` ${name}=${value}`];
			});
			lines.push(`<${element.name}${pairs.join("")}`);
		},
		text: (text) => lines.push(text.value),
		close: (name) => lines.push(`>${name}`),
	});
	return lines;
}

const CASES: readonly (readonly [says: string, document: string, lines: readonly string[]])[] = [
	["names lose their prefix", '<w:p r:a="1" xmlns:r="x">t</w:p>', ["<p a=1", "t", ">p"]],
	["an empty element is opened and closed", '<x a="1"/><y/>', ["<x a=1", ">x", "<y", ">y"]],
	["white space and apostrophes", "<x\n\ta = '1' b=\"2\" >", ["<x a=1 b=2"]],
	["references are resolved, in CDATA they are text", '<x a="&#x68;&amp;">&lt;<![CDATA[&lt;<b>]]>', ["<x a=h&", "<", "&lt;<b>"]],
	["comments, instructions and a doctype are none", "<?xml a?><!DOCTYPE x><!-- <y> --><x>", ["<x"]],
	["the first attribute of a name counts, and a longer name is another", '<x ba="0" a="1" q:a="2">', ["<x a=1"]],
	["a tag that another begins in ends there", '<x a="1"<y>', ["<x a=1", "<y"]],
	["a value that is not ended takes the rest", '<x a="1<y>', ["<x a=1<y>"]],
	["an attribute without a value is none", "<x a b='2' c>", ["<x b=2"]],
	["a slash within a tag is nothing", '<x / a="1">', ["<x a=1"]],
	["what is closed need not have been opened", "</w:x >t", [">x", "t"]],
	["a lone less-than is nothing", "<x>1 < 2", ["<x", "1 ", " 2"]],
];

for (const [says, document, lines] of CASES) test(says, () => assert.deepEqual(read(document), lines));

test("each value knows where it stands", () => {
	const document = '<x b="&amp;&#104;i"/>';
	readElements(textOf(document), {
		open: (element) => {
			const value = element.attribute("b") as Text;
			assert.equal(value.value, "&hi");
			assert.equal(document.slice(value.start(1), value.end(2)), "&#104;");
			assert.equal(element.attribute("href"), null);
		},
	});
});

test("attributes of one name in two namespaces are both shown", () => {
	const found: string[] = [];
	readElements(textOf('<v:x href="a" o:href="&amp;"/>'), {
		open: (element) => element.eachAttribute((attribute, value) => found.push(`${attribute}=${value.value}`)),
	});
	assert.deepEqual(found, ["href=a", "href=&"]);
});

const name = fc.constantFrom("x", "y", "w:p", "draw:image");
const quoted = fc.constantFrom("", "1", "a b", "&amp;", "&#104;ttp", "é", "'", ">");
const tree: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
	node: fc.oneof(
		{ depthSize: "small" },
		fc.constantFrom("t", " ", "&lt;", "<!-- <z> -->", "<![CDATA[ & ]]>", "<?p z ?>"),
		fc
			.record({ name, a: fc.option(quoted), b: fc.option(quoted), inner: fc.array(tie("node"), { maxLength: 3 }) })
			.map(
				({ name: called, a, b, inner }) =>
					`<${called}${a === null ? "" : ` a="${a}"`}${b === null ? "" : ` q:b = "${b}"`}>${inner.join("")}</${called}>`,
			),
	),
})).node;

test("well-formed documents are read as htmlparser2 reads them", () => {
	fc.assert(
		fc.property(tree, (document) => {
			const expected: string[] = [];
			const local = (full: string): string => full.slice(full.indexOf(":") + 1);
			const parser = new Parser(
				{
					onopentag: (full, attributes) => {
						const pairs = Object.entries(attributes).map(([key, value]) => ` ${local(key)}=${value}`);
						expected.push(`<${local(full)}${pairs.join("")}`);
					},
					ontext: (text) => expected.push(text),
					onclosetag: (full) => expected.push(`>${local(full)}`),
				},
				{ xmlMode: true },
			);
			parser.end(document);
			assert.equal(read(document).join(""), expected.join(""));
		}),
		{ numRuns: 500 },
	);
});

test("whatever is written, reading ends, and in time linear in its length", () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom("<", ">", "/", "=", '"', "'", "x", " ", "!", "--", "?", "[", "]", "&", "CDATA"), { maxLength: 40 }),
			(pieces) => {
				read(pieces.join(""));
			},
		),
	);
	for (const hostile of ["<x", '<x a="', "<!--", "<x a", '<x a="1" ', "</", "&", "<![CDATA["]) {
		const begun = performance.now();
		read(hostile.repeat(100_000));
		assert.ok(performance.now() - begun < 5000, hostile);
	}
});
