// Formulas of spreadsheets, in sheets of every kind (Office Open XML, OpenDocument, delimited text, SYLK): functions that fetch, cells of other
// workbooks, links to other programs. Office computes them once editing is enabled (a file from a mail opens without it), LibreOffice
// after a question, Google Sheets at once.

import type { Hit, Vector } from "../model/vector.ts";
import { type FileProbe, inFile } from "./build/file-construct.ts";
import { findHost } from "./build/host-target.ts";
import { cutCommand } from "./microsyntax/command.ts";

/** Delimited text with one cell. */
function csv(formula: string): FileProbe {
	return { name: "list.csv", mediaType: "text/csv", content: `Name,Value\r\nprobe,"${formula.replaceAll('"', '""')}"\r\n` };
}

const call = inFile({
	id: "sheet-call",
	title: "formulas RTD, CALL, EXEC, REGISTER",
	on: ["formula call"],
	cut: cutCommand,
	why: "A macro sheet, or a data source, contacts it once the file is opened and its content is enabled.",
	probe: (target) => csv(`=CALL("library","function","JC","${target}")`),
});

export const vectors: readonly Vector[] = [
	inFile({
		id: "sheet-fetch",
		title: "formulas WEBSERVICE, IMPORTDATA, IMPORTXML",
		on: ["formula fetch"],
		why: "The sheet fetches it when the file is opened: Excel and LibreOffice once editing is enabled, Google Sheets by itself.",
		probe: (target) => csv(`=WEBSERVICE("${target}")`),
	}),
	inFile({
		id: "sheet-image",
		title: "formula IMAGE",
		on: ["formula image"],
		why: "The picture is fetched when the file is opened: by Excel once editing is enabled, by Google Sheets at once.",
		probe: (target) => csv(`=IMAGE("${target}")`),
	}),
	inFile({
		id: "sheet-hyperlink",
		title: "formula HYPERLINK",
		on: ["formula hyperlink"],
		trigger: "click",
		why: "Clicking the cell of the opened file opens it.",
		probe: (target) => csv(`=HYPERLINK("${target}","Report")`),
	}),
	inFile({
		id: "sheet-dde",
		title: "DDE link",
		on: ["formula dde"],
		cut: cutCommand,
		why: "The sheet starts a program with it once the file is opened and links are updated.",
		probe: (target) => csv(`=DDE("soffice","${target}","Sheet1.A1")`),
	}),
	inFile({
		id: "sheet-workbook",
		title: "cells of another workbook",
		on: ["formula workbook"],
		why: "The other workbook is opened when the file is opened and links are updated.",
		probe: (target) => csv(`='${target.replaceAll("'", "''")}'#$Sheet1.A1`),
	}),
	{
		...call,
		// A real-time data source runs on a host that is asked over DCOM: what is known is the look-up.
		find: (hit: Hit) =>
			hit.kind === "file" && hit.beside("function") === "RTD" && hit.beside("argument") === "1" ? findHost(hit.text()) : call.find(hit),
	},
	inFile({
		id: "web-query",
		title: "web query (.iqy)",
		on: ["web query"],
		why: "Excel fetches it when the file is opened and the connection is allowed, and computes what it answers.",
		probe: (target) => ({ name: "query.iqy", mediaType: "text/x-ms-iqy", content: `WEB\r\n1\r\n${target}\r\n` }),
	}),
];
