// OpenDocument (ISO/IEC 26300): what an element links to by xlink:href. LibreOffice asks before it updates links to other documents, and by its
// default asks about pictures from elsewhere too; versions before 2023 did not for floating frames (CVE-2023-2255), other programs never ask.

import type { Vector } from "../model/vector.ts";
import { inFile } from "./build/file-construct.ts";
import { flatDocument } from "./build/flat-opendocument.ts";

const LOADED = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"';

function framed(element: string): string {
	return `<text:p><draw:frame svg:width="1mm" svg:height="1mm">${element}</draw:frame></text:p>`;
}

export const vectors: readonly Vector[] = [
	inFile({
		id: "odf-picture",
		title: "linked picture of an OpenDocument file",
		on: ["odf image"],
		why: "The program fetches the picture when the document is opened.",
		probe: flatDocument("text", framed(`<draw:image {href} ${LOADED}/>`)),
	}),
	inFile({
		id: "odf-object",
		title: "linked object of an OpenDocument file",
		on: ["odf object"],
		why: "The program fetches the object when the document is opened and links are updated.",
		probe: flatDocument("text", framed(`<draw:object {href} ${LOADED}/>`)),
	}),
	inFile({
		id: "odf-media",
		title: "linked video, sound or plug-in of an OpenDocument file",
		on: ["odf media"],
		why: "The program fetches it when the document or slide is shown.",
		probe: flatDocument("text", framed(`<draw:plugin {href} ${LOADED} draw:mime-type="application/vnd.sun.star.media"/>`)),
	}),
	inFile({
		id: "odf-frame",
		title: "floating frame of an OpenDocument file",
		on: ["odf frame"],
		why: "LibreOffice before 7.4.7 and 7.5.3 fetches the frame's document when this one is opened, without a question (CVE-2023-2255).",
		probe: flatDocument("text", framed(`<draw:floating-frame {href} ${LOADED}/>`)),
	}),
	inFile({
		id: "odf-hyperlink",
		title: "hyperlink of an OpenDocument file",
		on: ["odf hyperlink"],
		trigger: "click",
		why: "Clicking it in the opened document opens it.",
		probe: flatDocument("text", '<text:p><text:a {href} xlink:type="simple">Report</text:a></text:p>'),
	}),
	inFile({
		id: "odf-section",
		title: "linked section of an OpenDocument text",
		on: ["odf section"],
		why: "The program fetches the other document when this one is opened and links are updated.",
		probe: flatDocument("text", `<text:section text:name="s"><text:section-source {href} ${LOADED}/><text:p/></text:section>`),
	}),
	inFile({
		id: "odf-table",
		title: "linked cells of an OpenDocument spreadsheet",
		on: ["odf table"],
		why: "The program fetches the other sheet when this one is opened and links are updated.",
		probe: flatDocument(
			"spreadsheet",
			'<table:table table:name="S"><table:table-source {href} xlink:type="simple" table:filter-name="calc8"/></table:table>',
		),
	}),
	inFile({
		id: "odf-template",
		title: "template of an OpenDocument file",
		on: ["odf template"],
		why: "The program looks at the template when the document is opened, to offer newer styles.",
		probe: flatDocument(
			"text",
			"<text:p/>",
			'<office:meta><meta:template {href} xlink:type="simple" xlink:actuate="onRequest"/></office:meta>',
		),
	}),
	inFile({
		id: "odf-reload",
		title: "meta:auto-reload of an OpenDocument file",
		on: ["odf reload"],
		why: "The program goes on to it some time after the document was opened.",
		probe: flatDocument("text", "<text:p/>", `<office:meta><meta:auto-reload {href} ${LOADED} meta:delay="PT1S"/></office:meta>`),
	}),
	inFile({
		id: "odf-event",
		title: "event of an OpenDocument file",
		on: ["odf event"],
		why: "The program opens it when the event comes, which may be that the document is opened.",
		probe: flatDocument(
			"text",
			"<text:p/>",
			'<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" {href} xlink:type="simple"/></office:event-listeners></office:scripts>',
		),
	}),
	inFile({
		id: "odf-font",
		title: "font of an OpenDocument file",
		on: ["odf font"],
		why: "The program fetches the font when the document is opened.",
		probe: flatDocument(
			"text",
			"<text:p/>",
			'<office:font-face-decls><style:font-face style:name="F" svg:font-family="F"><svg:font-face-src><svg:font-face-uri {href} xlink:type="simple"/></svg:font-face-src></style:font-face></office:font-face-decls>',
		),
	}),
	inFile({
		id: "odf-form",
		title: "form of an OpenDocument file",
		on: ["odf form"],
		trigger: "click",
		why: "Sending the form in the opened document sends it there.",
		probe: flatDocument(
			"text",
			'<office:forms><form:form form:name="f" {href} xlink:type="simple" form:method="post"/></office:forms><text:p/>',
		),
	}),
	inFile({
		id: "odf-link",
		title: "another link of an OpenDocument file",
		on: ["odf other"],
		why: "The document names it; a program may fetch it when the document is opened.",
		probe: flatDocument("text", '<text:alphabetical-index-auto-mark-file {href} xlink:type="simple"/><text:p/>'),
	}),
];
