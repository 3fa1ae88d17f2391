// Summary: what of a message's header a case needs. Times come from the newest Received field, which the owner's own server wrote, and
// from the sender's Date only where there is none.

import { plainCodec } from "../encoding/plain-codec.ts";
import type { Inspection } from "../model/inspection.ts";
import type { Message } from "../model/message.ts";
import { decodedWords } from "./decoded-words.ts";
import { type HeaderValues, headerValues, type ValueName } from "./header-values.ts";
import { addressesOf } from "./plain-address.ts";
import { dateIn, receivedDateIn } from "./plain-date.ts";

export interface Summary extends Pick<Inspection, "messageId" | "from" | "subject" | "received" | "receivedFrom" | "deliveredTo"> {
	/** Addresses in To and Cc, lower case. */
	readonly to: readonly string[];
	readonly cc: readonly string[];
}

/** `header` is what was read of the message before. */
export function summarise(message: Message, header: HeaderValues = headerValues(message.parts[0], plainCodec)): Summary {
	const subject = header.first("subject");
	return {
		messageId: messageIdOf(header),
		from: addressesIn(header, "from")[0] ?? null,
		subject: subject === null ? null : decodedWords(subject),
		...arrivalOf(header),
		deliveredTo: addressesIn(header, "delivered-to"),
		to: addressesIn(header, "to"),
		cc: addressesIn(header, "cc"),
	};
}

function addressesIn(header: HeaderValues, name: ValueName): readonly string[] {
	const values = header.all(name);
	if (values.length === 1) return addressesOf(values[0] as string);
	return [...new Set(values.flatMap(addressesOf))];
}

/** Without angle brackets and blanks (RFC 5322 §3.6.4); as it stands where there are no brackets. */
function messageIdOf(header: HeaderValues): string | null {
	const value = header.first("message-id");
	if (value === null) return null;
	const open = value.indexOf("<");
	const close = value.indexOf(">", open + 1);
	const id = (open === -1 ? value : value.slice(open + 1, close === -1 ? undefined : close)).replace(/\s+/g, "");
	return id === "" ? null : id;
}

/** Received fields are prepended: the first that has a date is the newest. */
function arrivalOf(header: HeaderValues): Pick<Summary, "received" | "receivedFrom"> {
	for (const value of header.all("received")) {
		const received = receivedDateIn(value);
		if (received !== null) return { received, receivedFrom: "received" };
	}
	const date = header.first("date");
	const sent = date === null ? null : dateIn(date);
	return { received: sent, receivedFrom: sent === null ? null : "date" };
}
