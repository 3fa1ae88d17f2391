// Unopened: kinds of attachment that can call home when they are opened, and that this version does not open. They are named as a
// problem, so that a message with one is never passed as clean.

import type { Part } from "../model/message.ts";

const MEDIA_TYPES: readonly (readonly [RegExp, string])[] = [
	[/^application\/pdf$/, "a PDF"],
	[/^application\/(vnd\.openxmlformats-|vnd\.ms-|msword|vnd\.oasis\.opendocument)/, "an office document"],
	[/^(application|text)\/(rtf|x-rtf|richtext|enriched)$/, "rich text"],
	[/^application\/(ms-tnef|vnd\.ms-tnef)$/, "Outlook's winmail.dat"],
	[/^application\/(zip|x-zip-compressed|x-7z-compressed|x-rar|x-rar-compressed|vnd\.rar|gzip|x-gzip|x-tar)$/, "an archive"],
	[/^text\/(calendar|x-vcalendar|vcard|x-vcard|directory)$/, "a calendar entry or contact"],
];

const FILE_NAMES: readonly (readonly [RegExp, string])[] = [
	[/\.pdf$/i, "a PDF"],
	[/\.(doc|xls|ppt|dot|xlt|pot|pps|xlsb|one|pub|vsd)[mxt]?$/i, "an office document"],
	[/\.(odt|ods|odp|odg|ott|fodt)$/i, "an office document"],
	[/\.(rtf)$/i, "rich text"],
	[/^winmail\.dat$/i, "Outlook's winmail.dat"],
	[/\.(zip|7z|rar|gz|tgz|tar|iso|img|cab)$/i, "an archive"],
	[/\.(ics|vcs|vcf)$/i, "a calendar entry or contact"],
	[/\.(url|webloc|lnk|library-ms|search-ms|searchconnector-ms|scf|desktop)$/i, "a shortcut"],
	[/\.(eml|msg|mht|mhtml)$/i, "a saved message"],
];

/** In words what the part is, or null where it is opened or can name no host. Not asked of messages, multiparts and markup. */
export function unopenedKind(part: Pick<Part, "mediaType" | "filename">): string | null {
	const { mediaType, filename } = part;
	const byType = MEDIA_TYPES.find(([pattern]) => pattern.test(mediaType));
	if (byType !== undefined) return byType[1];
	return filename === null ? null : (FILE_NAMES.find(([pattern]) => pattern.test(filename))?.[1] ?? null);
}
