// Summary: what of a message's header a case needs. Times come from the newest Received field, which the owner's own server wrote, and
// from the sender's Date only where there is none.

import { plainCodec } from "../encoding/plain-codec.ts";
import type { Inspection } from "../model/inspection.ts";
import type { HeaderField, Message } from "../model/message.ts";
import { readAddresses } from "./addresses.ts";
import { readDate, readReceivedDate } from "./dates.ts";
import { fieldNamed, fieldsNamed } from "./header.ts";
import { wordsDecoded } from "./words.ts";

export interface Summary extends Pick<Inspection, "messageId" | "from" | "subject" | "received" | "receivedFrom" | "deliveredTo"> {
	/** Addresses in To and Cc, lower case. */
	readonly to: readonly string[];
	readonly cc: readonly string[];
}

export function summarise(message: Message): Summary {
	const fields = message.parts[0]?.fields ?? [];
	const subject = fieldNamed(fields, "subject");
	return {
		messageId: messageIdOf(fields),
		from: addressesIn(fields, "from")[0] ?? null,
		subject: subject === null ? null : wordsDecoded(subject.text(), plainCodec).value,
		...arrivalOf(fields),
		deliveredTo: addressesIn(fields, "delivered-to"),
		to: addressesIn(fields, "to"),
		cc: addressesIn(fields, "cc"),
	};
}

/** Attack: a hundred thousand To fields, each parsed. */
const MAX_FIELDS_OF_A_NAME = 1000;

function addressesIn(fields: readonly HeaderField[], name: string): readonly string[] {
	const found = new Set<string>();
	let left = MAX_FIELDS_OF_A_NAME;
	for (const field of fields) {
		if (field.name !== name || left-- <= 0) continue;
		for (const address of readAddresses(field.text().value)) found.add(address);
	}
	return [...found];
}

/** Without angle brackets and blanks (RFC 5322 §3.6.4); as it stands where there are no brackets. */
function messageIdOf(fields: readonly HeaderField[]): string | null {
	const value = fieldNamed(fields, "message-id")?.text().value;
	if (value === undefined) return null;
	const open = value.indexOf("<");
	const close = value.indexOf(">", open + 1);
	const id = (open === -1 ? value : value.slice(open + 1, close === -1 ? undefined : close)).replace(/\s+/g, "");
	return id === "" ? null : id;
}

/** Received fields are prepended: the first that has a date is the newest. */
function arrivalOf(fields: readonly HeaderField[]): Pick<Summary, "received" | "receivedFrom"> {
	for (const field of fieldsNamed(fields, "received").slice(0, MAX_FIELDS_OF_A_NAME)) {
		const received = readReceivedDate(field.text().value);
		if (received !== null) return { received, receivedFrom: "received" };
	}
	const date = fieldNamed(fields, "date");
	const sent = date === null ? null : readDate(date.text().value);
	return { received: sent, receivedFrom: sent === null ? null : "date" };
}
