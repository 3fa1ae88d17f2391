// Profile: what of a message tells where it came from and what it is a copy of, read in one pass over its header and one over the text that it
// shows. Each field is bounded where it is read. Everything is the sender's word but what the owner's own server wrote on top.

import type { Codec } from "../model/codec.ts";
import type { Content } from "../model/content.ts";
import type { Message, Part } from "../model/message.ts";
import type { MailProfile } from "../model/profile.ts";
import { decodeBody } from "./body.ts";
import { type HeaderValues, headerValues } from "./header-values.ts";
import { parameterValue } from "./parameters.ts";
import { addressesOf } from "./plain-address.ts";
import { dateIn } from "./plain-date.ts";
import { readAuthentication } from "./profile/authentication-results.ts";
import { readBulkFields } from "./profile/bulk-fields.ts";
import { displayName } from "./profile/display-name.ts";
import { readHops } from "./profile/hops.ts";
import { receiverWords } from "./profile/receiver-words.ts";
import { maskedShape, messageIdShape } from "./profile/shapes.ts";
import { signingDomains } from "./profile/signatures.ts";
import { type Summary, summarise } from "./summary.ts";
import { shownPart } from "./template/shown-part.ts";
import { subjectShape } from "./template/subject-shape.ts";
import { NO_TEXT, readTemplate, type TemplateOptions, type TemplateReading } from "./template/template.ts";

export interface ProfileOptions {
	/** Ids of known outlets that a text names. Called once, with the first 2000 characters of the shown text, the display name and the subject. */
	readonly outletsIn?: (text: string) => readonly string[];
	/** What was read of the message before. */
	readonly header?: HeaderValues;
	readonly summary?: Summary;
	readonly receiver?: readonly number[];
	readonly reading?: TemplateReading | null;
}

const NO_OUTLETS: readonly string[] = [];
const nobodyNamed = (): readonly string[] => NO_OUTLETS;

const MAX_MAILER = 120;
/** A letter to all members would fill the case with their addresses. */
const MAX_SENT_TO = 20;
/** Attack: a thousand fields of a name, each parsed. */
const MAX_FIELDS = 40;

/** Pure, linear, and never throws. What a field holds is bounded where it is read (profile/), the text by limits of its own (template/). */
export function profileOf(message: Message, codec: Codec, options: ProfileOptions = {}): MailProfile {
	const root = message.parts[0];
	const { outletsIn = nobodyNamed, header = headerValues(root, codec) } = options;
	const { summary = summarise(message, header) } = options;
	const { receiver = receiverWords(header, summary) } = options;
	const reading = options.reading ?? readFrom(message, { own: receiver, wantsText: outletsIn !== nobodyNamed }, codec);
	const { subject, to, cc } = summary;
	const recipients = new Set([...to, ...cc]);
	const from = header.first("from");
	const name = from === null ? null : displayName(from);
	return {
		name,
		sender: firstAddress(header.first("sender")),
		replyTo: firstAddress(header.first("reply-to")),
		returnPath: firstAddress(header.first("return-path")),
		recipients: recipients.size,
		sentTo: header.has("received") ? [] : [...recipients].slice(0, MAX_SENT_TO),
		answers: header.has("in-reply-to") || header.has("references"),
		signatures: signingDomains(header.folded("dkim-signature", MAX_FIELDS)),
		authentication: readAuthentication(header.folded("authentication-results", MAX_FIELDS)),
		hops: readHops(header.folded("received", MAX_FIELDS)),
		mailer: mailerOf(header.first("x-mailer") ?? header.first("user-agent")),
		messageIdShape: messageIdShape(summary.messageId),
		boundaryShape: boundaryShape(root),
		subjectShape: subjectShape(subject, receiver),
		bulk: readBulkFields(header),
		date: dateOf(header, summary),
		template: reading.template,
		outlets: outletsIn([name ?? "", subject ?? "", reading.text].join("\n")),
		unsubscribeInText: reading.leaves,
	};
}

/** Reads the text of `part`, decoded: for who has it at hand. */
export function readShown(part: Part, content: Content, options: TemplateOptions, codec: Codec): TemplateReading {
	return readTemplate(content, part.mediaType === "text/html" ? "html" : "text", options, codec);
}

function readFrom(message: Message, options: TemplateOptions, codec: Codec): TemplateReading {
	const part = shownPart(message);
	return part === null ? NO_TEXT : readShown(part, decodeBody(part, codec).content, options, codec);
}

/** Attack: a name of thousands of signs, each of which may begin an address. */
const MAX_MAILBOX = 500;

function firstAddress(value: string | null): string | null {
	if (value === null) return null;
	if (value.length <= MAX_MAILBOX) return addressesOf(value)[0] ?? null;
	return addressesOf(value.slice(Math.max(value.lastIndexOf("<"), value.length - MAX_MAILBOX)))[0] ?? null;
}

function mailerOf(value: string | null): string | null {
	const mailer = value === null ? "" : value.replace(/\s+/g, " ").slice(0, MAX_MAILER);
	return mailer === "" ? null : mailer;
}

function boundaryShape(root: Part | undefined): string | null {
	const boundary = root?.mediaType.startsWith("multipart/") === true ? parameterValue(root.parameters, "boundary") : null;
	return boundary === null || boundary === "" ? null : maskedShape(boundary);
}

function dateOf(header: HeaderValues, { received, receivedFrom }: Summary): string | null {
	if (receivedFrom === "date") return received;
	const date = header.first("date");
	return date === null ? null : dateIn(date);
}
