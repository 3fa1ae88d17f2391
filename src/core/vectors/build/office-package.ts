// Office documents to probe with (ECMA-376 parts 1 and 2): the least that Word, Excel and PowerPoint open, with one relationship or one
// piece of content that names the target.

import type { FileProbe } from "./file-construct.ts";
import { escapeAttribute } from "./markup.ts";
import { storedZip } from "./zip.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main";
const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main";
const APPLICATION = "application/vnd.openxmlformats-officedocument";

interface Part {
	readonly content: string;
	/** Content type; "" for what the defaults know. */
	readonly type: string;
}

function contentTypes(parts: Readonly<Record<string, Part>>): string {
	const overrides = Object.entries(parts).map(([path, { type }]) =>
		type === "" ? "" : `<Override PartName="/${path}" ContentType="${type}"/>`,
	);
	return (
		`${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
		`<Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`
	);
}

function packageOf(main: string, parts: Readonly<Record<string, Part>>): string {
	const files: Record<string, string> = {
		"[Content_Types].xml": contentTypes(parts),
		"_rels/.rels": `${DECLARATION}<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="${main}"/></Relationships>`,
	};
	for (const [path, { content }] of Object.entries(parts)) files[path] = DECLARATION + content;
	return storedZip(files);
}

/** "word/document.xml" has "word/_rels/document.xml.rels". */
function relationshipsOf(part: string): string {
	const slash = part.lastIndexOf("/") + 1;
	return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

/** Id rId1, to `target`; `internal` are further ones, each with its id and the part it leads to. */
function relationships(type: string, target: string, internal = ""): Part {
	const whole = type.includes("://") ? type : `${OFFICE}/${type}`;
	const external = `<Relationship Id="rId1" Type="${whole}" Target="${escapeAttribute(target)}" TargetMode="External"/>`;
	return { type: "", content: `<Relationships xmlns="${RELATIONSHIPS}">${external}${internal}</Relationships>` };
}

function wordPart(body: string): Part {
	return {
		type: `${APPLICATION}.wordprocessingml.document.main+xml`,
		content: `<w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="${DRAWING}" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>${body}</w:body></w:document>`,
	};
}

function docx(parts: Readonly<Record<string, Part>>, path: string): FileProbe {
	return {
		name: "report.docx",
		mediaType: `${APPLICATION}.wordprocessingml.document`,
		content: packageOf("word/document.xml", parts),
		path,
	};
}

/** A Word document whose `body` uses the relationship rId1 of this `type` to the target. */
export function wordRelationship(type: string, target: string, body: string): FileProbe {
	const path = relationshipsOf("word/document.xml");
	return docx({ "word/document.xml": wordPart(body), [path]: relationships(type, target) }, path);
}

/** The same of the document's settings (`element` in w:settings) or its web settings. */
export function wordSettingsRelationship(part: "settings" | "webSettings", type: string, target: string, element: string): FileProbe {
	const path = `word/_rels/${part}.xml.rels`;
	const parts = {
		"word/document.xml": wordPart("<w:p/>"),
		"word/_rels/document.xml.rels": {
			type: "",
			content: `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE}/${part}" Target="${part}.xml"/></Relationships>`,
		},
		[`word/${part}.xml`]: {
			type: `${APPLICATION}.wordprocessingml.${part}+xml`,
			content: `<w:${part} xmlns:w="${WORD}" xmlns:r="${OFFICE}">${element}</w:${part}>`,
		},
		[path]: relationships(type, target),
	};
	return docx(parts, path);
}

/** A Word document with the field `instruction`, split over two runs as Word does where its spelling was edited. */
export function wordField(instruction: string): FileProbe {
	const middle = instruction.indexOf(" ") + 1;
	const run = (content: string): string => `<w:r>${content}</w:r>`;
	const text = (piece: string): string => run(`<w:instrText xml:space="preserve">${escapeAttribute(piece)}</w:instrText>`);
	const mark = (type: string): string => run(`<w:fldChar w:fldCharType="${type}"/>`);
	const pieces = [mark("begin"), text(instruction.slice(0, middle)), text(instruction.slice(middle)), mark("separate")];
	const body = `<w:p>${pieces.join("")}${run("<w:t>x</w:t>")}${mark("end")}</w:p>`;
	return docx({ "word/document.xml": wordPart(body) }, "word/document.xml");
}

/** An argument of a field: in quotes, in which a backslash stands before a quote and before another. */
export function fieldArgument(target: string): string {
	return `"${target.replace(/["\\]/g, "\\$&")}"`;
}

function xlsx(parts: Readonly<Record<string, Part>>, workbook: string, related: string, path: string): FileProbe {
	const sheet = `<worksheet xmlns="${SHEET}"><sheetData/></worksheet>`;
	const main = `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>${workbook}</workbook>`;
	const own = {
		"xl/workbook.xml": { type: `${APPLICATION}.spreadsheetml.sheet.main+xml`, content: main },
		"xl/_rels/workbook.xml.rels": {
			type: "",
			content: `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>${related}</Relationships>`,
		},
		"xl/worksheets/sheet1.xml": { type: `${APPLICATION}.spreadsheetml.worksheet+xml`, content: sheet },
	};
	return {
		name: "figures.xlsx",
		mediaType: `${APPLICATION}.spreadsheetml.sheet`,
		content: packageOf("xl/workbook.xml", { ...own, ...parts }),
		path,
	};
}

/** A workbook that takes cells from another. */
export function workbookLink(target: string): FileProbe {
	const path = "xl/externalLinks/_rels/externalLink1.xml.rels";
	const link = `<externalLink xmlns="${SHEET}" xmlns:r="${OFFICE}"><externalBook r:id="rId1"/></externalLink>`;
	return xlsx(
		{
			"xl/externalLinks/externalLink1.xml": { type: `${APPLICATION}.spreadsheetml.externalLink+xml`, content: link },
			[path]: relationships("externalLinkPath", target),
		},
		'<externalReferences><externalReference r:id="rId2"/></externalReferences>',
		`<Relationship Id="rId2" Type="${OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>`,
		path,
	);
}

/** A workbook with a connection that is refreshed when it is opened. */
export function workbookConnection(target: string): FileProbe {
	const path = "xl/connections.xml";
	const content = `<connections xmlns="${SHEET}"><connection id="1" name="q" type="4" refreshedVersion="6" refreshOnLoad="1"><webPr url="${escapeAttribute(target)}"/></connection></connections>`;
	return xlsx(
		{ [path]: { type: `${APPLICATION}.spreadsheetml.connections+xml`, content } },
		"",
		`<Relationship Id="rId2" Type="${OFFICE}/connections" Target="connections.xml"/>`,
		path,
	);
}

/** A presentation of one slide, whose `shape` uses the relationship rId1 of this `type` to the target. */
export function slideRelationship(type: string, target: string, shape: string): FileProbe {
	const path = relationshipsOf("ppt/slides/slide1.xml");
	const main = `<p:presentation xmlns:p="${SLIDES}" xmlns:r="${OFFICE}"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`;
	const tree = `<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>${shape}`;
	const slide = `<p:sld xmlns:p="${SLIDES}" xmlns:r="${OFFICE}" xmlns:a="${DRAWING}"><p:cSld><p:spTree>${tree}</p:spTree></p:cSld></p:sld>`;
	const parts = {
		"ppt/presentation.xml": { type: `${APPLICATION}.presentationml.presentation.main+xml`, content: main },
		"ppt/_rels/presentation.xml.rels": {
			type: "",
			content: `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE}/slide" Target="slides/slide1.xml"/></Relationships>`,
		},
		"ppt/slides/slide1.xml": { type: `${APPLICATION}.presentationml.slide+xml`, content: slide },
		[path]: relationships(type, target),
	};
	return {
		name: "talk.pptx",
		mediaType: `${APPLICATION}.presentationml.presentation`,
		content: packageOf("ppt/presentation.xml", parts),
		path,
	};
}
