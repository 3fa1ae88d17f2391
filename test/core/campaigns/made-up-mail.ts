// Made-up inspections for tests of campaigns: what a message would have been found to be, with as little said as the test needs.

import type { Inspection } from "../../../src/core/model/inspection.ts";
import type { MailProfile } from "../../../src/core/model/profile.ts";
import type { RemoteReference } from "../../../src/core/model/reference.ts";

export interface MadeUpMail {
	readonly from?: string | null;
	/** URLs that are fetched when the message is opened; a run of "TOKEN" in one singles the reader out. */
	readonly pixels?: readonly string[];
	readonly profile?: Partial<MailProfile>;
	readonly received?: string;
}

export const PLAIN: MailProfile = {
	name: null,
	sender: null,
	replyTo: null,
	returnPath: null,
	recipients: 1,
	sentTo: [],
	answers: false,
	signatures: [],
	authentication: [],
	hops: [],
	mailer: null,
	messageIdShape: null,
	boundaryShape: null,
	subjectShape: "",
	bulk: { listId: null, unsubscribe: [], oneClick: false, precedence: false, feedbackId: null, automatic: false },
	date: null,
	template: { structure: "", sketch: "", words: 0, links: 0, pictures: 0 },
	outlets: [],
	unsubscribeInText: false,
};

const TOKEN = /TOKEN(\w*)/;

export function mail({ from = null, pixels = [], profile = {}, received = "2021-01-10T10:00:00.000Z" }: MadeUpMail): Inspection {
	const references = pixels.map((given, at): RemoteReference => {
		const token = TOKEN.exec(given)?.[1];
		const value = token === undefined ? null : `a8f3c09d71e2${token}`;
		const url = given.replace(TOKEN, value ?? "");
		return {
			vector: "img-src",
			channel: "http",
			trigger: "open",
			url,
			host: new URL(url).hostname,
			part: "1",
			start: at * 100,
			end: at * 100 + url.length,
			identifier: { kind: value === null ? "none" : "opaque", value, how: "" },
			operator: null,
			leaks: [],
			why: [],
		};
	});
	return {
		messageId: "1@example.example",
		from,
		subject: null,
		received,
		receivedFrom: "received",
		deliveredTo: [],
		references,
		problems: [],
		profile: { ...PLAIN, ...profile },
	};
}
