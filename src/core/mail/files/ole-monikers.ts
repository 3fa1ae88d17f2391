// Monikers ([MS-OLEDS] §2.3.3, [MS-OSHARED] §2.3.7): how OLE names the source of a link, in the "\x01Ole" stream of an object, in the hex of rich
// text, in hyperlinks of old workbooks. Each begins with the number of its class. These are looked for wherever they stand, rather than
// by way of the sizes around them: attackers write wrong ones, and Office reads on.

import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { narrowText, wideText } from "./binary-strings.ts";
import { doubleWordAt } from "./little-endian.ts";

/** {79EAC9E0-BAF9-11CE-8C82-00AA004BA90B}: what follows is a size and an address in UTF-16. */
const URL_MONIKER = Uint8Array.of(0xe0, 0xc9, 0xea, 0x79, 0xf9, 0xba, 0xce, 0x11, 0x8c, 0x82, 0x00, 0xaa, 0x00, 0x4b, 0xa9, 0x0b);
/** {00000303-0000-0000-C000-000000000046}: a path, in 8 bits a character and in UTF-16. */
const FILE_MONIKER = Uint8Array.of(0x03, 0x03, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46);

/** Attack: a stream of nothing but monikers. Monikers of one kind read in one stream. */
const MAX_MONIKERS = 1000;

/** Shows the address or path of each moniker in `content`. */
export function scanMonikers(content: Content, codec: Codec, show: (address: Text) => void): void {
	eachMoniker(content, codec, URL_MONIKER, (at) => {
		const text = wideText(content, at + 4, content.end, codec);
		if (text !== null) show(text);
	});
	eachMoniker(content, codec, FILE_MONIKER, (at) => {
		const text = pathOf(content, at, codec);
		if (text !== null) show(text);
	});
}

/** `visit` is told where what follows the class begins. */
function eachMoniker({ bytes, start, end }: Content, codec: Codec, classId: Uint8Array, visit: (at: number) => void): void {
	let count = 0;
	for (let at = codec.indexOfSequence(bytes, classId, start, end); at !== -1 && count < MAX_MONIKERS; count++) {
		visit(at + classId.length);
		at = codec.indexOfSequence(bytes, classId, at + classId.length, end);
	}
}

/** Of a file moniker: the path in UTF-16 where it has one, else that in 8 bits. */
function pathOf(content: Content, at: number, codec: Codec): Text | null {
	const length = doubleWordAt(content, at + 2);
	const ansi = at + 6;
	// End of the server's name, version, 20 reserved bytes.
	const wide = ansi + length + 24;
	if (doubleWordAt(content, wide) > 0) {
		const bytes = doubleWordAt(content, wide + 4);
		const text = wideText(content, wide + 10, Math.min(content.end, wide + 10 + bytes), codec);
		if (text !== null) return text;
	}
	return narrowText(content, ansi, Math.min(content.end, ansi + length), codec);
}
