// OpenDocument (ISO/IEC 26300, OASIS ODF 1.3 part 3), in a package or as one flat file: what an element links to by xlink:href, formulas,
// and DDE links. What lies in the package itself is named by relative paths, which lead nowhere else.

import type { FileSink } from "../../model/attached-file.ts";
import type { Text } from "../../model/text.ts";
import { readElements, type XmlElement } from "../xml/elements.ts";
import { HOLDS_ADDRESS } from "./address-shapes.ts";
import { scanFormula } from "./sheet-formulas.ts";

/** By the element's name without prefix; all others are shown as "odf other". */
const BY_ELEMENT: ReadonlyMap<string, string> = new Map([
	["image", "odf image"],
	["background-image", "odf image"],
	["fill-image", "odf image"],
	["list-level-style-image", "odf image"],
	["object", "odf object"],
	["object-ole", "odf object"],
	["plugin", "odf media"],
	["applet", "odf media"],
	["sound", "odf media"],
	["audio", "odf media"],
	["video", "odf media"],
	["floating-frame", "odf frame"],
	["a", "odf hyperlink"],
	["bibliography-mark", "odf hyperlink"],
	["section-source", "odf section"],
	["table-source", "odf table"],
	["cell-range-source", "odf table"],
	["template", "odf template"],
	["auto-reload", "odf reload"],
	["event-listener", "odf event"],
	["font-face-uri", "odf font"],
	["definition-src", "odf font"],
	["form", "odf form"],
	["button", "odf form"],
]);

const FORMULAS: ReadonlySet<string> = new Set(["formula", "expression", "condition"]);
export function scanOpendocument(document: Text, sink: FileSink): void {
	readElements(document, {
		open: (element) =>
			element.eachAttribute((attribute, value) => {
				if (attribute === "href") sink.construct(constructOf(element), value);
				else if (FORMULAS.has(attribute)) scanFormula(value, sink.construct);
				else if (attribute === "image-data") sink.construct("odf image", value);
				else if (attribute === "dde-topic" && HOLDS_ADDRESS.test(value.value)) sink.construct("formula dde", value);
			}),
	});
}

function constructOf({ name, attribute }: XmlElement): string {
	const construct = BY_ELEMENT.get(name) ?? "odf other";
	// Of a presentation: what a click on a shape does.
	return construct === "odf event" && attribute("action") !== null ? "odf hyperlink" : construct;
}
