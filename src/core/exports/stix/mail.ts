// The mail of a campaign as STIX tells it: one message object for each sender and subject, whose id by STIX 2.1 §6.6 is made of these (a thousand
// copies have one), and what was observed of them all. Recipients stand in it only where they were asked for.

import type { ExportedMessage } from "../../model/export.ts";
import { remark } from "../blocking/remarks.ts";
import { mailings } from "../mail/mailings.ts";
import type { Collection } from "./collection.ts";
import { type About, addIndicator, inPattern } from "./hosts.ts";

/** Returns the ids of observables, URLs among them. */
export function addMail(collection: Collection, messages: readonly ExportedMessage[]): string[] {
	const ids = new Set<string>();
	for (const { from, subject, messages: group, recipients } of mailings(messages)) {
		const one = group.length === 1 ? group[0] : undefined;
		// Without either it has no id of its own (STIX 2.1 §2.9), and says nothing.
		if (from !== null || subject !== null) {
			const sender = from === null ? undefined : collection.observable("email-addr", { value: from });
			const readers = recipients.map((value) => collection.observable("email-addr", { value }));
			if (sender !== undefined) ids.add(sender);
			ids.add(
				collection.observable(
					"email-message",
					{ from_ref: sender, subject: subject === null ? undefined : remark(subject) },
					{
						is_multipart: group.some(({ multipart }) => multipart),
						...(one?.received ? { date: one.received } : {}),
						...(one?.messageId ? { message_id: `<${one.messageId}>` } : {}),
						...(readers.length > 0 ? { to_refs: readers } : {}),
					},
				),
			);
		}
	}
	for (const message of messages) {
		for (const { url, individual } of message.urls) {
			const masked = individual && url.includes("*");
			ids.add(collection.observable("url", { value: url }, masked ? { defanged: true } : {}));
		}
	}
	return [...ids];
}

/** Addresses and domains that wrote. Anybody can write a sender's name, so that they are weaker than hosts. */
export function addSender(collection: Collection, about: About, sender: string): void {
	const pattern = sender.includes("@")
		? `[email-message:from_ref.value = ${inPattern(sender)}]`
		: `[email-message:from_ref.value LIKE ${inPattern(`%@${sender}`)}]`;
	addIndicator(collection, about, remark(`Sender ${sender}`), pattern, "anomalous-activity", null);
}
