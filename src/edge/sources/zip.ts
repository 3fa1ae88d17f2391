// zip: an archive as a folder (PKWARE APPNOTE.TXT 6.3.10). Many other formats are zips too (office documents, e-books, programs): lying
// among mail, those are no archives of mail, unless they are called .zip or the user names them.

import type { ArchiveFormat } from "./archive/member.ts";
import { readArchive } from "./archive/read-archive.ts";
import { directoryMembers } from "./archive/zip-directory.ts";
import { membersInOrder } from "./archive/zip-in-order.ts";
import type { MailSource } from "./source.ts";

const FORMAT: ArchiveFormat = { inOrder: membersInOrder, anywhere: directoryMembers, directory: true, packs: true };

export const source: MailSource = {
	id: "zip",
	title: "zip archive",
	detect({ kind, head, name, given }) {
		if (kind !== "file") return null;
		if (isZip(head)) return isOtherFormat(head, name) ? (given ? "given" : null) : "content";
		return /\.zip$/i.test(name) ? "name" : null;
	},
	open: (place, reading) => readArchive(place, reading, FORMAT),
};

/** Begins with an entry, with the end of an empty archive, or with the mark of one that was to be split (§8.5.4). */
function isZip(head: Uint8Array): boolean {
	if (head[0] !== 0x50 || head[1] !== 0x4b) return false;
	return (head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6) || (head[2] === 7 && head[3] === 8);
}

/** What writers of these formats put first. */
const FIRST = /^(?:\[Content_Types\]\.xml|mimetype|META-INF\/|AndroidManifest\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\/)/;
const NAMES =
	/\.(?:do[ct][xm]|xl[st][xmb]|xlsb|xlam|pp[tso][xm]|pot[xm]|vs[dst][xm]|od[tspgfbcim]|ot[tspg]|sx[wcid]|epub|[jwe]ar|apk|aab|xapk|ipa|xpi|crx|vsix|nupkg|whl|egg|kmz|usdz|3mf|thmx|oxps|xps|pages|numbers|key)$/i;

function isOtherFormat(head: Uint8Array, name: string): boolean {
	if (/\.zip$/i.test(name)) return false;
	const length = (head[26] as number) + 256 * (head[27] as number);
	return NAMES.test(name) || FIRST.test(String.fromCharCode(...head.subarray(30, 30 + Math.min(length, 100))));
}
