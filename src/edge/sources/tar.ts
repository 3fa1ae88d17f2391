// tar: an archive as a folder, compressed or not (.tar, .tar.gz, .tgz, .tar.zst). Known by its first header, whose checksum and magic
// number no other file has; without the magic number (tars of 1979, damage) by name.

import type { ArchiveFormat } from "./archive/member.ts";
import { readArchive } from "./archive/read-archive.ts";
import { BLOCK, tarHeader } from "./archive/tar-header.ts";
import { tarMembers } from "./archive/tar-members.ts";
import type { MailSource } from "./source.ts";

const FORMAT: ArchiveFormat = { inOrder: tarMembers, anywhere: tarMembers, directory: false, packs: false };
const NAMES = /\.(?:tar(?:\.(?:gz|zst))?|tgz|tzst)$/i;

export const source: MailSource = {
	id: "tar",
	title: "tar archive",
	detect({ kind, head, name }) {
		if (kind !== "file") return null;
		const header = tarHeader(head.subarray(0, BLOCK));
		if (header?.ustar === true) return "content";
		return NAMES.test(name) ? (header === null ? "name" : "content") : null;
	},
	open: (place, reading) => readArchive(place, reading, FORMAT),
};
