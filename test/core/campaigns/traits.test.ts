// Each trait of a message is a plain fact, told from others that look like it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { trustedVerdicts } from "../../../src/core/campaigns/assessment/trusted-results.ts";
import { traitsOf } from "../../../src/core/campaigns/traits.ts";
import type { Inspection } from "../../../src/core/model/inspection.ts";
import type { MailProfile } from "../../../src/core/model/profile.ts";
import type { RemoteReference } from "../../../src/core/model/reference.ts";
import type { Trait } from "../../../src/core/model/sighting.ts";

const isOperatorHost = (host: string): boolean => host === "mailer.example" || host.endsWith(".mailer.example");

const PROFILE: MailProfile = {
	name: null,
	sender: null,
	replyTo: null,
	returnPath: null,
	recipients: 1,
	sentTo: [],
	answers: false,
	signatures: [],
	authentication: [],
	hops: [{ from: "out.letters.example", ip: "192.0.2.7", by: "mx.parliament.example" }],
	mailer: null,
	messageIdShape: null,
	boundaryShape: null,
	subjectShape: "",
	bulk: { listId: null, unsubscribe: [], oneClick: false, precedence: false, feedbackId: null, automatic: false },
	date: null,
	template: { structure: "", sketch: "", words: 60, links: 1, pictures: 1 },
	outlets: [],
	unsubscribeInText: false,
};

interface MadeUp {
	readonly from?: string;
	readonly profile?: Partial<MailProfile>;
	readonly references?: readonly Partial<RemoteReference>[];
	readonly deliveredTo?: readonly string[];
	readonly received?: string | null;
}

function inspected({
	from = "jo@letters.example",
	profile = {},
	references = [],
	deliveredTo = [],
	received = "2026-03-02T08:00:00Z",
}: MadeUp): Inspection {
	return {
		messageId: "1@letters.example",
		from,
		subject: "A letter",
		received,
		receivedFrom: received === null ? null : "received",
		deliveredTo,
		references: references.map(reference),
		problems: [],
		profile: { ...PROFILE, ...profile },
	};
}

function reference(given: Partial<RemoteReference>): RemoteReference {
	const host = given.host ?? "i.letters.example";
	const identifier = { kind: "opaque", value: "8f3a", how: "" } as const;
	const rest = {
		vector: "img-src",
		channel: "http",
		trigger: "open",
		part: "1",
		start: 0,
		end: 1,
		identifier,
		operator: null,
		leaks: [],
		why: [],
	} as const;
	return { ...rest, host, url: `https://${host}/p?u=8f3a`, ...given };
}

const NONE = { kind: "none", value: null, how: "" } as const;

const has = (made: MadeUp, ...expected: Trait[]): void => {
	const found = traitsOf(inspected(made), isOperatorHost);
	for (const trait of expected) assert.ok(found.includes(trait), `${trait} among ${found.join(" ")}`);
};
const lacks = (made: MadeUp, ...unexpected: Trait[]): void => {
	const found = traitsOf(inspected(made), isOperatorHost);
	for (const trait of unexpected) assert.ok(!found.includes(trait), `no ${trait} among ${found.join(" ")}`);
};

test("a plain letter is of one person to another and no more", () => {
	assert.deepEqual(traitsOf(inspected({}), isOperatorHost), ["few-recipients", "looks-personal"]);
});

test("a picture is watching only where it is fetched without a click, and individual only with an identifier", () => {
	has({ references: [{}] }, "tracked", "individual", "coherent-sender");
	has({ references: [{ identifier: NONE }] }, "tracked");
	lacks({ references: [{ identifier: NONE }] }, "individual", "foreign-tracker");
	lacks({ references: [{ trigger: "click" }] }, "tracked", "individual");
});

test("a receipt is asked for, and watches by itself nobody", () => {
	has({ references: [{ trigger: "receipt", channel: "smtp", url: "mailto:jo@letters.example" }] }, "tracked", "receipt-requested");
	lacks({ references: [{ trigger: "receipt", channel: "smtp", url: "mailto:jo@letters.example" }] }, "individual", "foreign-tracker");
});

test("a tracker is the sender's by From, by a signature and by Return-Path, an operator's by its host, else foreign", () => {
	has({ references: [{ host: "px.elsewhere.example" }] }, "foreign-tracker");
	lacks({ references: [{ host: "px.elsewhere.example" }], profile: { signatures: ["elsewhere.example"] } }, "foreign-tracker");
	lacks({ references: [{ host: "px.elsewhere.example" }], profile: { returnPath: "b@bounce.elsewhere.example" } }, "foreign-tracker");
	has({ references: [{ host: "o.mailer.example", operator: "mailer" }] }, "known-operator");
	lacks({ references: [{ host: "o.mailer.example", operator: "mailer" }] }, "foreign-tracker");
});

test("a foreign tracker is foreign only where no other watches beside it", () => {
	lacks({ references: [{ host: "px.elsewhere.example" }, {}] }, "foreign-tracker");
	lacks({ references: [{ host: "px.elsewhere.example" }, { host: "o.mailer.example" }] }, "foreign-tracker");
});

test("mail whose bounces go elsewhere is sent for somebody", () => {
	has({ profile: { returnPath: "b-1@bounce.mailer.example" } }, "mailed-by-service");
	lacks({ profile: { returnPath: "b-1@bounce.letters.example" } }, "mailed-by-service");
	lacks({}, "mailed-by-service");
});

test("an operator's path on a host of one's own is no known operator", () => {
	lacks({ references: [{ host: "px.elsewhere.example", operator: "mailchimp" }] }, "known-operator");
	has({ references: [{ host: "px.elsewhere.example", operator: "mailchimp" }] }, "foreign-tracker");
});

test("an address logger is no ordinary operator", () => {
	has({ references: [{ host: "x.mailer.example", operator: "grabify" }] }, "watching-service");
	lacks({ references: [{ host: "x.mailer.example", operator: "grabify" }] }, "known-operator");
});

test("a network path and a condition count where they are fetched and tell readers apart", () => {
	has({ references: [{ channel: "smb", url: "file://h.example/s/x", host: "h.example" }] }, "smb");
	lacks({ references: [{ channel: "smb", url: "file://server/s/x", host: "server" }] }, "smb");
	lacks({ references: [{ channel: "smb", url: "file://10.1.2.3/s/x", host: "10.1.2.3" }] }, "smb");
	lacks({ references: [{ channel: "smb", url: "file://files.letters.example/s/x", host: "files.letters.example" }] }, "smb");
	has({ references: [{ leaks: ["conditions", "recipient"] }] }, "conditional-css");
	lacks({ references: [{ leaks: ["conditions"], identifier: NONE }] }, "conditional-css");
});

test("bulk fields are told each, and no letter with one looks personal", () => {
	const bulk = {
		listId: "l.example",
		unsubscribe: ["https://u.example/x"],
		oneClick: true,
		precedence: true,
		feedbackId: "a:b:c:d",
		automatic: true,
	};
	has({ profile: { bulk } }, "unsubscribe-header", "one-click", "list-id", "precedence-bulk", "feedback-id", "automatic");
	lacks({ profile: { bulk } }, "looks-personal");
	lacks({ profile: { unsubscribeInText: true } }, "looks-personal");
	lacks({ profile: { template: { ...PROFILE.template, links: 30 } } }, "looks-personal");
});

test("a display name that shows another address or an outlet's name is told, an outlet's own is not", () => {
	has({ profile: { name: "speaker@parliament.example" } }, "name-mismatch");
	has({ profile: { name: "Jo <jo@parliament.example>" } }, "name-mismatch");
	lacks({ profile: { name: "Jo of news.letters.example" } }, "name-mismatch");
	lacks({ profile: { name: "J. P. Doe, Ph.D., a.k.a. Jo" } }, "name-mismatch");
	has({ profile: { name: "BBC News" } }, "outlet-name");
	lacks({ from: "news@email.bbc.co.uk", profile: { name: "BBC News" } }, "outlet-name", "lookalike");
	lacks({ profile: { name: "BBC News", signatures: ["bbc.co.uk"] } }, "outlet-name");
});

test("an article is unrelated to the outlets that it names where it comes from none of them and links to none", () => {
	const profile = { outlets: ["reuters", "bbc"], template: { ...PROFILE.template, words: 400, links: 2 } };
	has({ profile }, "outlet-unrelated");
	lacks({ profile: { ...profile, template: { ...PROFILE.template, words: 20 } } }, "outlet-unrelated");
	lacks({ profile, references: [{ trigger: "click", host: "www.bbc.co.uk", identifier: NONE }] }, "outlet-unrelated");
	lacks({ profile, from: "desk@reuters.com" }, "outlet-unrelated");
	lacks({ profile: { outlets: ["nato"] } }, "outlet-unrelated");
});

test("a domain like an outlet's or like the reader's own is told, in Reply-To too", () => {
	has({ from: "desk@reuters-briefing.example" }, "lookalike");
	has({ profile: { replyTo: "desk@reuters-briefing.example" } }, "lookalike");
	has({ from: "whip@parliamemt.example", deliveredTo: ["ann@parliament.example"] }, "lookalike");
	lacks({ from: "whip@parliament.example", deliveredTo: ["ann@parliament.example"] }, "lookalike");
});

const verdict = (server: string, result: string, method = "dmarc", domain = "letters.example") => ({ server, method, result, domain });

test("authentication is believed of the server that took the mail in, of one that the user named, and of nobody else", () => {
	has({ profile: { authentication: [verdict("mx.parliament.example", "pass")] } }, "authenticated");
	has({ profile: { authentication: [verdict("parliament.example", "fail")] } }, "authentication-failed");
	lacks({ profile: { authentication: [verdict("mx.letters.example", "pass")] } }, "authenticated");
	const named = inspected({ profile: { authentication: [verdict("gateway.test", "pass")] } });
	assert.ok(!traitsOf(named, isOperatorHost).includes("authenticated"));
	assert.ok(traitsOf(named, isOperatorHost, ["gateway.test"]).includes("authenticated"));
});

test("what stands below the server's own field is not believed, in its name neither", () => {
	const authentication = [verdict("mx.parliament.example", "fail"), verdict("mx.parliament.example", "pass")];
	has({ profile: { authentication } }, "authentication-failed");
	lacks({ profile: { authentication } }, "authenticated");
	const hops = [
		{ from: "x.letters.example", ip: "192.0.2.7", by: "mx.parliament.example" },
		{ from: "a", ip: null, by: "relay.letters.example" },
	];
	lacks({ profile: { hops, authentication: [verdict("relay.letters.example", "pass")] } }, "authenticated");
});

test("the receiver is the newest hop that names where the mail came from", () => {
	const hops = [
		{ from: null, ip: null, by: "2002:a05:1:2" },
		{ from: "out.letters.example", ip: "192.0.2.7", by: "mx.parliament.example" },
	];
	has({ profile: { hops, authentication: [verdict("mx.parliament.example", "pass")] } }, "authenticated");
	assert.deepEqual(trustedVerdicts({ ...PROFILE, hops: [], authentication: [verdict("mx.parliament.example", "pass")] }), []);
});

test("only a pass that is aligned with From authenticates it", () => {
	const dkim = (domain: string) => ({ profile: { authentication: [verdict("mx.parliament.example", "pass", "dkim", domain)] } });
	has(dkim("mail.letters.example"), "authenticated");
	lacks(dkim("mailer.example"), "authenticated", "authentication-failed");
	const failed = [verdict("mx.parliament.example", "fail", "spf"), verdict("mx.parliament.example", "pass", "dkim")];
	has({ profile: { authentication: failed } }, "authenticated");
});

test("a clock is in doubt without a Received, and where Date is more than a week from it", () => {
	has({ received: null }, "clock-doubt");
	has({ profile: { date: "2006-03-02T08:00:00Z" } }, "clock-doubt");
	lacks({ profile: { date: "2026-03-01T08:00:00Z" } }, "clock-doubt");
});
