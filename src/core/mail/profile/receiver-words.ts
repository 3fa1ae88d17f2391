// Receiver words: the words by which a text may call whoever it was sent to, from the header: they differ from copy to copy.

import { decodedWords } from "../decoded-words.ts";
import type { HeaderValues } from "../header-values.ts";
import type { Summary } from "../summary.ts";
import { readerNames } from "../template/reader-names.ts";

/** Receivers beyond which nobody of them is meant. */
const MAX_RECEIVERS = 5;
/** Characters of the field, and of the names in it. */
const MAX_READ = 2000;
const MAX_NAMES = 500;

/** A mailbox has one owner, so that the next message mostly has the same. */
let before: { readonly written: string; readonly receivers: string; readonly words: readonly number[] } | null = null;

/** Hashes of the words of display names and local parts in To and Delivered-To. */
export function receiverWords(header: HeaderValues, { to, deliveredTo }: Summary): readonly number[] {
	const addresses = [...deliveredTo.slice(0, MAX_RECEIVERS), ...(to.length > MAX_RECEIVERS ? [] : to)];
	const receivers = addresses.join(" ");
	const written = (to.length > MAX_RECEIVERS ? null : header.first("to")?.slice(0, MAX_READ)) ?? "";
	if (before?.written === written && before.receivers === receivers) return before.words;
	const names = addresses.map((address) => address.slice(0, address.lastIndexOf("@")));
	const displayed = decodedWords(written)
		.slice(0, MAX_NAMES)
		.replace(/<[^<>]*>|[^\s<>]+@[^\s<>]+/g, " ");
	const words = readerNames([displayed, ...names]);
	before = { written, receivers, words };
	return words;
}
