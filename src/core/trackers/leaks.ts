// Leaks: what the sender learns when a reference is contacted, by trigger and channel. One table; a million references share
// its rows. It says what is possible: a proxy in front of the reader, or a program that asks first, takes facts away, and what
// was really learnt is for the logs to tell.

import type { Leak } from "../model/leak.ts";
import type { Channel, Trigger } from "../model/reference.ts";

/**
 * What a request gives away when the message is shown. Name lookup: RFC 9076 §3. Request: address, time and User-Agent
 * (RFC 9110 §10.1.5 and §17.12). Accept-Language is sent by programs that render in a browser engine (RFC 9110 §12.5.4).
 * That somebody reads the mailbox at all is what lists are sorted by.
 */
const HTTP_SHOWN: readonly Leak[] = ["time", "client-address", "resolver-address", "user-agent", "language", "address-alive"];

/** A click is a browser's request; some programs, and gateways in front of them, look the host up or visit it before. */
const HTTP_CLICK: readonly Leak[] = [
	"time",
	"client-address",
	"resolver-address",
	"user-agent",
	"language",
	"address-alive",
	"host-lookup",
];

/** Only the resolver speaks to the sender's name server, unless it passes the client's network on (RFC 7871). */
const DNS: readonly Leak[] = ["time", "resolver-address"];

/** A share is opened by logging on: the NTLM response can be guessed against or relayed (CVE-2023-23397, CVE-2024-21413). */
const SMB: readonly Leak[] = ["time", "client-address", "resolver-address", "address-alive", "ntlm-hash"];

/** A receipt is a mail (RFC 8098 §3.2: reporting program; RFC 5321 §4.4: the servers on its way) from the reader's address. */
const RECEIPT: readonly Leak[] = ["time", "user-agent", "address-alive", "mail-server", "recipient"];

/** The mail server or program acts before anyone reads: the message arrived, nothing about a person. */
const HTTP_PARSE: readonly Leak[] = ["time", "client-address", "resolver-address", "user-agent"];
const SMTP_PARSE: readonly Leak[] = ["time", "mail-server"];

const TABLE: Readonly<Record<Channel, Readonly<Record<Trigger, readonly Leak[]>>>> = {
	http: {
		open: HTTP_SHOWN,
		preview: HTTP_SHOWN,
		reply: HTTP_SHOWN,
		attachment: HTTP_SHOWN,
		receipt: HTTP_SHOWN,
		click: HTTP_CLICK,
		parse: HTTP_PARSE,
	},
	dns: { open: DNS, preview: DNS, reply: DNS, attachment: DNS, receipt: DNS, click: DNS, parse: DNS },
	smb: { open: SMB, preview: SMB, reply: SMB, attachment: SMB, receipt: SMB, click: SMB, parse: SMB },
	smtp: {
		open: RECEIPT,
		preview: RECEIPT,
		reply: RECEIPT,
		attachment: RECEIPT,
		receipt: RECEIPT,
		click: RECEIPT,
		parse: SMTP_PARSE,
	},
};

export interface LeakingReference {
	readonly trigger: Trigger;
	readonly channel: Channel;
	/** It is loaded only under a condition of CSS, so that loading it tells that the condition holds (Cascading Spy Sheets, NDSS 2025). */
	readonly conditional: boolean;
	/** The URL carries an identifier of the recipient. */
	readonly identified: boolean;
}

/** What the sender learns, as a frozen array that all references of a kind share. */
export function leaksOf({ trigger, channel, conditional, identified }: LeakingReference): readonly Leak[] {
	const variants = VARIANTS[channel][trigger];
	return variants[(conditional ? 1 : 0) + (identified ? 2 : 0)] as readonly Leak[];
}

/** A row as it is, with conditions, with the recipient, with both. */
function variantsOf(row: readonly Leak[]): readonly (readonly Leak[])[] {
	return [withMore(row, false, false), withMore(row, true, false), withMore(row, false, true), withMore(row, true, true)];
}

function withMore(row: readonly Leak[], conditional: boolean, identified: boolean): readonly Leak[] {
	const more = new Set(row);
	if (conditional) more.add("conditions");
	if (identified) more.add("recipient");
	return Object.freeze([...more]);
}

type Variants = Record<Channel, Record<Trigger, readonly (readonly Leak[])[]>>;

const VARIANTS = Object.fromEntries(
	Object.entries(TABLE).map(([channel, triggers]) => [
		channel,
		Object.fromEntries(Object.entries(triggers).map(([trigger, row]) => [trigger, variantsOf(row)])),
	]),
) as Variants;
