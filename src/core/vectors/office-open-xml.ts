// Office Open XML (ECMA-376): what a document names outside of its package, by the relationship's type or the part that names it. Files
// from a mail open in Protected View, where Office fetches nothing until the reader enables editing; other programs do not wait.

import type { Vector } from "../model/vector.ts";
import { inFile } from "./build/file-construct.ts";
import { slideRelationship, wordRelationship, wordSettingsRelationship, workbookConnection, workbookLink } from "./build/office-package.ts";
import { cutConnection } from "./microsyntax/command.ts";
import { cutLinkSource } from "./microsyntax/link-source.ts";

const LINKED_OBJECT =
	'<w:p><w:r><w:object><o:OLEObject Type="Link" ProgID="htmlfile" r:id="rId1" UpdateMode="OnCall"/></w:object></w:r></w:p>';
const LINKED_PICTURE =
	'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId1"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
const LINK = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Report</w:t></w:r></w:hyperlink></w:p>';
const MOVIE =
	'<p:pic><p:nvPicPr><p:cNvPr id="2" name="m"/><p:cNvPicPr/><p:nvPr><a:videoFile r:link="rId1"/></p:nvPr></p:nvPicPr><p:blipFill/><p:spPr/></p:pic>';
const WITH_LINKED_SOURCE =
	'<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="textFile"/><w:dataSource r:id="rId1"/></w:mailMerge>';

export const vectors: readonly Vector[] = [
	inFile({
		id: "office-template",
		title: "attached template of a Word document",
		on: ["relationship attachedtemplate"],
		why: "Word fetches the template, and runs its macros where they are allowed, when the document is opened and edited.",
		probe: (target) => wordSettingsRelationship("settings", "attachedTemplate", target, '<w:attachedTemplate r:id="rId1"/>'),
	}),
	inFile({
		id: "office-linked-object",
		title: "linked OLE object",
		on: ["relationship oleobject", "relationship package", "relationship control"],
		cut: cutLinkSource,
		why: "Office fetches the object's source when the document is opened (CVE-2017-0199, CVE-2021-40444, CVE-2022-30190), after a question in newer versions.",
		probe: (target) => wordRelationship("oleObject", `${target}!`, LINKED_OBJECT),
	}),
	inFile({
		id: "office-linked-picture",
		title: "linked picture",
		on: ["relationship image"],
		why: "Office fetches the picture when the document is opened outside of Protected View; LibreOffice asks, other programs may not.",
		probe: (target) => wordRelationship("image", target, LINKED_PICTURE),
	}),
	inFile({
		id: "office-frame",
		title: "frame of a web layout",
		on: ["relationship frame"],
		why: "Word fetches the frame's page when the document is opened.",
		probe: (target) =>
			wordSettingsRelationship(
				"webSettings",
				"frame",
				target,
				'<w:frameset><w:frame><w:name w:val="f"/><w:sourceFileName r:id="rId1"/></w:frame></w:frameset>',
			),
	}),
	inFile({
		id: "office-hyperlink",
		title: "hyperlink of an Office document",
		on: ["relationship hyperlink"],
		trigger: "click",
		why: "Clicking it in the opened document opens it.",
		probe: (target) => wordRelationship("hyperlink", target, LINK),
	}),
	inFile({
		id: "office-sub-document",
		title: "sub-document or imported part",
		on: ["relationship subdocument", "relationship afchunk"],
		why: "Word fetches it into the document: a share when the document is opened, a page when the outline is expanded.",
		probe: (target) => wordRelationship("subDocument", target, '<w:p><w:subDoc r:id="rId1"/></w:p>'),
	}),
	inFile({
		id: "office-workbook-link",
		title: "link to another workbook",
		on: [
			"relationship externallink",
			"relationship externallinkpath",
			"relationship externallinklongpath",
			"relationship xlpathmissing",
			"relationship xllibrary",
			"relationship xlstartup",
			"relationship xlalternatestartup",
		],
		why: "Excel fetches the other workbook when this one is opened and links are updated.",
		probe: workbookLink,
	}),
	inFile({
		id: "office-media",
		title: "linked video or sound",
		on: ["relationship video", "relationship audio", "relationship media"],
		why: "PowerPoint fetches it when the slide is shown, which a slide show (.ppsx) does as soon as it is opened.",
		probe: (target) => slideRelationship("video", target, MOVIE),
	}),
	inFile({
		id: "office-mail-merge",
		title: "source of a mail merge",
		on: ["relationship mailmergesource", "relationship mailmergeheadersource"],
		why: "Word asks the source for data when the document is opened, after a question.",
		probe: (target) => wordSettingsRelationship("settings", "mailMergeSource", target, WITH_LINKED_SOURCE),
	}),
	inFile({
		id: "office-connection",
		title: "data connection",
		on: ["office connection"],
		cut: cutConnection,
		why: "Excel, Word or Visio asks the source for data when the document is opened and connections are enabled.",
		probe: workbookConnection,
	}),
	inFile({
		id: "office-add-in",
		title: "add-in or user interface from elsewhere",
		on: [
			"relationship customui",
			"relationship extensibility",
			"relationship usercustomization",
			"relationship webextension",
			"relationship webextensiontaskpanes",
			"office add-in",
		],
		why: "Office fetches the add-in that the document asks for when it is opened, after a question.",
		probe: (target) => wordRelationship("http://schemas.microsoft.com/office/2006/relationships/ui/userCustomization", target, "<w:p/>"),
	}),
	inFile({
		id: "office-relationship",
		title: "another external relationship",
		on: ["relationship other"],
		why: "The document names it outside of itself, as something that no version of Office is known to fetch by itself.",
		probe: (target) => wordRelationship("http://schemas.sender.example/relationships/unknown", target, "<w:p/>"),
	}),
];
