// Header of the MIME that is written for an item (docs/sources.md, Outlook): the transport header where the store kept one, else fields from
// properties; then one X-MAPI field for each property by which an item calls home without any markup.

import { encodedText, type Mailbox, mailboxText, textField, utf8, wordField } from "./header-text.ts";
import type { Item } from "./item.ts";
import { type Properties, TYPES } from "./properties.ts";
import { transportHeader } from "./transport-header.ts";

const COMMON = "{00062008-0000-0000-C000-000000000046}";
const APPOINTMENT = "{00062002-0000-0000-C000-000000000046}";
const ADDRESS = "{00062004-0000-0000-C000-000000000046}";
const SHARING = "{00062040-0000-0000-C000-000000000046}";
const RSS = "{00062041-0000-0000-C000-000000000046}";
const INTERNET_HEADERS = "{00020386-0000-0000-C000-000000000046}";

/** Named properties ([MS-OXPROPS]) that hold a path or URL; the first is loaded by Outlook itself (CVE-2023-23397). */
const NAMED: readonly (readonly [field: string, set: string, name: number])[] = [
	["ReminderFileParameter", COMMON, 0x851f],
	["MeetingWorkspaceUrl", APPOINTMENT, 0x8209],
	["NetShowUrl", APPOINTMENT, 0x8248],
	["Html", ADDRESS, 0x802b],
	["FreeBusyLocation", ADDRESS, 0x80d8],
	["SharingRemotePath", SHARING, 0x8a04],
	["PostRssChannelLink", RSS, 0x8900],
	["PostRssItemLink", RSS, 0x8901],
];

/** Whether Outlook plays the reminder's file: it does where the first says so, or is absent. */
const SWITCHES: readonly (readonly [field: string, set: string, name: number])[] = [
	["ReminderOverride", COMMON, 0x851c],
	["ReminderPlaySound", COMMON, 0x851e],
];

const NUMBERED: readonly (readonly [field: string, id: number])[] = [
	["PersonalHomePage", 0x3a50],
	["BusinessHomePage", 0x3a51],
];

const TRANSPORT = 0x007d;
const MOST_INTERNET_FIELDS = 500;

/** Each line ends in CRLF; without the fields of the MIME structure. One character a byte. */
export function headerOf(item: Item): string {
	const { properties } = item;
	const sent = transportHeader(transportText(properties) ?? "");
	return `${sent ?? ownHeader(item)}${mapiFields(properties)}`;
}

/** As stored: of a string of 8 bits nobody knows in what charset the lines were. */
function transportText(properties: Properties): string | null {
	const text = properties.text(TRANSPORT);
	if (text === null || properties.type(TRANSPORT) === TYPES.unicode) return text === null ? null : utf8(text);
	return Buffer.from(properties.bytes(TRANSPORT) ?? []).toString("latin1");
}

function ownHeader(item: Item): string {
	const { properties } = item;
	const time = properties.time(0x0039) ?? properties.time(0x0e06) ?? properties.time(0x3007);
	const fields = [
		mailboxField("From", [sender(properties)]),
		...recipientFields(item),
		textField("Subject", subjectOf(properties)),
		time === null ? null : `Date: ${time.toUTCString().replace("GMT", "+0000")}\r\n`,
		wordField("Message-ID", properties.text(0x1035)),
		wordField("In-Reply-To", properties.text(0x1042)),
		wordField("References", properties.text(0x1039)),
		wordField("Delivered-To", properties.text(0x5d07) ?? ifAddress(properties.text(0x0076))),
		...internetFields(properties),
	];
	return fields.filter((field) => field !== null).join("");
}

/** PidTagSubject; before 2003 a control character and a length told how much of it is "Re: ". */
export function subjectOf(properties: Properties): string | null {
	const subject = properties.text(0x0037);
	return subject?.startsWith("\x01") ? subject.slice(2) : subject;
}

function sender(properties: Properties): Mailbox {
	const name = properties.text(0x0042) ?? properties.text(0x0c1a);
	const address =
		properties.text(0x5d02) ?? ifAddress(properties.text(0x0065)) ?? properties.text(0x5d01) ?? ifAddress(properties.text(0x0c1f));
	return { name, address };
}

/** Exchange writes "/O=..." where mail has an address. */
function ifAddress(text: string | null): string | null {
	return text?.includes("@") ? text : null;
}

const RECIPIENT_TYPE = 0x0c15;

function recipientFields(item: Item): (string | null)[] {
	const lists: Mailbox[][] = [[], [], []];
	for (const recipient of item.recipients()) {
		const name = recipient.text(0x3001) ?? recipient.text(0x5ff6);
		const address = recipient.text(0x39fe) ?? ifAddress(recipient.text(0x3003));
		// The upper bits tell who could not be reached.
		lists[((recipient.number(RECIPIENT_TYPE) ?? 1) & 0x0f) - 1]?.push({ name, address });
	}
	return ["To", "Cc", "Bcc"].map((field, index) => mailboxField(field, lists[index] ?? []));
}

function mailboxField(field: string, mailboxes: readonly Mailbox[]): string | null {
	const list = mailboxes.map(mailboxText).filter((text) => text !== null);
	return list.length === 0 ? null : `${field}: ${list.join(",\r\n ")}\r\n`;
}

const WRITTEN =
	/^(?:from|to|cc|bcc|subject|date|message-id|in-reply-to|references|delivered-to|mime-version|lines|content-(?:type|transfer-encoding|disposition|id|length)|x-mapi-.*)$/i;

/** Fields that Exchange keeps as named properties, such as List-Unsubscribe. */
function internetFields(properties: Properties): (string | null)[] {
	return properties.named
		.names(INTERNET_HEADERS)
		.slice(0, MOST_INTERNET_FIELDS)
		.filter(([name]) => /^[!-9;-~]{1,200}$/.test(name) && !WRITTEN.test(name))
		.map(([name, id]) => {
			const value = properties.text(id);
			return value === null ? null : `${name}: ${encodedText(value)}\r\n`;
		});
}

function mapiFields(properties: Properties): string {
	const messageClass = properties.text(0x001a);
	const text = (id: number | null): string | null => (id === null ? null : properties.text(id));
	const named = NAMED.map(([field, set, name]) => wordField(`X-MAPI-${field}`, text(properties.named.id(set, name))));
	const numbered = NUMBERED.map(([field, id]) => wordField(`X-MAPI-${field}`, properties.text(id)));
	const switches = SWITCHES.map(([field, set, name]) => {
		const id = properties.named.id(set, name);
		const value = id === null ? null : properties.number(id);
		return value === null ? null : `X-MAPI-${field}: ${value === 0 ? "false" : "true"}\r\n`;
	});
	const unusual = messageClass === null || /^IPM\.Note$/i.test(messageClass) ? null : wordField("X-MAPI-MessageClass", messageClass);
	return [unusual, ...named, ...switches, ...numbered].filter((field) => field !== null).join("");
}
