// PowerPoint's binary presentations ([MS-PPT]): records, some of which hold others. Links and films stand in containers of their own, drawings
// on the slides.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import { textOfUtf16 } from "./binary-strings.ts";
import { doubleWordAt, wordAt } from "./little-endian.ts";
import { scanOfficeArt } from "./office-art.ts";

const HEADER_SIZE = 8;
/** Version of a record that is made of others ([MS-PPT] §2.3.1). */
const CONTAINER = 0xf;
const STRING = 0x0fba;

/** By the container's type: the construct that a string in it is, and which of its strings (null: any). */
const NAMED: ReadonlyMap<number, { readonly construct: string; readonly instance: number | null }> = new Map([
	// ExHyperlink §2.10.16: 1 is the target, 0 a friendly name, 3 a place in it.
	[0x0fd7, { construct: "relationship hyperlink", instance: 1 }],
	// ExVideo, ExAviMovie, ExMCIMovie, ExMIDIAudio, ExWAVAudioLink §2.10.9 to §2.10.20.
	[0x1005, { construct: "relationship media", instance: null }],
	[0x1006, { construct: "relationship media", instance: null }],
	[0x1007, { construct: "relationship media", instance: null }],
	[0x100d, { construct: "relationship media", instance: null }],
	[0x1010, { construct: "relationship media", instance: null }],
]);

export const format: FileFormat = {
	id: "powerpoint-binary",
	title: "PowerPoint presentation (.ppt)",
	shown: false,
	detect: ({ container, name }) => container === "compound" && name === "powerpoint document",
	scan({ content, codec }: AttachedFile, sink: FileSink) {
		let around: { readonly type: number; readonly end: number } = { type: 0, end: content.end };
		for (let at = content.start; at + HEADER_SIZE <= content.end; ) {
			const header = wordAt(content, at);
			const type = wordAt(content, at + 2);
			const from = at + HEADER_SIZE;
			const to = Math.min(content.end, from + doubleWordAt(content, at + 4));
			if ((header & 0xf) === CONTAINER) {
				around = { type, end: to };
				at = from;
				continue;
			}
			const named = type === STRING && at < around.end ? NAMED.get(around.type) : undefined;
			if (named !== undefined && (named.instance === null || named.instance === header >>> 4)) {
				sink.construct(named.construct, textOfUtf16({ ...content, start: from, end: to }, codec));
			}
			at = to;
		}
		scanOfficeArt(content, codec, sink);
	},
};
