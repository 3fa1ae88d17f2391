// Streams of OLE objects in a compound file ([MS-OLEDS] §2.3): "\x01Ole" says what an object is linked to (CVE-2017-0199), "\x01Ole10Native" holds
// an object of version 1, most often a package with a file in it.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import { doubleWordAt } from "./little-endian.ts";
import { scanMonikers } from "./ole-monikers.ts";
import { readPackage } from "./ole-objects.ts";

const LINK = "\x01ole";
const NATIVE = "\x01ole10native";

export const format: FileFormat = {
	id: "ole-stream",
	title: "OLE object",
	shown: false,
	detect: ({ container, name }) => container === "compound" && (name === LINK || name === NATIVE),
	scan({ name, content, codec }: AttachedFile, sink: FileSink) {
		if (name === LINK) scanMonikers(content, codec, (address) => sink.construct("ole link", address));
		else {
			const start = Math.min(content.end, content.start + 4);
			readPackage({ ...content, start, end: Math.min(content.end, start + doubleWordAt(content, content.start)) }, codec, sink, "");
		}
	},
};
