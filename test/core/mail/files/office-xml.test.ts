// Parts of Office packages and single XML files of Office: what each names, in whatever prefixes, encodings and entities it is written.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { format } from "../../../../src/core/mail/files/office-xml.ts";
import { attachedFile, damaged, shownBy } from "./attached.ts";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

function part(name: string, content: string): string[] {
	return shownBy(format, attachedFile(name, content, { [name]: content }));
}

function relationship(attributes: string, prefix = ""): string[] {
	const content = `<${prefix}Relationships xmlns${prefix === "" ? "" : `:${prefix.slice(0, -1)}`}="${PACKAGE}"><${prefix}Relationship ${attributes}/></${prefix}Relationships>`;
	return part("word/_rels/document.xml.rels", content);
}

const TEMPLATE = `Id="r1" Type="${OFFICE}/attachedTemplate" Target="http://h.example/t" TargetMode="External"`;
const SHOWN = ["relationship attachedtemplate http://h.example/t"];

test("an external relationship is shown by its type, whatever the prefix", () => {
	assert.deepEqual(relationship(TEMPLATE), SHOWN);
	assert.deepEqual(relationship(TEMPLATE, "p:"), SHOWN);
	assert.deepEqual(relationship(TEMPLATE.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")), SHOWN);
	assert.deepEqual(relationship(TEMPLATE.replace("attachedTemplate", "constructor")), ["relationship other http://h.example/t"]);
});

test("an address without TargetMode is external to whoever does not ask for it", () => {
	assert.deepEqual(relationship(TEMPLATE.replace(' TargetMode="External"', "")), SHOWN);
	assert.deepEqual(relationship(`Type="${OFFICE}/image" Target="media/image1.png"`), []);
});

test("UTF-16 and entities of the document's own hide nothing", () => {
	const document = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY h "http://h.example">]><Relationships xmlns="${PACKAGE}"><Relationship Type="${OFFICE}/attachedTemplate" Target="&h;/t" TargetMode="External"/></Relationships>`;
	assert.deepEqual(
		part("a.rels", document).filter((line) => line.startsWith("relationship")),
		SHOWN,
	);
	assert.deepEqual(
		part("a.rels", Buffer.from(`\ufeff${document}`, "utf16le").toString("latin1")).filter((line) => line.startsWith("relationship")),
		SHOWN,
	);
});

test("a document type that names a file elsewhere is handed on as markup", () => {
	const lines = part("word/document.xml", `<!DOCTYPE w SYSTEM "http://h.example/x.dtd"><w:document ${WORD}/>`);
	assert.deepEqual(lines, ['xml <!DOCTYPE w SYSTEM "http://h.example/x.dtd">']);
});

test("what merely lies in an archive is markup", () => {
	assert.deepEqual(part("a.xml", "<a/>"), ["xml <a/>"]);
	assert.deepEqual(shownBy(format, attachedFile("a.xml", "<a/>")), []);
});

test("an instruction may be split over runs and hold others", () => {
	const mark = (type: string): string => `<w:fldChar w:fldCharType="${type}"/>`;
	const text = (piece: string): string => `<w:instrText>${piece}</w:instrText>`;
	const body = [
		mark("begin"),
		text("INCLUDE"),
		text("PICTURE "),
		mark("begin"),
		text("QUOTE 104 116 116 112"),
		mark("separate"),
		"<w:t>x</w:t>",
		mark("end"),
		text("://h.example/"),
		mark("end"),
	];
	assert.deepEqual(part("word/document.xml", `<w:document ${WORD}>${body.join("")}</w:document>`), ["field picture http://h.example/"]);
	assert.deepEqual(part("word/document.xml", `<w:document ${WORD}>${body.slice(0, -1).join("")}`), ["field picture http://h.example/"]);
	assert.deepEqual(part("word/document.xml", `<w:document ${WORD}><w:fldSimple w:instr=' HYPERLINK "http://h.example/"'/></w:document>`), [
		"field hyperlink http://h.example/",
	]);
});

test("fields in fields without end are read", () => {
	const open = '<w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK http://h.example/</w:instrText>';
	assert.ok(part("word/document.xml", `<w:document ${WORD}>${open.repeat(5000)}`).length > 0);
});

test("formulas of sheets, defined names and conditions are read", () => {
	const sheet = (element: string): string[] =>
		part("xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${element}</worksheet>`);
	const formula = "_xlfn.WEBSERVICE(&quot;http://h.example/&quot;)";
	for (const element of ["f", "definedName", "formula", "formula1"])
		assert.deepEqual(sheet(`<${element}>${formula}</${element}>`), ["formula fetch http://h.example/"], element);
	assert.deepEqual(sheet('<ddeLink ddeService="cmd" ddeTopic="/c start http://h.example/"/>'), ["formula dde /c start http://h.example/"]);
	assert.deepEqual(sheet(`<v>${formula}</v>`), []);
});

test("single files of Office 2003 and OpenDocument are told by what they hold", () => {
	const old =
		'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Cell ss:HRef="http://h.example/" ss:Formula="=IMAGE(&quot;http://i.example/&quot;)"/></Workbook>';
	assert.deepEqual(shownBy(format, attachedFile("a.xls", old)), [
		"relationship hyperlink http://h.example/",
		"formula image http://i.example/",
	]);
	const flat =
		'<?xml version="1.0"?><o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><d:image l:href="http://h.example/"/></o:document>';
	assert.deepEqual(shownBy(format, attachedFile("a.fodt", flat)), ["odf image http://h.example/"]);
});

test("cut off or changed at any byte, nothing throws", () => {
	for (const [name, sample] of [
		["word/_rels/a.rels", `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}"><Relationship ${TEMPLATE}/></Relationships>`],
		[
			"word/document.xml",
			`<w:document ${WORD}><w:fldChar w:fldCharType="begin"/><w:instrText>DDE a "&#104;ttp://h"</w:instrText></w:document>`,
		],
		["content.xml", '<o:d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><d:image l:href="http://h.example/"/></o:d>'],
	] as const) {
		for (const content of damaged(sample)) part(name, content);
	}
});

test("whatever is written is read in linear time", () => {
	const pieces = [
		"<a ",
		'"',
		"='",
		"&#x",
		"<!DOCTYPE",
		"]>",
		"<f>",
		"</f>",
		"IMAGE(",
		"<w:instrText>",
		'<w:fldChar w:fldCharType="begin"/>',
		"<![CDATA[",
	];
	for (const piece of pieces) {
		const begun = performance.now();
		part("word/document.xml", `<w:document ${WORD}>${piece.repeat(Math.ceil(300_000 / piece.length))}`);
		assert.ok(performance.now() - begun < 6000, piece);
	}
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...pieces, "http://h.example/", "/>"), { maxLength: 40 }), (drawn) => {
			part("word/document.xml", `<w:document ${WORD}>${drawn.join("")}`);
		}),
		{ numRuns: 300 },
	);
});
