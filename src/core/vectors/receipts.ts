// Read receipts (RFC 8098 §2.1 and its forerunners): the mail program, asked or by itself, mails the address back, and with it the
// reader's server, program and the time. The value is an address, not a URL.

import type { Vector } from "../model/vector.ts";
import { inHeader } from "./build/header-field.ts";
import { cutAddresses } from "./microsyntax/addresses.ts";

function receipt(id: string, fields: readonly string[], why: string): Vector {
	return inHeader({ id, fields, trigger: "receipt", channel: "smtp", cut: cutAddresses, why, probe: "{url}" });
}

export const vectors: readonly Vector[] = [
	receipt(
		"disposition-notification-to",
		["Disposition-Notification-To"],
		"A mail program sends a read receipt there, often without asking.",
	),
	receipt("return-receipt-to", ["Return-Receipt-To"], "Some mail programs and servers send a receipt there."),
	receipt("x-confirm-reading-to", ["X-Confirm-Reading-To"], "Some mail programs, Pegasus Mail first, send a read receipt there."),
	receipt("read-receipt-to", ["Read-Receipt-To", "X-Read-Receipt-To"], "Some mail programs send a read receipt there."),
	receipt(
		"return-receipt-requested",
		["Return-Receipt-Requested", "Generate-Delivery-Report", "Delivery-Receipt-To", "X-Delivery-Receipt-To"],
		"Old gateways and servers send a receipt to an address in it; without one it is only a flag.",
	),
];
