// Web queries of Excel (.iqy; Microsoft, "Web Query file format"): a line WEB, a line with a version, and the address that the sheet is
// filled from; the first two may be missing. Used since 2018 to start DDE from what the address answers.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import { sliceOf } from "../strings.ts";
import { textOfFile } from "./file-text.ts";

/** The address stands among the first lines; what follows are what is posted, and settings. */
const LINES_READ = 4;

export const format: FileFormat = {
	id: "web-query",
	title: "web query of Excel",
	shown: false,
	detect: ({ name, mediaType }) => name.endsWith(".iqy") || mediaType === "text/x-ms-iqy",
	scan(file: AttachedFile, sink: FileSink) {
		const text = textOfFile(file);
		let from = 0;
		for (const line of text.value.split(/\r\n|\n|\r/, LINES_READ)) {
			const to = from + line.length;
			if (/^[ \t]{0,100}(?:[a-z][a-z0-9+.-]{1,30}:|\\\\|\/\/)/i.test(line)) return sink.construct("web query", sliceOf(text, from, to));
			from = to + (text.value.startsWith("\r\n", to) ? 2 : 1);
		}
	},
};
