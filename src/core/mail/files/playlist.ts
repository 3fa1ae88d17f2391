// Playlists of lines: M3U (RFC 8216 for its tags), PLS, RealAudio's. A player fetches the first entry at once, or all of them to show their titles.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import { sliceOf } from "../strings.ts";
import { textOfFile } from "./file-text.ts";
import { readSettings } from "./settings-lines.ts";

const MEDIA_TYPES = /^(?:audio|application)\/(?:x-mpegurl|mpegurl|vnd\.apple\.mpegurl|x-scpls)$/;
const LINE = /[^\r\n]+/g;
/** Attack: a line of quotes without end. Attributes of one line. */
const TAG_ADDRESS = /URI="([^"]{1,8192})"/;

export const format: FileFormat = {
	id: "playlist",
	title: "playlist",
	shown: false,
	detect: ({ name, mediaType }) => /\.(?:m3u8?|pls|ram)$/.test(name) || MEDIA_TYPES.test(mediaType),
	scan(file: AttachedFile, sink: FileSink) {
		const text = textOfFile(file);
		if (/^\s{0,100}\[playlist\]/i.test(text.value)) {
			readSettings(text, ({ key, value }) => {
				if (/^file\d{1,9}$/.test(key)) sink.construct("playlist entry", value);
			});
			return;
		}
		for (const { 0: line, index } of text.value.matchAll(LINE)) {
			if (!line.startsWith("#")) {
				sink.construct("playlist entry", sliceOf(text, index, index + line.length));
				continue;
			}
			const [whole = "", address = ""] = TAG_ADDRESS.exec(line) ?? [];
			if (address === "") continue;
			const from = index + line.indexOf(whole) + whole.indexOf(address);
			sink.construct("playlist entry", sliceOf(text, from, from + address.length));
		}
	},
};
