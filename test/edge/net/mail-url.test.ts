// A mail server's URL is read strictly: what is odd is refused, and what is said of it never holds a password.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { readImapUrl, readSmtpUrl } from "../../../src/edge/net/mail-url.ts";

function refusal(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		assert.ok(isAppError(error) && error.code === "usage", String(error));
		assert.doesNotMatch(error.message, /hunter2|[\p{C}]/u);
		return error.message;
	}
	throw new Error("nothing was refused");
}

test("defaults are those of the protocols, and encryption is required but on loopback", () => {
	const read = (url: string): unknown[] => {
		const { host, port, tls, user } = /^imap/i.test(url) ? readImapUrl(url) : readSmtpUrl(url);
		return [host, port, tls, user];
	};
	for (const [url, ...expected] of [
		["imap://reader@mail.example", "mail.example", 143, "starttls", "reader"],
		["IMAPS://reader%40reader.example@Mail.Example/", "mail.example", 993, "direct", "reader@reader.example"],
		["imaps://reader@reader.example@mail.example", "mail.example", 993, "direct", "reader@reader.example"],
		["imap://reader@127.0.0.1:10143", "127.0.0.1", 10_143, "plain", "reader"],
		["imap://reader@[::1]", "::1", 143, "plain", "reader"],
		["imap://reader@localhost", "localhost", 143, "plain", "reader"],
		["imap://reader@localhost.example", "localhost.example", 143, "starttls", "reader"],
		["imap://reader@127.0.0.1.example", "127.0.0.1.example", 143, "starttls", "reader"],
		["smtp://mail.example", "mail.example", 25, "starttls", null],
		["smtp://reader@mail.example", "mail.example", 587, "starttls", "reader"],
		["smtps://reader@[2001:db8::1]", "2001:db8::1", 465, "direct", "reader"],
	] as const) {
		assert.deepEqual(read(url), expected, url);
	}
});

test("the folder is INBOX, or what the path says", () => {
	assert.equal(readImapUrl("imap://reader@mail.example").folder, "INBOX");
	assert.equal(readImapUrl("imap://reader@mail.example/").folder, "INBOX");
	assert.equal(readImapUrl("imap://reader@mail.example/Tests/2026").folder, "Tests/2026");
	assert.equal(readImapUrl("imap://reader@mail.example/Mes%20essais%20%C3%A9").folder, "Mes essais é");
});

test("two spellings of one server have one text, and two servers never", () => {
	assert.equal(readSmtpUrl("SMTP://mail.example").text, readSmtpUrl("smtp://MAIL.example:25/").text);
	const texts = [
		"smtp://mail.example",
		"smtps://mail.example",
		"smtp://a@mail.example:25",
		"smtp://mail.example:26",
		"smtp://mail2.example",
	];
	assert.equal(new Set(texts.map((url) => readSmtpUrl(url).text)).size, texts.length);
});

test("what is odd is refused", () => {
	for (const [url, why] of [
		["imap://reader:hunter2@mail.example", /COUNTERPIXEL_PASSWORD or a prompt/],
		["imap://reader:@mail.example", /COUNTERPIXEL_PASSWORD or a prompt/],
		["imap://reader:hunter2@x@mail.example", /COUNTERPIXEL_PASSWORD or a prompt/],
		["smtp://:hunter2@mail.example", /COUNTERPIXEL_PASSWORD or a prompt/],
		["imap://mail.example", /names no user/],
		["imap://@mail.example", /empty/],
		["http://mail.example", /has the form imap:\/\//],
		["smtp://reader@mail.example", /has the form imap:\/\//],
		["reader@mail.example", /has the form/],
		["imap://reader@mail.example:0", /no port/],
		["imap://reader@mail.example:65536", /no port/],
		["imap://reader@mail.example:99999999", /has the form/],
		["imap://reader@mail.example:143:144", /COUNTERPIXEL_PASSWORD|has the form/],
		["imap://reader@mail.example?x", /has the form/],
		["imap://reader@mail.example/INBOX#x", /has the form/],
		["imap://reader@mail.example/INBOX;UID=1", /ends with the folder/],
		["imap://reader;AUTH=PLAIN@mail.example", /no user name/],
		["imap://reader%0d%0aA1%20LOGOUT@mail.example", /cannot be seen/],
		["imap://reader@mail.example/INBOX%0D%0Aa2%20DELETE%20x", /cannot be seen/],
		["imap://reader@mail.example/%00", /cannot be seen/],
		["imap://reader@mail.example/%ff", /no percent-encoding/],
		["imap://reader@mail.example/%", /no percent-encoding/],
		["imap://reader@mail.example\r\n", /cannot be seen/],
		["imap://rea\u202eder@mail.example", /cannot be seen/],
		["imap://reader@mail.example.", /neither a name/],
		["imap://reader@-mail.example", /neither a name/],
		["imap://reader@mail..example", /neither a name/],
		["imap://reader@127.1", /neither a name/],
		["imap://reader@0x7f000001", /neither a name/],
		["imap://reader@2130706433", /neither a name/],
		["imap://reader@0177.0.0.1", /neither a name/],
		["imap://reader@[127.0.0.1]", /no IPv6|has the form/],
		["imap://reader@[::1", /no user name|has the form/],
		["imap://reader@m\u0430il.example", /has the form/],
		[`imap://reader@${"a".repeat(64)}.example`, /neither a name/],
		[`imap://reader@mail.example/${"a".repeat(1000)}`, /longer than/],
	] as const) {
		assert.match(
			refusal(() => readImapUrl(url.startsWith("smtp://:") ? url.replace("smtp", "imap") : url)),
			why,
			url,
		);
	}
	assert.match(
		refusal(() => readSmtpUrl("smtp://mail.example/INBOX")),
		/nothing may stand after/,
	);
});

test("whatever is accepted holds no control character, and reads the same from its text", () => {
	const piece = fc.oneof(
		fc.string({ maxLength: 8 }),
		fc.constantFrom("@", ":", "/", "%0d%0a", "%40", "[::1]", "mail.example", "imap://", "%00"),
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
			const url = `imap://${pieces.join("")}`;
			try {
				const read = readImapUrl(url);
				assert.doesNotMatch(`${read.user}${read.host}${read.folder}${read.text}`, /\p{C}/u);
				assert.deepEqual(readImapUrl(read.text), read);
			} catch (error) {
				assert.ok(isAppError(error) && error.code === "usage", String(error));
			}
		}),
		{ numRuns: 2_000 },
	);
});
