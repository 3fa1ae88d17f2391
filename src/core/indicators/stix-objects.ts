// The object paths of STIX 2.1 that a case can answer, and what each is to it. All else is named as not supported: a case holds where a mail leads
// and whom it is from, no processes, files or traffic.

import type { IndicatorKind } from "../model/indicator.ts";

export interface StixProperty {
	readonly kind: IndicatorKind;
	/** Only in this header field, lower case. */
	readonly header: string | null;
}

const ANYWHERE = (kind: IndicatorKind): StixProperty => ({ kind, header: null });

/** By "object:path"; indices are taken off. */
const PROPERTIES: ReadonlyMap<string, StixProperty> = new Map([
	["domain-name:value", ANYWHERE("domain")],
	["url:value", ANYWHERE("url")],
	["email-addr:value", ANYWHERE("address")],
	["ipv4-addr:value", ANYWHERE("ip")],
	["ipv6-addr:value", ANYWHERE("ip")],
	["email-message:from_ref.value", { kind: "address", header: "from" }],
	["email-message:sender_ref.value", { kind: "address", header: "sender" }],
	["email-message:message_id", ANYWHERE("message-id")],
	["email-message:additional_header_fields.Reply-To", { kind: "address", header: "reply-to" }],
	["email-message:additional_header_fields.Return-Path", { kind: "address", header: "return-path" }],
	["email-message:additional_header_fields.Message-ID", ANYWHERE("message-id")],
	["file:hashes.SHA-256", ANYWHERE("sha256")],
	["artifact:hashes.SHA-256", ANYWHERE("sha256")],
	["email-message:raw_email_ref.hashes.SHA-256", ANYWHERE("sha256")],
]);

const HASHES = /(?:^|\.)hashes\.(.+)$/;

/** What a case holds of it; or why it holds nothing. */
export function stixProperty(object: string, path: string): StixProperty | { readonly why: string } {
	const bare = path.replace(/\[(?:\*|-?\d+)\]/g, "").replace(/\bSHA256$/i, "SHA-256");
	const property = PROPERTIES.get(`${object}:${bare}`);
	if (property !== undefined) return property;
	const digest = HASHES.exec(bare)?.[1];
	if (digest !== undefined) return { why: `${object}:${path}: the case keeps no ${digest}, only the SHA-256 of whole messages` };
	return { why: `${object}:${path} is nothing that a case holds` };
}

/** Path of the value in an object of its own (a bundle's observables): which of its properties say something to a case. */
export const STIX_OBSERVABLES: ReadonlyMap<string, readonly string[]> = new Map([
	["domain-name", ["value"]],
	["url", ["value"]],
	["email-addr", ["value"]],
	["ipv4-addr", ["value"]],
	["ipv6-addr", ["value"]],
	["email-message", ["message_id"]],
]);
