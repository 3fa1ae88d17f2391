// Unopened: kinds of attachment that can call home when they are opened, and that this version does not open. They are named as a
// problem, so that a message with one is never passed as clean. Asked only where no format, container, scanner or reader took the file: a
// kind that one of them reads stands here for what bears its name and is none.

import type { Part } from "../model/message.ts";

const MEDIA_TYPES: readonly (readonly [RegExp, string])[] = [
	[/^application\/(vnd\.openxmlformats-|vnd\.ms-|msword|vnd\.oasis\.opendocument)/, "an office document of an unknown form"],
	[/^application\/(onenote|msonenote)$/, "a OneNote section"],
	[/^application\/(rtf|x-rtf)$/, "rich text of an unknown form"],
	[/^application\/(zip|x-zip-compressed|gzip|x-gzip|x-tar)$/, "an archive of an unknown form"],
	[/^application\/(x-7z-compressed|x-rar|x-rar-compressed|vnd\.rar|x-xz|x-bzip2?|zstd|x-lzh-compressed|x-ace-compressed)$/, "an archive"],
	[/^application\/(x-iso9660-image|x-cd-image|x-apple-diskimage|vnd\.ms-cab-compressed)$/, "a disk image or cabinet"],
	[/^application\/(vnd\.fdf|vnd\.adobe\.xfdf)$/, "data of a PDF form"],
];

const FILE_NAMES: readonly (readonly [RegExp, string])[] = [
	[/\.(doc|xls|ppt|dot|xlt|pot|pps|pub|vsd)[mxt]?$/i, "an office document of an unknown form"],
	[/\.one(pkg|toc2)?$/i, "a OneNote section"],
	[/\.(mdb|accdb|accde|udl|odc|oqy|dqy)$/i, "a database or a connection to one"],
	[/\.rtf$/i, "rich text of an unknown form"],
	[/\.(7z|rar|r\d\d|xz|txz|bz2|tbz2?|zst|lzh|lha|arj|ace|z|gz|tgz)$/i, "an archive"],
	[/\.(iso|img|udf|vhdx?|dmg|wim|cab|diagcab)$/i, "a disk image or cabinet"],
	[/\.x?fdf$/i, "data of a PDF form"],
	[/\.(chm|hta|swf)$/i, "a program that loads what it names"],
	[/\.(exe|com|scr|pif|dll|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|sh|reg)$/i, "a program"],
	[/\.msg$/i, "a saved message of an unknown form"],
];

/** In words what the part is, or null where it is opened or can name no host. Not asked of messages, multiparts and markup. */
export function unopenedKind(part: Pick<Part, "mediaType" | "filename">): string | null {
	const { mediaType, filename } = part;
	// The name first: programs go by it, and it often tells more.
	const byName = filename === null ? undefined : FILE_NAMES.find(([pattern]) => pattern.test(filename));
	return byName?.[1] ?? MEDIA_TYPES.find(([pattern]) => pattern.test(mediaType))?.[1] ?? null;
}
