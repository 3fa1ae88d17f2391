// Bulk: what mail to subscribers says of itself. All of it is the sender's word and costs a line; so it weighs a little each, and by its sum.

import { countOf, shareOf } from "./facts.ts";
import type { Find } from "./found.ts";
import { messagesWith } from "./wording.ts";

/** Of the messages. */
const MOST = 0.8;

export const findBulk: Find = (facts, report) => {
	const most = (trait: Parameters<typeof shareOf>[1]): boolean => shareOf(facts, trait) >= MOST;
	if (most("unsubscribe-header")) report("unsubscribe-header", `${messagesWith(facts, "unsubscribe-header")} have List-Unsubscribe.`);
	if (most("one-click")) report("one-click", `${messagesWith(facts, "one-click")} offer to unsubscribe by one click.`);
	const [field] = (["list-id", "feedback-id", "precedence-bulk", "automatic"] as const).filter(most);
	if (field !== undefined)
		report("bulk-fields", `${messagesWith(facts, field)} say in the header that they went to many or were sent by a program (${field}).`);
	if (most("unsubscribe-in-text"))
		report("unsubscribe-text", `${messagesWith(facts, "unsubscribe-in-text")} offer in their text to take the reader off a list.`);
	if (most("coherent-sender") && most("authenticated") && countOf(facts, "authentication-failed") === 0)
		report(
			"coherent-sender",
			`${messagesWith(facts, "coherent-sender")} are authenticated and keep watching and unsubscribing with the sender.`,
		);
};
