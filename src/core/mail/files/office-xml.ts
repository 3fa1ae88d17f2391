// XML of Office programs: parts of Office Open XML and OpenDocument packages, which core sees as files in a ZIP container, and the same as
// single files (Flat OPC, the XML of Office 2003, .fodt). Parts may have any name, so it is the namespaces they use that tell; a
// document that declares both is read as both, since which of them counts is up to the program that opens it.

import type { AttachedFile, FileFormat, FileHead, FileSink } from "../../model/attached-file.ts";
import type { Text } from "../../model/text.ts";
import { contentOf } from "../strings.ts";
import { xmlOfFile } from "./file-text.ts";
import { scanOoxml } from "./ooxml.ts";
import { scanOpendocument } from "./opendocument.ts";

const PART_NAME = /\.(?:xml|rels|vml|rdf)$/;
const OPENDOCUMENT_NAME = /\.f(?:od[tspgc]|odt|ods)$/;
const OOXML =
	/schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml|schemas\.microsoft\.com\/(?:office|visio|package)|urn:schemas-microsoft-com:(?:office|vml)|mso-application/i;
const OPENDOCUMENT = /urn:oasis:names:tc:opendocument|http:\/\/openoffice\.org\/2\d{3}\//i;
/** The first element, past the prologue. */
const ROOT = /<(?:[\w.-]{1,100}:)?([\w.-]{1,100})/;

export const format: FileFormat = {
	id: "office-xml",
	title: "Office document in XML",
	shown: false,
	detect: (head) => (head.path === "" ? isSingleFile(head) : PART_NAME.test(head.name)),
	scan: scanOfficeXml,
};

/** Word and LibreOffice open these by what they hold, ".doc" as readily as ".xml". */
function isSingleFile({ name, head }: FileHead): boolean {
	if (OPENDOCUMENT_NAME.test(name)) return true;
	const start = String.fromCharCode(...head.subarray(0, 200)).replace(/^\u00ef\u00bb\u00bf|^\u00ff\u00fe|^\u00fe\u00ff|\0/g, "");
	if (!/^\s*<(?:\?xml|[\w-]{1,20}:)/.test(start)) return false;
	const text = latin1(head);
	return OOXML.test(text) || OPENDOCUMENT.test(text);
}

/** Without the NULs of UTF-16. */
function latin1(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) if (byte !== 0) text += String.fromCharCode(byte);
	return text;
}

function scanOfficeXml(file: AttachedFile, sink: FileSink): void {
	const text = xmlOfFile(file, sink);
	const ooxml = file.name.endsWith(".rels") || OOXML.test(text.value);
	const opendocument = OPENDOCUMENT_NAME.test(file.name) || OPENDOCUMENT.test(text.value);
	if (ooxml) scanOoxml(text, sink);
	if (opendocument) scanOpendocument(text, sink);
	showMarkup(text, ooxml || opendocument, sink);
}

/** A page or a drawing that merely names Office's namespaces is one; of all others the document type may name another file (XXE). */
function showMarkup(text: Text, office: boolean, sink: FileSink): void {
	const { value } = text;
	const doctype = value.indexOf("<!DOCTYPE");
	const root = ROOT.exec(value)?.[1]?.toLowerCase();
	if (!office || root === "html" || root === "svg") sink.language("xml", contentOf(text, 0, value.length));
	else if (doctype !== -1) {
		const subset = value.indexOf("[", doctype);
		const close = value.indexOf(">", doctype);
		const end = subset !== -1 && subset < close ? value.indexOf("]>", subset) + 1 : close;
		sink.language("xml", contentOf(text, doctype, end <= 0 ? value.length : end + 1));
	}
}
