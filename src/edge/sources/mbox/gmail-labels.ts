// Gmail's labels, as Google Takeout writes them into an mbox: `X-Gmail-Labels: Inbox,Unread,"Trips, 2026"`, in encoded words (RFC 2047)
// where they hold more than ASCII. Those that mean what a mailbox flag means become that flag; the others are kept, as `label:NAME`.

import { wordsDecoded } from "../../../core/mail/words.ts";
import { nodeCodec } from "../../node-codec.ts";

/** Google's names in English; in other languages Takeout writes them as Gmail shows them, and they are kept as labels. */
const FLAGS: ReadonlyMap<string, string> = new Map([
	["opened", "seen"],
	["starred", "flagged"],
	["trash", "trashed"],
	["drafts", "draft"],
	["draft", "draft"],
	["spam", "spam"],
]);
/** Says that it is not seen. */
const UNREAD = "unread";

/** A sender can write the field himself, with a million labels: more, or longer ones, are cut. Gmail allows 225 characters. */
const MOST_LABELS = 100;
const LONGEST = 225;

/** `value`: the field's, unfolded, one character a byte. */
export function flagsOfLabels(value: string): readonly string[] {
	const text = wordsDecoded({ value, start: (index) => index, end: (index) => index }, nodeCodec).value;
	const labels = labelsOf(text);
	const unread = labels.some((label) => label.toLowerCase() === UNREAD);
	const words = labels.filter((label) => label.toLowerCase() !== UNREAD).map((label) => FLAGS.get(label.toLowerCase()) ?? `label:${label}`);
	return [...new Set(unread ? words.filter((word) => word !== "seen") : words)];
}

function labelsOf(text: string): readonly string[] {
	const labels: string[] = [];
	for (const [, quoted, plain = ""] of text.matchAll(/"([^"]*)"|([^",]+)/g)) {
		const label = (quoted ?? plain).replace(/\s+/g, " ").trim().slice(0, LONGEST);
		if (label !== "") labels.push(label);
		if (labels.length === MOST_LABELS) break;
	}
	return labels;
}
