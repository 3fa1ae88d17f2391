// Shell links (.lnk, [MS-SHLLINK]): what a shortcut of Windows opens, where, with what arguments and which icon. Windows asks the icon's host when
// it shows the folder (CVE-2010-2568 and after), and the target's when it resolves the link.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import { BEGINS_WITH_HOST } from "./address-shapes.ts";
import { narrowText, textOfBytes, textOfUtf16, wideText } from "./binary-strings.ts";
import { doubleWordAt, wordAt } from "./little-endian.ts";
import { scanMonikers } from "./ole-monikers.ts";

/** Size and class of the header (§2.1). */
const MAGIC = [0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0];
const HEADER_SIZE = 0x4c;

const HAS_TARGETS = 1;
const HAS_INFO = 2;
const IS_UNICODE = 0x80;

/** Strings behind the header (§2.4), in their order: the flag that says they are there, and what they are. */
const STRINGS: readonly (readonly [flag: number, construct: string | null])[] = [
	[0x04, null],
	[0x08, "shortcut target"],
	[0x10, "shortcut location"],
	[0x20, "shortcut command"],
	[0x40, "shortcut icon"],
];

/** Blocks behind the strings (§2.5) with a path in 8 bits and in UTF-16: by signature. */
const BLOCKS: ReadonlyMap<number, string> = new Map([
	[0xa0000001, "shortcut target"],
	[0xa0000007, "shortcut icon"],
]);
const PATH_SIZE = 260;

export const format: FileFormat = {
	id: "shell-link",
	title: "shell link (.lnk)",
	shown: false,
	detect: ({ head, name }) => MAGIC.every((byte, index) => head[index] === byte) || name.endsWith(".lnk"),
	scan({ content, codec }: AttachedFile, sink: FileSink) {
		const { start, end } = content;
		const flags = doubleWordAt(content, start + 20);
		let at = start + HEADER_SIZE;
		if ((flags & HAS_TARGETS) !== 0) {
			const to = Math.min(end, at + 2 + wordAt(content, at));
			showTargets({ ...content, start: Math.min(end, at + 2), end: to }, codec, sink);
			at = to;
		}
		if ((flags & HAS_INFO) !== 0) {
			const to = Math.min(end, at + Math.max(4, doubleWordAt(content, at)));
			showInfo({ ...content, start: at, end: to }, codec, sink);
			at = to;
		}
		for (const [flag, construct] of STRINGS) {
			if ((flags & flag) === 0) continue;
			const from = Math.min(end, at + 2);
			at = Math.min(end, from + wordAt(content, at) * ((flags & IS_UNICODE) === 0 ? 1 : 2));
			if (construct === null || at <= from) continue;
			const string: Content = { ...content, start: from, end: at };
			sink.construct(construct, (flags & IS_UNICODE) === 0 ? textOfBytes(string, codec) : textOfUtf16(string, codec));
		}
		while (at + 8 <= end) {
			const size = doubleWordAt(content, at);
			const construct = BLOCKS.get(doubleWordAt(content, at + 4));
			if (construct !== undefined) {
				const narrow = at + 8;
				const text =
					wideText(content, narrow + PATH_SIZE, Math.min(end, at + size), codec) ??
					narrowText(content, narrow, Math.min(end, narrow + PATH_SIZE), codec);
				if (text !== null && BEGINS_WITH_HOST.test(text.value)) sink.construct(construct, text);
			}
			if (size < 8) break;
			at += size;
		}
	},
};

/** Items of a path (§2.2): of the network their names, of the web an address ("URI" items, not documented by Microsoft). */
function showTargets(list: Content, codec: Codec, sink: FileSink): void {
	scanMonikers(list, codec, (address) => sink.construct("shortcut target", address));
	for (let at = list.start; at + 3 <= list.end; ) {
		const size = wordAt(list, at);
		if (size < 3) break;
		const to = Math.min(list.end, at + size);
		const kind = list.bytes[at + 2];
		// A share, below the network; an address, below the Internet.
		if ((kind & 0x70) === 0x40) showText(narrowText(list, at + 5, to, codec), sink);
		else if ((kind & 0x7f) === 0x61)
			showText((list.bytes[at + 3] & 0x80) === 0 ? narrowText(list, at + 6, to, codec) : wideText(list, at + 6, to, codec), sink);
		at = to;
	}
}

/** LinkInfo (§2.3): a share's name, and the rest of the path behind it. */
function showInfo(info: Content, codec: Codec, sink: FileSink): void {
	const place = doubleWordAt(info, info.start + 20);
	if (place === 0) return;
	const share = info.start + place;
	const name = doubleWordAt(info, share + 8);
	if (name !== 0) showText(narrowText(info, share + name, info.end, codec), sink);
	// Further offsets only where the first one leaves room for them (§2.3.2).
	const wideName = name > 0x14 ? doubleWordAt(info, share + 20) : 0;
	if (wideName !== 0) showText(wideText(info, share + wideName, info.end, codec), sink);
}

function showText(text: ReturnType<typeof narrowText>, sink: FileSink): void {
	if (text !== null && BEGINS_WITH_HOST.test(text.value)) sink.construct("shortcut target", text);
}
