import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { reading } from "./reading.ts";

const structure = (html: string): string => reading(html, "html").template.structure;

const ROW = "<tr><td><img src=a><td><h2>x</h2><p>y <a href=b>z</a></p></tr>";
const FRAME = (rows: string): string => `<div><p>Hello</p><table>${rows}</table><ul><li>1</ul><hr></div>`;

test("text, attributes, comments, head and the number of rows change nothing", () => {
	const one = structure(FRAME(ROW));
	assert.match(one, /^[0-9a-f]{16}$/);
	assert.equal(structure(FRAME(ROW.repeat(7))), one);
	assert.equal(structure(`<!doctype html><html><head><meta charset=x><style>p{}</style></head><body>${FRAME(ROW)}<!-- <b> -->`), one);
	assert.equal(
		structure(FRAME(ROW).replace(/>\w+</g, ">other words<").replaceAll("src=a", 'src="c" class=d style="e: f > g"').toUpperCase()),
		one,
	);
	assert.equal(structure(FRAME(`${ROW}<tr><td>spacer`.repeat(3))), structure(FRAME(`${ROW}<tr><td>spacer`)));
});

test("other elements, or another order, are another structure", () => {
	const one = structure(FRAME(ROW));
	for (const html of [FRAME(ROW.replace("h2", "h3")), FRAME(ROW.replace("<img src=a>", "")), FRAME(`${ROW}<tr><td><b>x</b>`), ROW]) {
		assert.notEqual(structure(html), one, html);
	}
});

test("too little markup has none", () => {
	assert.equal(structure("<html><body><p>a<p>b<p>c<br>d"), "");
	assert.equal(structure("no markup"), "");
	assert.equal(reading("<p><b><i><u>plain").template.structure, "");
});

test("a row counts once, however often it stands there", () => {
	const element = fc.constantFrom("td", "img", "a", "p", "h2", "span");
	const row = fc.array(element, { minLength: 1, maxLength: 8 }).map((names) => `<tr>${names.map((name) => `<${name}>`).join("")}`);
	fc.assert(
		fc.property(row, row, fc.integer({ min: 1, max: 9 }), (a, b, times) => {
			fc.pre(a !== b);
			const around = (rows: string): string => structure(`<div><center>${rows}</center><ol><li><hr>`);
			assert.equal(around(a.repeat(times)), around(a));
			assert.equal(around((a + b).repeat(times)), around(a + b));
		}),
		{ numRuns: 300 },
	);
});
