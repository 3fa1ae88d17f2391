// Connections of Remote Desktop (.rdp; Microsoft, "Supported RDP properties"): lines "name:type:value". Opened, the file connects to a host,
// and may lend it the reader's drives and clipboard (used against governments in 2024).

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import { sliceOf } from "../strings.ts";
import { HOLDS_HOST } from "./address-shapes.ts";
import { textOfFile } from "./file-text.ts";

const LINE = /[^\r\n]+/g;
const HOSTS: ReadonlySet<string> = new Set(["full address", "alternate full address", "gatewayhostname", "pcb"]);

export const format: FileFormat = {
	id: "remote-desktop",
	title: "Remote Desktop connection (.rdp)",
	shown: false,
	detect: ({ name, mediaType }) => name.endsWith(".rdp") || mediaType === "application/x-rdp" || mediaType === "application/rdp",
	scan(file: AttachedFile, sink: FileSink) {
		const text = textOfFile(file);
		for (const { 0: line, index } of text.value.matchAll(LINE)) {
			const [name = "", type = ""] = line.split(":", 2);
			if (type.trim().toLowerCase() !== "s") continue;
			const from = index + name.length + type.length + 2;
			const value = sliceOf(text, from, index + line.length);
			if (HOSTS.has(name.trim().toLowerCase())) sink.construct("remote desktop host", value);
			else if (HOLDS_HOST.test(value.value)) sink.construct("shortcut location", value);
		}
	},
};
