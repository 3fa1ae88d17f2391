// HTML part: what a webmail page would show of a message, found by an independent parser (postal-mime), so that a fault of ours does not hide itself.

import PostalMime from "postal-mime";

/** Null where the message has none. */
export async function htmlOf(message: Uint8Array): Promise<string | null> {
	const { html } = await PostalMime.parse(message);
	return html ?? null;
}
