// Fields in fields of Word documents (ECMA-376 part 1 §17.16.2): an instruction ends where its result begins, and what other fields in it
// spell stands in their place.

import type { FileSink } from "../../model/attached-file.ts";
import type { Text } from "../../model/text.ts";
import { joinTexts } from "../joined-texts.ts";
import { quotedByField, scanField } from "./office-fields.ts";

/** Attack: fields in fields, each of which waits for its end. Word nests twenty. */
const MAX_FIELD_DEPTH = 64;

export interface Fields {
	/** A field has begun and not ended. */
	readonly open: boolean;
	/** "begin", "separate" or "end" (ECMA-376 part 1 §17.16.18; in the binary format a character each). */
	mark(type: string): void;
	/** A piece of the instruction at hand; where no field has begun, an instruction of its own. */
	add(piece: Text): void;
	finish(): void;
}

/** An instruction may be split over any number of runs, and hold other fields: what a QUOTE in it spells is put in its place. */
export function createFields(sink: Pick<FileSink, "construct">): Fields {
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
		get open() {
			return open.length > 0;
		},
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
