// Formulas of Excel's binary workbooks ([MS-XLS] §2.2.2): tokens in reverse Polish order, so that what a function is given stands before it.

import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { HOLDS_HOST } from "./address-shapes.ts";
import { stringAt } from "./excel-strings.ts";
import { wordAt } from "./little-endian.ts";

const STRING = 0x17;
const ATTRIBUTES = 0x19;
const CHOOSE = 0x04;
const FUNCTION = 0x21;
const FUNCTION_OF_MANY = 0x22;

/** Bytes behind a token, its class left out (§2.5.198); operators have none. */
const SIZES: ReadonlyMap<number, number> = new Map([
	[0x01, 4],
	[0x02, 4],
	[0x18, 5],
	[0x1c, 1],
	[0x1d, 1],
	[0x1e, 2],
	[0x1f, 8],
	[0x20, 7],
	[FUNCTION, 2],
	[FUNCTION_OF_MANY, 3],
	[0x23, 4],
	[0x24, 4],
	[0x25, 8],
	[0x26, 6],
	[0x27, 6],
	[0x28, 6],
	[0x29, 2],
	[0x2a, 4],
	[0x2b, 8],
	[0x2c, 4],
	[0x2d, 8],
	[0x39, 6],
	[0x3a, 6],
	[0x3b, 10],
	[0x3c, 6],
	[0x3d, 10],
]);

/** Functions that do something with an address, by number ([MS-XLS] §2.5.198.17), as they are called in sheets of text. */
const FUNCTIONS: ReadonlyMap<number, string> = new Map([
	[110, "formula call"], // EXEC
	[149, "formula call"], // REGISTER
	[150, "formula call"], // CALL
	[255, "formula fetch"], // one of an add-in, or newer than the format: WEBSERVICE
	[359, "formula hyperlink"], // HYPERLINK
	[379, "formula call"], // RTD
]);

/** Shows addresses that functions are given by the tokens behind `at`, which their size stands before. */
export function scanTokens(record: Content, at: number, codec: Codec, show: (construct: string, text: Text) => void): void {
	let given: Text[] = [];
	for (let from = at; from < record.end; ) {
		const token = record.bytes[from++];
		if (token === STRING) {
			const { text, end } = stringAt(record, from + 1, record.bytes[from] ?? 0, codec);
			if (HOLDS_HOST.test(text.value)) given.push(text);
			from = end;
			continue;
		}
		// Reference, value and array class of one token differ in two bits.
		const base = token >= 0x40 ? (token & 0x1f) | 0x20 : token;
		if (base === FUNCTION || base === FUNCTION_OF_MANY) {
			const id = wordAt(record, base === FUNCTION ? from : from + 1) & 0x7fff;
			const construct = FUNCTIONS.get(id);
			if (construct !== undefined) {
				for (const text of given) show(construct, text);
				given = [];
			}
		}
		if (base === ATTRIBUTES) from += 3 + ((record.bytes[from] & CHOOSE) === 0 ? 0 : 2 * (wordAt(record, from + 1) + 1));
		else from += SIZES.get(base) ?? 0;
	}
}
