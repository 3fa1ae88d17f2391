// Relationships of an Open Packaging Conventions package (ECMA-376 part 2 §6.5; *.rels): whatever an Office document names outside of itself
// stands in one of them, by its type. Attackers add one to an innocent document: a template, an OLE link, a picture.

import type { FileSink } from "../../model/attached-file.ts";
import type { XmlElement } from "../xml/elements.ts";

/**
 * Last segments of types that vectors know by name, in lower case; they are the same in transitional documents, in strict ones and in
 * Microsoft's extensions. All others are shown as "relationship other".
 */
export const RELATIONSHIP_TYPES: ReadonlySet<string> = new Set([
	"attachedtemplate",
	"oleobject",
	"package",
	"control",
	"image",
	"frame",
	"hyperlink",
	"subdocument",
	"afchunk",
	"externallink",
	"externallinkpath",
	"externallinklongpath",
	"xlpathmissing",
	"xllibrary",
	"xlstartup",
	"xlalternatestartup",
	"video",
	"audio",
	"media",
	"mailmergesource",
	"mailmergeheadersource",
	"customui",
	"extensibility",
	"usercustomization",
	"webextension",
	"webextensiontaskpanes",
]);

/** Also without TargetMode="External", which Office asks for and other programs do not. */
const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]{1,30}:|\\\\)/i;

/** `element` is a Relationship. */
export function showRelationship({ attribute }: XmlElement, sink: Pick<FileSink, "construct">): void {
	const target = attribute("Target");
	if (target === null) return;
	const external = attribute("TargetMode")?.value.trim().toLowerCase() === "external";
	if (!external && !ADDRESS.test(target.value)) return;
	const written = attribute("Type")?.value.trim() ?? "";
	const type = written.slice(written.lastIndexOf("/") + 1).toLowerCase();
	sink.construct(`relationship ${RELATIONSHIP_TYPES.has(type) ? type : "other"}`, target, { type });
}
