// PDF documents as opened in attachments: every action that names a host is found, wherever its object stands and however it is packed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { PDFDocument, PDFHexString, PDFName, PDFString } from "@cantoo/pdf-lib";
import fc from "fast-check";
import { unpackPdf } from "../../../src/edge/containers/pdf.ts";
import { codesIn, type Unpacked, unpacked } from "./unpacked.ts";

const URL_ = "http://tracker.example/a";

/** `text` is one character a byte. */
function opened(text: string): Promise<Unpacked> {
	return unpacked(unpackPdf, new Uint8Array(Buffer.from(text, "latin1")));
}

/** A document of these objects, numbered from 1, without a cross-reference table. */
function pdf(...objects: readonly string[]): string {
	return `%PDF-1.7\n${objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join("")}trailer << /Root 1 0 R >>\n`;
}

function stream(entries: string, data: string | Uint8Array): string {
	const text = typeof data === "string" ? data : Buffer.from(data).toString("latin1");
	return `<< ${entries} /Length ${text.length} >>\nstream\n${text}\nendstream`;
}

function packedStream(entries: string, data: string): string {
	return stream(`${entries} /Filter /FlateDecode`, deflateSync(Buffer.from(data, "latin1")));
}

async function shows(objects: readonly string[], ...constructs: readonly string[]): Promise<void> {
	const found = await opened(pdf(...objects));
	assert.deepEqual(found.constructs, constructs);
	assert.deepEqual(found.problems, []);
}

const ACTIONS: Readonly<Record<string, readonly [object: string, ...constructs: string[]]>> = {
	URI: [`<< /S /URI /URI (${URL_}) >>`, `pdf uri ${URL_}`],
	"GoToR to a URL": [`<< /S /GoToR /F << /FS /URL /F (${URL_}) >> /D [0 /Fit] >>`, `pdf other document ${URL_}`],
	"GoToR to a share": ["<< /S /GoToR /F (//tracker.example/share/x.pdf) >>", "pdf other document file://tracker.example/share/x.pdf"],
	"GoToR to a share in backslashes": [
		"<< /S /GoToR /F (\\\\\\\\tracker.example\\\\x.pdf) >>",
		"pdf other document file://tracker.example/x.pdf",
	],
	GoToE: [`<< /S /GoToE /F (${URL_}) /D (x) >>`, `pdf other document ${URL_}`],
	Thread: [`<< /S /Thread /F (${URL_}) /D 0 >>`, `pdf other document ${URL_}`],
	Launch: [`<< /S /Launch /F (${URL_}) >>`, `pdf launch ${URL_}`],
	"Launch under Windows": [`<< /S /Launch /Win << /F (cmd.exe) /P (/c start ${URL_}) >> >>`, "pdf launch cmd.exe", `pdf launch ${URL_}`],
	SubmitForm: [`<< /S /SubmitForm /F << /FS /URL /F (${URL_}) >> >>`, `pdf submit form ${URL_}`],
	ImportData: [`<< /S /ImportData /F (${URL_}) >>`, `pdf import data ${URL_}`],
	JavaScript: [
		"<< /S /JavaScript /JS (this.getURL\\(\"http://tracker.example/a b\"\\); app.launchURL\\('http://tracker.example/b'\\)) >>",
		"pdf script http://tracker.example/a",
		"pdf script http://tracker.example/b",
	],
	"JavaScript with escaped slashes": [
		"<< /S /JavaScript /JS (SOAP.connect\\('http:\\\\/\\\\/tracker.example\\\\/a'\\)) >>",
		`pdf script ${URL_}`,
	],
	"JavaScript that names a share": [
		'<< /S /JavaScript /JS (x = "\\\\\\\\\\\\\\\\tracker.example\\\\\\\\share") >>',
		"pdf script \\\\tracker.example\\share",
	],
	"a rendition's script": [`<< /S /Rendition /JS (app.openDoc\\("${URL_}"\\)) >>`, `pdf script ${URL_}`],
	"a picture elsewhere": [`<< /Type /XObject /Subtype /Form /Ref << /F << /FS /URL /F (${URL_}) >> >> >>`, `pdf external file ${URL_}`],
	"a film elsewhere": [`<< /Type /Filespec /UF (${URL_}) /F (film.mp4) >>`, `pdf external file ${URL_}`],
	"a stream whose data lie elsewhere": [`<< /Length 0 /F (${URL_}) >>`, `pdf external file ${URL_}`],
};

for (const [name, [object, ...constructs]] of Object.entries(ACTIONS)) {
	test(`${name} is found`, () => shows([object], ...constructs.map((construct) => `${construct} @ 1 0 obj`)));
}

const SPELLINGS: Readonly<Record<string, string>> = {
	"a hexadecimal string": `/URI <${Buffer.from(URL_).toString("hex")}>`,
	"one with blanks in it and no last digit": `/URI <${Buffer.from(`${URL_}0`).toString("hex").slice(0, -1).replace(/../g, "$& ")}>`,
	"escapes in names": `/#55#52I (${URL_})`,
	"octal escapes and joined lines": "/URI (http:\\057\\57tracker.exa\\\r\nmple/a)",
	"comments in between": `/URI % a remark (http://decoy.example)\n (${URL_})`,
	"UTF-16": `/URI <feff${Buffer.from(URL_, "utf16le").swap16().toString("hex")}>`,
	"UTF-8 by its mark": `/URI (\xef\xbb\xbf${URL_})`,
	"no blanks": `/X/Y/URI(${URL_})`,
	"keys without values and words between": `/X 7 true ] (y) /URI (${URL_}) /Z`,
};

for (const [name, spelling] of Object.entries(SPELLINGS)) {
	test(`written with ${name} it is found`, async () => {
		const { constructs } = await opened(pdf(`<< /S /URI ${spelling} >>`));
		assert.deepEqual(
			constructs.map((construct) => construct.replace("a0 @", "a @")),
			[`pdf uri ${URL_} @ 1 0 obj`],
		);
	});
}

test("parts of an action may stand in objects of their own", () =>
	shows(["<< /A 2 0 R >>", "<< /S 3 0 R /F 4 0 R >>", "/Launch", "<< /FS /URL /F 5 0 R >>", `(${URL_})`], `pdf launch ${URL_} @ 2 0 obj`));

test("what runs when the document is opened is told from what is clicked, through references and what follows", () =>
	shows(
		[
			"<< /Type /Catalog /OpenAction 2 0 R /AA << /WC << /S /URI /URI (http://tracker.example/close) >> >> /Names << /JavaScript << /Names [(x) 6 0 R] >> >> >>",
			"<< /S /GoTo /D [3 0 R /Fit] /Next [4 0 R] >>",
			"<< /Type /Page /Annots [5 0 R] >>",
			"<< /S /URI /URI (http://tracker.example/next) >>",
			"<< /Subtype /Link /A << /S /URI /URI (http://tracker.example/click) >> >>",
			"<< /S /JavaScript /JS (app.launchURL\\('http://tracker.example/script'\\)) >>",
		],
		"!pdf uri http://tracker.example/close @ 1 0 obj",
		"!pdf uri http://tracker.example/next @ 4 0 obj",
		"pdf uri http://tracker.example/click @ 5 0 obj",
		"!pdf script http://tracker.example/script @ 6 0 obj",
	));

test("relative URIs are put behind the document's base", () =>
	shows(
		["<< /Type /Catalog /URI << /Base (http://tracker.example/folder/) >> >>", "<< /S /URI /URI (page?id=7) >>"],
		"pdf uri http://tracker.example/folder/page?id=7 @ 2 0 obj",
	));

const INNER = `4 0 9 20 << /S /URI /URI 9 0 R >> (${URL_})`;
const FIRST = INNER.indexOf("<<");
const PACKED = INNER.replace("20", String(INNER.indexOf("(") - FIRST));

const FILTERS: Readonly<Record<string, string>> = {
	"no filter": stream(`/Type /ObjStm /N 2 /First ${FIRST}`, PACKED),
	Flate: packedStream(`/Type /ObjStm /N 2 /First ${FIRST}`, PACKED),
	"Flate in hexadecimal in ASCII85": stream(
		`/Type /ObjStm /N 2 /First ${FIRST} /Filter [/A85 /AHx /Fl]`,
		ascii85(`${deflateSync(PACKED).toString("hex")}>`),
	),
	"run lengths": stream(
		`/Type /ObjStm /N 2 /First ${FIRST} /Filter /RunLengthDecode`,
		`${String.fromCharCode(PACKED.length - 1)}${PACKED}\x80`,
	),
	"Flate with differences to the row above": packedStream(
		`/Type /ObjStm /N 2 /First ${FIRST} /DecodeParms << /Predictor 12 /Columns 8 >>`,
		differences(PACKED, 8),
	),
	"a filter that is named in another object": `${stream(`/Type /ObjStm /N 2 /First ${FIRST} /Filter 7 0 R`, deflateSync(PACKED))}\nendobj\n7 0 obj [/FlateDecode]`,
	"a word in it that would end it": stream(`/Type /ObjStm /N 2 /First ${FIRST}`, `${PACKED} (endstream)`),
	"no first offset": stream("/Type /ObjStm /N 2", PACKED),
};

for (const [name, object] of Object.entries(FILTERS)) {
	test(`an object stream with ${name} is read`, () => shows([object], `pdf uri ${URL_} @ 4 0 obj`));
}

function ascii85(text: string): string {
	const bytes = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4), "latin1");
	let encoded = "";
	for (let at = 0; at < bytes.length; at += 4) {
		let value = bytes.readUInt32BE(at);
		let group = "";
		for (let k = 0; k < 5; k++) {
			group = String.fromCharCode(33 + (value % 85)) + group;
			value = Math.floor(value / 85);
		}
		encoded += group;
	}
	return `${encoded}~>`;
}

/** PNG's second filter: each byte less the one above. */
function differences(text: string, columns: number): string {
	const bytes = Buffer.from(text.padEnd(Math.ceil(text.length / columns) * columns), "latin1");
	const rows: Buffer[] = [];
	for (let from = 0; from < bytes.length; from += columns) {
		const row = Buffer.alloc(columns + 1, 2);
		for (let at = 0; at < columns; at++)
			row[at + 1] = (bytes[from + at] as number) - (from === 0 ? 0 : (bytes[from + at - columns] as number));
		rows.push(row);
	}
	return Buffer.concat(rows).toString("latin1");
}

test("a filter of pictures and one that nobody knows are named where an object stream or a file is packed with them", async () => {
	const found = await opened(
		pdf(stream("/Type /ObjStm /First 0 /Filter /DCTDecode", "x"), stream("/Type /EmbeddedFile /Filter /Odd", "x")),
	);
	assert.deepEqual(found.problems, [
		"not-opened: 1 0 obj is packed in a way that this version does not read",
		"not-opened: 2 0 obj is packed in a way that this version does not read",
	]);
});

test("objects outside of any table, older revisions, and objects within a stream's data are read", async () => {
	const first = pdf("<< /S /URI /URI 9 0 R >>", stream("", "7 0 obj << /S /URI /URI (http://inside.example/) >> endobj"));
	const { constructs } = await opened(
		`${first}9 0 obj (http://old.example/) endobj xref 0 1 trailer << >> startxref 0 %%EOF 9 0 obj (http://new.example/) endobj`,
	);
	assert.deepEqual(constructs, [
		"pdf uri http://new.example/ @ 1 0 obj",
		"pdf uri http://old.example/ @ 1 0 obj",
		"pdf uri http://inside.example/ @ 7 0 obj",
	]);
});

test("a stream that claims to reach over other objects does not hide them", () =>
	shows(
		[`<< /Length 10000 >>\nstream\nx\nendstream`, `<< /S /URI /URI (${URL_}) >>`, stream("", "x".repeat(9000))],
		`pdf uri ${URL_} @ 2 0 obj`,
	));

test("attached files are handed over with their names, however they are referred to", async () => {
	const specification = "<< /Type /Filespec /F (a.html) /EF << /F 2 0 R >> >>";
	const page = `<img src=${URL_}>`;
	for (const objects of [
		[specification, packedStream("/Type /EmbeddedFile", page)],
		[specification, packedStream("", page)],
		[packedStream("/Type /ObjStm /First 4", `8 0 ${specification}`), packedStream("", page)],
	]) {
		const { files, problems } = await opened(pdf(...objects));
		assert.deepEqual(files, [`a.html ${page}`]);
		assert.deepEqual(problems, []);
	}
	const nameless = await opened(pdf("<< >>", stream("/Type /EmbeddedFile", page)));
	assert.deepEqual(nameless.files, [`2 0 obj ${page}`]);
});

test("scripts in streams are read, those that an object stream refers to as well", () =>
	shows(
		[packedStream("/Type /ObjStm /First 4", "8 0 << /S /JavaScript /JS 2 0 R >>"), packedStream("", `app.launchURL("${URL_}")`)],
		`pdf script ${URL_} @ 8 0 obj`,
	));

test("forms in XML are handed over, whole, in packets and where nothing points to them; pictures and fonts are not", async () => {
	const { files } = await opened(
		pdf(
			"<< /AcroForm << /XFA [(template) 2 0 R (datasets) 3 0 R] >> >>",
			packedStream("", "<template/>"),
			stream("", "no mark-up"),
			stream("", " <metadata/>"),
			stream("/Subtype /Image", "<image/>"),
			stream("/Length1 5", "<font/>"),
			stream("", "BT (text) Tj ET"),
		),
	);
	assert.deepEqual(files, ["2 0 obj <template/>", "3 0 obj no mark-up", "4 0 obj  <metadata/>"]);
});

test("actions that lead to each other for ever end", () =>
	shows(["<< /OpenAction 2 0 R >>", "[2 0 R 3 0 R]", "<< /Next [3 0 R 2 0 R] /AA 1 0 R >>"]));

test("where nothing of a PDF stands it is said", async () => {
	assert.deepEqual((await opened("%PDF-1.7 nothing")).problems, ["unparsable: no object of a PDF stands in it"]);
});

test("a word that speaks of an encryption where there is none changes nothing", async () => {
	const text = `${pdf(`<< /S /URI /URI (${URL_}) >>`, "<< >>")}%/Encrypt\n2 0 obj <</X 1>> endobj 2 0 obj << /S /URI /URI (http://old.example/) >> endobj 2 0 obj << >> endobj`;
	assert.deepEqual((await opened(text)).constructs, [`pdf uri ${URL_} @ 1 0 obj`, "pdf uri http://old.example/ @ 2 0 obj"]);
});

/** A document with an action of each of these kinds, as the library writes it. */
async function written(
	kinds: readonly string[],
	at: "page" | "document",
	hexadecimal: boolean,
	protection: Protection,
): Promise<Uint8Array> {
	const document = await PDFDocument.create();
	const { context } = document;
	const page = document.addPage([100, 100]);
	const text = (value: string) => (hexadecimal ? PDFHexString.fromText(value) : PDFString.of(value));
	const actions = kinds.map((kind, index) => {
		const url = text(`${URL_}/${index}`);
		const where = kind === "URI" ? { URI: url } : { F: context.obj({ Type: "Filespec", FS: "URL", F: url }) };
		return context.register(context.obj({ Type: "Action", S: kind, ...where }));
	});
	if (at === "page") {
		const links = actions.map((action) => context.obj({ Type: "Annot", Subtype: "Link", Rect: [0, 0, 9, 9], A: action }));
		page.node.set(PDFName.of("Annots"), context.obj(links));
	} else document.catalog.set(PDFName.of("OpenAction"), context.obj({ Type: "Action", S: "GoTo", Next: actions }));
	if (protection.password !== null) document.encrypt({ userPassword: protection.password, ownerPassword: "owner" });
	return await document.save({ useObjectStreams: protection.packed });
}

interface Protection {
	/** Of the reader; "" opens by itself. Null where there is none. */
	readonly password: string | null;
	readonly packed: boolean;
}

const CONSTRUCTS: Readonly<Record<string, string>> = {
	URI: "pdf uri",
	GoToR: "pdf other document",
	Launch: "pdf launch",
	SubmitForm: "pdf submit form",
	ImportData: "pdf import data",
};

test("of whatever pdf-lib writes, packed or not, encrypted without a password or not, each action is found and nothing else", () =>
	fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(...Object.keys(CONSTRUCTS)), { maxLength: 6 }),
			fc.constantFrom("page" as const, "document" as const),
			fc.boolean(),
			// Unless it packs them, the library leaves the strings of an encrypted document as they are.
			fc.constantFrom({ password: null, packed: false }, { password: null, packed: true }, { password: "", packed: true }),
			async (kinds, at, hexadecimal, protection) => {
				const { constructs, problems } = await unpacked(unpackPdf, await written(kinds, at, hexadecimal, protection));
				const expected = kinds.map((kind, index) => `${at === "document" ? "!" : ""}${CONSTRUCTS[kind]} ${URL_}/${index}`);
				assert.deepEqual(constructs.map((construct) => construct.replace(/ @ .*/, "")).sort(), expected.sort());
				assert.deepEqual(problems, []);
			},
		),
		{ numRuns: 60 },
	));

test("what stands readable in an encrypted document, as in an older revision, is found as well", async () => {
	const found = await unpacked(unpackPdf, await written(["URI"], "page", false, { password: "", packed: false }));
	assert.ok(found.constructs.some((construct) => construct.startsWith(`pdf uri ${URL_}/0 @`)));
});

test("a document that only a password opens is named as encrypted", async () => {
	const found = await unpacked(unpackPdf, await written(["URI"], "page", false, { password: "secret", packed: true }));
	assert.deepEqual(codesIn(found).includes("encrypted"), true);
	assert.deepEqual(
		found.constructs.filter((construct) => construct.includes("tracker.example")),
		[],
	);
});
