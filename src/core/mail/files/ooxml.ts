// Parts of an Office Open XML document (ECMA-376 part 1) and of its single-file kin: field instructions, formulas, data connections and drawings
// that name an address themselves, and relationships, which have a part of their own in a package and stand among the others in a single file.

import type { FileSink } from "../../model/attached-file.ts";
import type { Text } from "../../model/text.ts";
import { joinTexts } from "../joined-texts.ts";
import { contentOf } from "../strings.ts";
import { readElements, type XmlElement, type XmlVisitor } from "../xml/elements.ts";
import { HOLDS_ADDRESS } from "./address-shapes.ts";
import { createFields } from "./office-field-nesting.ts";
import { scanField } from "./office-fields.ts";
import {
	ADDRESS_ATTRIBUTES,
	DRAWING_PICTURES,
	DRAWING_SHAPES,
	FORMULA_ATTRIBUTES,
	FORMULA_ELEMENTS,
	PICTURE_ATTRIBUTES,
} from "./ooxml-attributes.ts";
import { showRelationship } from "./opc.ts";
import { scanFormula } from "./sheet-formulas.ts";

/** A video of a page elsewhere, by the player's HTML ([MS-DOCX] §2.5.3.1). */
const VIDEO = "webVideoPr";

/** Those with an attribute that may be an address: most of a document's elements are not worth a look at each attribute. */
const ELEMENTS_READ: ReadonlySet<string> = new Set([
	...[...ADDRESS_ATTRIBUTES.keys(), ...FORMULA_ATTRIBUTES].map((place) => place.slice(0, place.indexOf(" "))),
	...DRAWING_PICTURES,
	...DRAWING_SHAPES,
	VIDEO,
]);

export function scanOoxml(document: Text, sink: FileSink): void {
	const fields = createFields(sink);
	/** Of the element at hand, where its text is an instruction or a formula. */
	let pieces: Text[] | null = null;
	const visitor: XmlVisitor = {
		open(element) {
			const { name, attribute } = element;
			if (name === "instrText" || name === "delInstrText" || FORMULA_ELEMENTS.has(name)) pieces = [];
			else if (name === "fldChar") fields.mark(attribute("fldCharType")?.value ?? "");
			else if (name === "fldSimple") showField(attribute("instr"), sink);
			else if (name === "Relationship") showRelationship(element, sink);
			else if (ELEMENTS_READ.has(name)) showAttributes(element, sink);
		},
		text(text) {
			pieces?.push(text);
		},
		close(name) {
			if (pieces === null) return;
			const text = pieces.length === 0 ? null : joinTexts(pieces);
			pieces = null;
			if (text === null) return;
			if (name === "instrText" || name === "delInstrText") fields.add(text);
			else scanFormula(text, sink.construct);
		},
	};
	readElements(document, visitor);
	fields.finish();
}

function showField(instruction: Text | null, sink: FileSink): void {
	if (instruction !== null) scanField(instruction, sink.construct);
}

function showAttributes(element: XmlElement, sink: FileSink): void {
	const { name } = element;
	const picture = DRAWING_PICTURES.has(name);
	const shape = DRAWING_SHAPES.has(name);
	// Visio keeps a link's address in a cell of that name.
	const isAddress = name === "Cell" && element.attribute("N")?.value === "Address";
	element.eachAttribute((attribute, value) => {
		const place = `${name} ${attribute}`;
		const construct = ADDRESS_ATTRIBUTES.get(place);
		if (construct !== undefined) {
			if (HOLDS_ADDRESS.test(value.value)) sink.construct(construct, value);
		} else if (picture && PICTURE_ATTRIBUTES.has(attribute)) sink.construct("relationship image", value);
		else if ((shape && attribute === "href") || (isAddress && attribute === "V")) sink.construct("relationship hyperlink", value);
		else if (FORMULA_ATTRIBUTES.has(place)) scanFormula(value, sink.construct);
		else if (name === VIDEO && attribute === "embeddedHtml") sink.language("html", contentOf(value, 0, value.value.length));
	});
}
