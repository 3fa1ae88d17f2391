// Bulk: what mail to subscribers says of itself. All of it is the sender's word and costs a line; so it weighs a little each, and by its sum.

import { countOf, shareOf } from "./facts.ts";
import type { Find } from "./found.ts";
import { does, messagesWith } from "./wording.ts";

/** Of the messages. */
const MOST = 0.8;

export const findBulk: Find = (facts, report) => {
	const most = (trait: Parameters<typeof shareOf>[1]): boolean => shareOf(facts, trait) >= MOST;
	if (most("unsubscribe-header"))
		report(
			"unsubscribe-header",
			`${messagesWith(facts, "unsubscribe-header")} ${does(facts, "unsubscribe-header", "has", "have")} List-Unsubscribe.`,
		);
	if (most("one-click"))
		report("one-click", `${messagesWith(facts, "one-click")} ${does(facts, "one-click", "offers", "offer")} to unsubscribe by one click.`);
	const [field] = (["list-id", "feedback-id", "precedence-bulk", "automatic"] as const).filter(most);
	if (field !== undefined)
		report(
			"bulk-fields",
			`${messagesWith(facts, field)} ${does(facts, field, "says in the header that it went to many or was", "say in the header that they went to many or were")} sent by a program (${field}).`,
		);
	if (most("unsubscribe-in-text"))
		report(
			"unsubscribe-text",
			`${messagesWith(facts, "unsubscribe-in-text")} ${does(facts, "unsubscribe-in-text", "offers in its text", "offer in their text")} to take the reader off a list.`,
		);
	if (most("coherent-sender") && most("authenticated") && countOf(facts, "authentication-failed") === 0)
		report(
			"coherent-sender",
			`${messagesWith(facts, "coherent-sender")} ${does(facts, "coherent-sender", "is authenticated and keeps", "are authenticated and keep")} watching and unsubscribing with the sender.`,
		);
};
