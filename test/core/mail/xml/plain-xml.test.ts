// XML as a browser reads it: entities of the document's own, and prefixes of its own choosing.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { textOf } from "../../../../src/core/mail/strings.ts";
import { plainXml } from "../../../../src/core/mail/xml/plain-xml.ts";
import type { Content } from "../../../../src/core/model/content.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";

function contentOf(text: string): Content {
	const bytes = new Uint8Array(Buffer.from(text, "utf8"));
	return { bytes, start: 0, end: bytes.length, origin: null, charset: "utf-8" };
}

function plain(text: string) {
	const problems: string[] = [];
	const content = plainXml(contentOf(text), nodeCodec, (code, detail) => problems.push(`${code}: ${detail}`));
	return { text: textOf(content, content.start, content.end, nodeCodec), problems };
}

const XLINK = 'xmlns:q="http://www.w3.org/1999/xlink"';
const SVG = 'xmlns:s="http://www.w3.org/2000/svg"';

const CASES: readonly (readonly [says: string, written: string, read: string])[] = [
	["a prefix bound to XLink is xlink", `<image ${XLINK} q:href="a" b='q:x'/>`, `<image ${XLINK} xlink:href="a" b='q:x'/>`],
	["an element of SVG loses its prefix, at both ends", `<s:g ${SVG}><s:a/></s:g>`, `<g ${SVG}><a/></g>`],
	["a prefix of another namespace stays", '<v:fill xmlns:v="urn:v" v:src="a"/>', '<v:fill xmlns:v="urn:v" v:src="a"/>'],
	[
		"text, comments and CDATA stay",
		`<g ${SVG}>s:a <!-- <s:a> --><![CDATA[<s:a>]]></g>`,
		`<g ${SVG}>s:a <!-- <s:a> --><![CDATA[<s:a>]]></g>`,
	],
	[
		"an entity is its value",
		'<!DOCTYPE a [<!ENTITY u "http://h.example/">]><b c="&u;x"/>',
		'<!DOCTYPE a [<!ENTITY u "http://h.example/">]><b c="http://h.example/x"/>',
	],
	[
		"an entity may be an element",
		`<!DOCTYPE a [<!ENTITY u '&#60;b c="d"/>'>]><a>&u;</a>`,
		`<!DOCTYPE a [<!ENTITY u '&#60;b c="d"/>'>]><a><b c="d"/></a>`,
	],
	[
		"entities name entities",
		'<!DOCTYPE a [<!ENTITY u "&v;/x"><!ENTITY v "h">]><b c="&u;"/>',
		'<!DOCTYPE a [<!ENTITY u "&v;/x"><!ENTITY v "h">]><b c="h/x"/>',
	],
	[
		"an entity does not end the attribute it stands in",
		`<!DOCTYPE a [<!ENTITY q '"'>]><b c="&q;" d="e"/>`,
		`<!DOCTYPE a [<!ENTITY q '"'>]><b c="&quot;" d="e"/>`,
	],
	[
		"a name that nobody declared stays",
		'<!DOCTYPE a [<!ENTITY u "x">]><b c="&v;&amp;&#65;"/>',
		'<!DOCTYPE a [<!ENTITY u "x">]><b c="&v;&amp;&#65;"/>',
	],
	[
		"the first declaration counts",
		'<!DOCTYPE a [<!ENTITY u "x"><!ENTITY u "y">]><b>&u;</b>',
		'<!DOCTYPE a [<!ENTITY u "x"><!ENTITY u "y">]><b>x</b>',
	],
];

for (const [says, written, read] of CASES) {
	test(says, () => assert.equal(plain(written).text.value, read));
}

test("what an entity stands for has the raw range of its name", () => {
	const written = '<!DOCTYPE a [<!ENTITY u "http://h.example/">]><b c="&u;x"/>';
	const { text } = plain(written);
	const at = text.value.lastIndexOf("http:");
	assert.deepEqual(written.slice(text.start(at), text.end(at + 5)), "&u;");
	assert.equal(written[text.start(text.value.lastIndexOf("x"))], "x");
});

test("a billion laughs end in a problem", () => {
	const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");
	const { problems, text } = plain(`<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l12;</a>`);
	assert.match(problems.join(), /^limit-decoded: entities of entities/);
	assert.match(text.value, /<a>&l12;<\/a>$/);
});

test("an entity that names itself ends in a problem", () => {
	assert.match(plain('<!DOCTYPE a [<!ENTITY u "&u;">]><a>&u;</a>').problems.join(), /^limit-decoded/);
});

const piece = fc.constantFrom(
	"<",
	">",
	"/",
	'"',
	"'",
	"=",
	" ",
	"s:",
	"q:href",
	"xlink:",
	"<!ENTITY ",
	"&u;",
	"<!--",
	"-->",
	"<![CDATA[",
	"]]>",
	"a",
	XLINK,
	SVG,
	' u "',
	"<?",
);

test("whatever is written, nothing throws and every character has a range in the document", () => {
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
			const written = pieces.join("");
			const { text } = plain(written);
			for (let at = 0; at < text.value.length; at++) {
				assert.ok(text.start(at) >= 0 && text.end(at + 1) <= written.length && text.start(at) <= text.end(at + 1));
			}
		}),
		{ numRuns: 2000 },
	);
});

test("a megabyte of tags or declarations is read in linear time", () => {
	for (const unit of ["<s:a q:b='", `<s:a ${SVG} `, '<!ENTITY a "', "<!ENTITY a ", '<!ENTITY u "x">&u;', "s:s:s:"]) {
		const long = unit.repeat(Math.ceil(1e6 / unit.length));
		const begin = process.cpuUsage();
		plain(`<g ${SVG} ${XLINK}>${long}`);
		const { user, system } = process.cpuUsage(begin);
		assert.ok(user + system < 3e6, `${unit} took ${(user + system) / 1000} ms`);
	}
});
