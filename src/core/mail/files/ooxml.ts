// Parts of an Office Open XML document (ECMA-376 part 1) and of its single-file kin: field instructions, formulas, data connections and drawings
// that name an address themselves, and relationships, which have a part of their own in a package and stand among the others in a single file.

import type { FileSink } from "../../model/attached-file.ts";
import type { Text } from "../../model/text.ts";
import { joinTexts } from "../joined-texts.ts";
import { contentOf } from "../strings.ts";
import { readElements, type XmlElement, type XmlVisitor } from "../xml/elements.ts";
import { quotedByField, scanField } from "./office-fields.ts";
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

/** Attack: fields in fields, each of which waits for its end. Word nests twenty. */
const MAX_FIELD_DEPTH = 64;

/** Those with an attribute that may be an address: most of a document's elements are not worth a look at each attribute. */
const ELEMENTS_READ: ReadonlySet<string> = new Set([
	...[...ADDRESS_ATTRIBUTES.keys(), ...FORMULA_ATTRIBUTES].map((place) => place.slice(0, place.indexOf(" "))),
	...DRAWING_PICTURES,
	...DRAWING_SHAPES,
	VIDEO,
]);

const ADDRESS_INSIDE = /[a-z][a-z0-9+.-]{1,30}:|\\\\|^\s*\/\//i;

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

interface Fields {
	/** A w:fldChar (§17.16.18). */
	mark(type: string): void;
	/** A piece of the instruction at hand. */
	add(piece: Text): void;
	finish(): void;
}

/** An instruction may be split over any number of runs, and hold other fields: what a QUOTE in it spells is put in its place. */
function createFields(sink: FileSink): Fields {
	/** null where the instruction has ended and the field's result is written. */
	const open: (Text[] | null)[] = [];
	/** Deeper ones, whose instructions count as their neighbours'. */
	let tooDeep = 0;

	function endInstruction(): void {
		const pieces = open[open.length - 1];
		if (pieces === null || pieces === undefined) return;
		open[open.length - 1] = null;
		if (pieces.length === 0) return;
		const instruction = joinTexts(pieces);
		const quoted = quotedByField(instruction);
		if (quoted !== null) open[open.length - 2]?.push(quoted);
		else scanField(instruction, sink.construct);
	}

	return {
		mark(type) {
			if (type === "begin") {
				if (open.length < MAX_FIELD_DEPTH) open.push([]);
				else tooDeep++;
			} else if (tooDeep > 0) {
				if (type === "end") tooDeep--;
			} else if (type === "separate") endInstruction();
			else if (type === "end") {
				endInstruction();
				open.pop();
			}
		},
		add(piece) {
			const last = open[open.length - 1];
			if (last === undefined) scanField(piece, sink.construct);
			else last?.push(piece);
		},
		finish() {
			for (; open.length > 0; open.pop()) endInstruction();
		},
	};
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
			if (ADDRESS_INSIDE.test(value.value)) sink.construct(construct, value);
		} else if (picture && PICTURE_ATTRIBUTES.has(attribute)) sink.construct("relationship image", value);
		else if ((shape && attribute === "href") || (isAddress && attribute === "V")) sink.construct("relationship hyperlink", value);
		else if (FORMULA_ATTRIBUTES.has(place)) scanFormula(value, sink.construct);
		else if (name === VIDEO && attribute === "embeddedHtml") sink.language("html", contentOf(value, 0, value.value.length));
	});
}
