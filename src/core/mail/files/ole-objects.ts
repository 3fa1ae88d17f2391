// OLE objects of version 1 ([MS-OLEDS] §2.2), as rich text keeps them in hex, and packages (the "\x01Ole10Native" stream, not documented by
// Microsoft): what an object links to, and the file that it embeds.

import type { FileSink } from "../../model/attached-file.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import { narrowText } from "./binary-strings.ts";
import { doubleWordAt, wordAt } from "./little-endian.ts";
import { scanMonikers } from "./ole-monikers.ts";

const COMPOUND = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const LINKED = 1;
const EMBEDDED = 2;
/** Of a package: its file is a path and not among its data. */
const LINKED_PACKAGE = 1;

type ObjectSink = Pick<FileSink, "construct" | "file">;

/** Shows what the object at the start of `content` links to, and hands on what it embeds. `path` names the object for both. */
export function readOle1(content: Content, codec: Codec, sink: ObjectSink, path: string): void {
	const { bytes, start, end } = content;
	const compound = codec.indexOfSequence(bytes, COMPOUND, start, end);
	const kind = doubleWordAt(content, start + 4);
	const className = prefixedString(content, start + 8);
	const topic = prefixedString(content, className.end);
	const item = prefixedString(content, topic.end);
	const name = narrowText(content, className.from, className.end, codec)?.value ?? "";
	if (kind === LINKED) {
		const text = narrowText(content, topic.from, topic.end, codec);
		if (text !== null) sink.construct("ole link", text, undefined, path);
		const network = prefixedString(content, item.end);
		const share = narrowText(content, network.from, network.end, codec);
		if (share !== null && /^\\\\/.test(share.value)) sink.construct("ole link", share, undefined, path);
	}
	// The file system in it names its own streams; whoever opens it reads on there, however far behind it begins.
	if (compound !== -1) {
		readNames({ ...content, end: compound }, codec, sink, path);
		sink.file({ name: "", mediaType: "", path, content: { ...content, start: compound } });
		return;
	}
	readNames(content, codec, sink, path);
	if (kind !== EMBEDDED) return;
	const size = doubleWordAt(content, item.end);
	const data: Content = { ...content, start: Math.min(end, item.end + 4), end: Math.min(end, item.end + 4 + size) };
	if (/^package$/i.test(name)) readPackage(data, codec, sink, path);
	else if (data.end > data.start) sink.file({ name: "", mediaType: "", path, content: data });
}

function readNames(content: Content, codec: Codec, sink: ObjectSink, path: string): void {
	scanMonikers(content, codec, (address) => sink.construct("ole link", address, undefined, path));
}

/** A length, and as many bytes. */
function prefixedString(content: Content, at: number): { readonly from: number; readonly end: number } {
	const length = doubleWordAt(content, at);
	// Attack: a length that wraps around. What is longer than the object is none.
	const from = Math.min(content.end, at + 4);
	return { from, end: from + length <= content.end ? from + length : from };
}

/** The native data of a Package, without the size that a stream has before it. */
export function readPackage(content: Content, codec: Codec, sink: ObjectSink, path: string): void {
	const label = content.start + 2;
	const file = afterNul(content, label);
	const kindAt = afterNul(content, file) + 2;
	const source = narrowText(content, file, content.end, codec);
	const temporary = doubleWordAt(content, kindAt + 2);
	const sizeAt = kindAt + 6 + temporary;
	const size = doubleWordAt(content, sizeAt);
	if (wordAt(content, kindAt) === LINKED_PACKAGE) {
		if (source !== null) sink.construct("ole link", source, undefined, path);
		return;
	}
	const start = sizeAt + 4;
	if (start >= content.end) return;
	const written = narrowText(content, label, content.end, codec)?.value ?? "";
	const name = written.slice(Math.max(written.lastIndexOf("\\"), written.lastIndexOf("/")) + 1);
	sink.file({
		name,
		mediaType: "",
		path: path === "" ? name : path,
		content: { ...content, start, end: Math.min(content.end, start + size) },
	});
}

function afterNul({ bytes, end }: Content, from: number): number {
	let at = from;
	while (at < end && bytes[at] !== 0) at++;
	return at + 1;
}
