// Rich text (RTF 1.9.1) and the binary formats of Office ([MS-DOC], [MS-ODRAW]): what a document names outside of itself, apart from its fields
// (office-fields.ts) and formulas (spreadsheets.ts). Office opens a file from a mail in Protected View, where it fetches nothing until
// the reader enables editing; other programs do not wait.

import type { Vector } from "../model/vector.ts";
import { wordDocument } from "./build/compound.ts";
import { inFile } from "./build/file-construct.ts";
import { linkedObject, richText, richTextOf } from "./build/rich-text.ts";
import { cutConnection } from "./microsyntax/command.ts";
import { cutLinkSource } from "./microsyntax/link-source.ts";

export const vectors: readonly Vector[] = [
	inFile({
		id: "rtf-template",
		title: "template of rich text",
		on: ["rtf template"],
		why: "Word fetches the template, and runs its macros where they are allowed, when the document is opened and edited.",
		probe: (target) => richText(`{\\*\\template ${richTextOf(target)}}`),
	}),
	inFile({
		id: "doc-template",
		title: "template of a Word document (.doc)",
		on: ["doc template"],
		why: "Word fetches the template, and runs its macros where they are allowed, when the document is opened and edited.",
		probe: (target) => wordDocument(target),
	}),
	inFile({
		id: "shape-picture",
		title: "picture of a shape, kept elsewhere",
		on: ["shape picture"],
		why: "Office fetches the picture when the document is opened outside of Protected View.",
		probe: (target) =>
			richText(
				`{\\shp{\\*\\shpinst\\shpwr3{\\sp{\\sn shapeType}{\\sv 75}}{\\sp{\\sn pibFlags}{\\sv 10}}{\\sp{\\sn pibName}{\\sv ${richTextOf(target)}}}}}`,
			),
	}),
	inFile({
		id: "shape-hyperlink",
		title: "hyperlink of a shape",
		on: ["shape hyperlink"],
		trigger: "click",
		why: "Clicking the shape in the opened document opens it.",
		probe: (target) =>
			richText(
				`{\\shp{\\*\\shpinst{\\sp{\\sn pihlShape}{\\sv {\\*\\hl{\\hlloc }{\\hlsrc ${richTextOf(target)}}{\\hlfr ${richTextOf("Report")}}}}}}}`,
			),
	}),
	inFile({
		id: "rtf-file",
		title: "file named by rich text",
		on: ["rtf file"],
		why: "A part of a master document, a font or a style sheet kept elsewhere: Word asks for it when the document needs it.",
		probe: (target) => richText(`{\\*\\filetbl{\\file\\fid0\\frelative0\\fosnum0\\fnetwork ${richTextOf(target)}}}`),
	}),
	inFile({
		id: "rtf-mail-merge",
		title: "data source of rich text",
		on: ["rtf data source"],
		cut: cutConnection,
		why: "Word asks the source for data when the document is opened and a question is answered with yes.",
		probe: (target) => richText(`{\\*\\mailmerge{\\mmmaintypeletters}{\\*\\mmdatasource ${richTextOf(target)}}}`),
	}),
	inFile({
		id: "ole-link",
		title: "link of an OLE object",
		on: ["ole link"],
		cut: cutLinkSource,
		why: "Office fetches the object's source when the document is opened (CVE-2017-0199), after a question in newer versions.",
		probe: (target) => ({
			...richText(`{\\object\\objautlink\\objupdate{\\*\\objdata ${linkedObject(`${target}!`)}}{\\result }}`),
			path: "object 1",
		}),
	}),
];
