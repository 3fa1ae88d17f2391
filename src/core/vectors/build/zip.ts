// A ZIP file of stored entries (PKWARE APPNOTE.TXT 6.3.10, §4.3): the packages that Office documents are probed with. Nothing is compressed,
// so that a probe is read by the plainest reader, and the date is the first that the format knows.

import { crc32 } from "../../encoding/digests/checksums.ts";
import { doubleWords, words } from "./binary.ts";

/** One character a byte each; names in ASCII. In the order of `files`, which for OpenDocument begins with "mimetype" (part 2, §3.3). */
export function storedZip(files: Readonly<Record<string, string>>): string {
	let entries = "";
	let directory = "";
	let count = 0;
	for (const [path, content] of Object.entries(files)) {
		const sum = crc32(Uint8Array.from(content, (character) => character.charCodeAt(0)));
		// Version 2.0, no flags, stored, 1980-01-01, no extra field.
		const described = words(20, 0, 0, 0, FIRST_DAY) + doubleWords(sum, content.length, content.length) + words(path.length, 0);
		directory += `PK\x01\x02${words(20)}${described}${words(0, 0, 0)}${doubleWords(0, entries.length)}${path}`;
		entries += `PK\x03\x04${described}${path}${content}`;
		count++;
	}
	return `${entries}${directory}PK\x05\x06${words(0, 0, count, count)}${doubleWords(directory.length, entries.length)}${words(0)}`;
}

const FIRST_DAY = 0x21;
