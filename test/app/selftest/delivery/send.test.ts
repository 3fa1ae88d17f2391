// A test by mail goes to one address, once, and only against the code that was sent there: each way to make it do otherwise is tried, against a mail
// server that counts every recipient it is named.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type MailAddress, readAddress } from "../../../../src/app/selftest/delivery/address.ts";
import { createMemoryStore } from "../../../../src/app/selftest/delivery/code-store.ts";
import { type Codes, createCodes } from "../../../../src/app/selftest/delivery/codes.ts";
import { requestCode, senderOf, sendTest } from "../../../../src/app/selftest/delivery/send.ts";
import { isAppError } from "../../../../src/core/model/app-error.ts";
import { readSmtpUrl, type SmtpServer } from "../../../../src/edge/net/mail-url.ts";
import type { Sent } from "../../../../src/edge/net/smtp.ts";
import { type Refusals, startMailServer, type TestMailServer } from "../../../edge/net/mail-server.ts";
import { HOSTILE_ADDRESSES } from "./hostile-addresses.ts";

const READER = readAddress("reader@reader.example");
const ASKER = { who: "you, on this computer", contact: null };
const CODE = /Your code: ([A-Z0-9]{5}-[A-Z0-9]{5})/;

interface Post {
	readonly mail: TestMailServer;
	readonly server: SmtpServer;
	readonly codes: Codes;
	/** What a delivery needs beside its address. */
	readonly login: { readonly server: SmtpServer; readonly password: string; readonly pin: null; readonly codes: Codes };
	/** Asks for a code and reads it out of the mail, as the reader would. */
	code(address?: MailAddress): Promise<string>;
	send(code: string, address?: MailAddress, messages?: readonly { bytes: Uint8Array }[]): Promise<Sent>;
}

async function withPost(refusals: Refusals, work: (post: Post) => Promise<void>): Promise<void> {
	const mail = await startMailServer(refusals);
	const server = readSmtpUrl(`smtp://postmaster@127.0.0.1:${mail.port}`);
	const codes = createCodes(createMemoryStore());
	const login = { server, password: "secret", pin: null, codes };
	try {
		await work({
			mail,
			server,
			codes,
			login,
			async code(address = READER) {
				await requestCode({ ...login, address, asker: ASKER });
				return CODE.exec(mail.deliveries.at(-1)?.text ?? "")?.[1] ?? "";
			},
			send: (code, address = READER, messages = [1, 2, 3].map((number) => message(number, address))) =>
				sendTest({ ...login, address, code, messages }),
		});
	} finally {
		await mail.stop();
	}
}

function message(number: number, to: string, more = ""): { bytes: Uint8Array } {
	return { bytes: new TextEncoder().encode(`From: <${to}>\r\nTo: <${to}>\r\n${more}Subject: Test ${number}\r\n\r\nBody\r\n`) };
}

async function refusal(work: Promise<unknown>): Promise<string> {
	try {
		await work;
	} catch (error) {
		assert.ok(isAppError(error), String(error));
		return error.message;
	}
	throw new Error("nothing was refused");
}

const tests = ({ mail }: Post): number => mail.deliveries.filter(({ text }) => text.includes("Subject: Test")).length;

test("first a code goes to the address, and against it the test messages, to that one address", async () => {
	await withPost({}, async (post) => {
		const code = await post.code();
		assert.match(code, /-/);
		assert.deepEqual(post.mail.recipients, [READER]);
		assert.deepEqual(await post.send(code), { sent: 3, rejected: [] });
		assert.deepEqual(new Set(post.mail.recipients), new Set([READER]));
		assert.equal(tests(post), 3);
	});
});

test("the sender is the mail server's user where that is an address, else the reader", () => {
	const sender = (url: string): string => senderOf(readSmtpUrl(url), READER);
	assert.equal(sender("smtp://other%40reader.example@mail.example"), "other@reader.example");
	for (const url of ["smtp://other@mail.example", "smtp://mail.example", "smtp://a%40b.example%2Cc%40d.example@mail.example"])
		assert.equal(sender(url), READER);
});

test("without the right code nothing is sent, and nobody but the reader is named to the mail server", async () => {
	await withPost({}, async (post) => {
		const code = await post.code();
		for (const guess of ["", "AAAAA-AAAAA", `${code}X`, code.slice(1), "*", "%", "__proto__", `${code}\r\nRCPT TO:<other@other.example>`]) {
			assert.match(await refusal(post.send(guess)), /not the code that was sent|does not hold/);
		}
		assert.match(await refusal(post.send(code)), /does not hold.*ask for a new one/, "five guesses used it up");
		assert.equal(tests(post), 0);
		assert.deepEqual(post.mail.recipients, [READER]);
	});
});

test("a code sends one test: not twice, not for another address, not for another server", async () => {
	await withPost({}, async (post) => {
		const code = await post.code();
		for (const other of ["other@reader.example", "READER@reader.example", "reader+x@reader.example"]) {
			assert.match(await refusal(post.send(code, readAddress(other))), /does not hold/);
		}
		const elsewhere = { ...post.login, server: { ...post.server, text: "smtp://other.example:25" } };
		assert.match(await refusal(sendTest({ ...elsewhere, address: READER, code, messages: [message(1, READER)] })), /does not hold/);
		assert.equal((await post.send(code)).sent, 3);
		assert.match(await refusal(post.send(code)), /does not hold/);
		assert.equal(tests(post), 3);
	});
});

test("a code that is given many times at once sends one test", async () => {
	await withPost({}, async (post) => {
		const code = await post.code();
		const results = await Promise.allSettled(Array.from({ length: 20 }, () => post.send(code)));
		assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
		assert.equal(tests(post), 3);
	});
});

test("a thousand guesses at once open no connection to the mail server", async () => {
	await withPost({}, async (post) => {
		await post.code();
		const before = post.mail.connections();
		const results = await Promise.allSettled(Array.from({ length: 1000 }, () => post.send("AAAAA-AAAAA")));
		assert.ok(results.every(({ status }) => status === "rejected"));
		assert.equal(post.mail.connections(), before);
		assert.equal(tests(post), 0);
	});
});

test("more than three codes an hour are not sent", async () => {
	await withPost({}, async (post) => {
		for (let time = 0; time < 3; time++) await post.code();
		assert.match(await refusal(post.code()), /3 codes were sent to this address within the hour/);
		assert.equal(post.mail.recipients.length, 3);
	});
});

test("a message that is addressed to anybody else as well is not sent, and costs no code", async () => {
	await withPost({}, async (post) => {
		const code = await post.code();
		const other = "other@other.example";
		for (const hostile of [
			message(1, other),
			message(1, `${READER}>, <${other}`),
			message(1, READER, `Cc: <${other}>\r\n`),
			message(1, READER, `BCC : <${other}>\r\n`),
			message(1, READER, `Resent-To: <${other}>\r\n`),
			message(1, READER, `To: <${other}>\r\n`),
			message(1, READER, `to : <${other}>\r\n`),
			message(1, READER, `X: a\nBcc: <${other}>\r\n`),
			message(1, READER, `X: a\rBcc: <${other}>\r\n`),
			message(1, READER, `X: a\0\r\n`),
			{ bytes: new TextEncoder().encode(`To: <${READER}>`) },
			{ bytes: new Uint8Array() },
		]) {
			assert.match(await refusal(post.send(code, READER, [message(1, READER), hostile])), /not addressed to the mailbox/);
		}
		assert.equal(tests(post), 0);
		assert.equal((await post.send(code)).sent, 3);
	});
});

test("what the mail server rejects is told by message, and the rest is sent", async () => {
	const words = "552 5.7.0 Rejected: active content";
	// The mail with the code is the first.
	await withPost({ message: (number) => (number === 3 ? words : null) }, async (post) => {
		assert.deepEqual(await post.send(await post.code()), { sent: 2, rejected: [{ message: 2, words }] });
	});
});

test("a mail with a code that is rejected is told in the server's words, and does not count", async () => {
	await withPost({ recipient: () => "550 5.1.1 No such user" }, async (post) => {
		for (let time = 0; time < 5; time++)
			assert.match(await refusal(post.code()), /does not take the mail with the code: it says "550 5\.1\.1 No such user"/);
	});
});

test("a mail server that is gone when the test is sent is told, with the code used up", async () => {
	await withPost({}, async (post) => {
		const code = await post.code();
		await post.mail.stop();
		assert.match(await refusal(post.send(code)), /takes no connection.*The code is used up: ask for a new one/);
		assert.match(await refusal(post.send(code)), /does not hold/);
	});
});

test("whatever is typed as an address, the mail server is named that one recipient or nobody", async () => {
	await withPost({}, async (post) => {
		const part = fc.oneof(
			fc.string({ maxLength: 6 }),
			fc.string({ unit: "binary", maxLength: 4 }),
			fc.constantFrom(...HOSTILE_ADDRESSES.map((text) => text.slice(0, 300))),
		);
		const glue = fc.constantFrom(
			"@",
			"@",
			".",
			",",
			";",
			"\r\n",
			"%0d%0a",
			">",
			"<",
			" ",
			"\0",
			"",
			"+",
			"a",
			"b.example",
			"\r\nRCPT TO:<other@other.example>\r\n",
		);
		const typed = fc.oneof(
			fc.array(fc.oneof(part, glue), { maxLength: 5 }).map((pieces) => pieces.join("")),
			fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.domain()).map(([local, domain]) => `${local}@${domain.slice(0, 40)}.example`),
		);
		let accepted = 0;
		await fc.assert(
			fc.asyncProperty(typed, async (text) => {
				let address: MailAddress;
				try {
					address = readAddress(text);
				} catch (error) {
					assert.ok(isAppError(error) && error.code === "usage");
					return;
				}
				accepted++;
				const before = { said: post.mail.recipients.length, taken: post.mail.deliveries.length };
				const codes = createCodes(createMemoryStore());
				await requestCode({ ...post.login, codes, address, asker: ASKER });
				assert.deepEqual(post.mail.recipients.slice(before.said), [address]);
				assert.deepEqual(
					post.mail.deliveries.slice(before.taken).map(({ to }) => to),
					[[address]],
				);
				assert.equal(
					address,
					text.replace(/^ +| +$/g, "").replace(/@.*$/, (domain) => domain.toLowerCase()),
				);
			}),
			{ numRuns: 150 },
		);
		assert.ok(accepted > 5, `${accepted} accepted`);
	});
});
