// The SMTP listener against swaks: what comes back of a test is told by its kind and its program, for the probes' addresses and no others, and
// without the reader's address or words.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { MailArrival } from "../../../src/edge/listeners/arrival.ts";
import type { Listener } from "../../../src/edge/listeners/listener.ts";
import { readReturned } from "../../../src/edge/listeners/returned-mail.ts";
import { openSmtpListener } from "../../../src/edge/listeners/smtp.ts";
import { needProgram } from "../../support/programs.ts";
import { closing, createSeen, LOOPBACK, type Ran, rawClient, run, type Seen, until } from "./clients.ts";

const TOKEN = "0123456789abcdef".repeat(2);
const swaksOnly = needProgram("swaks");
const toClose: Listener[] = [];
after(async () => {
	for (const listener of toClose) await listener.close();
});

interface Open {
	readonly port: number;
	readonly seen: Seen;
	readonly listener: Listener;
	/** Mail to a probe's address, unless `args` say otherwise. */
	swaks(...args: readonly string[]): Promise<Ran>;
	mails(): readonly MailArrival[];
}

async function open(host: string = LOOPBACK.host): Promise<Open> {
	const seen = createSeen();
	const accepts = (address: string): boolean => address.toLowerCase().includes(TOKEN);
	const listener = await openSmtpListener({ at: { host, port: 0 }, accepts, certificate: null, seen: seen.add });
	toClose.push(listener);
	const { port } = listener.address;
	return {
		port,
		seen,
		listener,
		swaks: (...args) =>
			run("swaks", [
				...["--server", host, "--port", String(port), "--helo", "mx.reader.example", "--from", "reader@reader.example"],
				...(args.includes("--to") ? [] : ["--to", `${TOKEN}@probe.test`]),
				...args,
			]),
		mails: () => seen.list.filter((arrival) => arrival.kind === "smtp"),
	};
}

const ENVELOPE = ["EHLO a.example\r\n", "MAIL FROM:<a@reader.example>\r\n", `RCPT TO:<${TOKEN}@probe.test>\r\n`, "DATA\r\n"];

/** Says each line once the one before was answered, and what came back of all; `leaves` breaks off after the last. */
async function talk(port: number, lines: readonly string[], host: string = LOOPBACK.host, leaves = false): Promise<string> {
	const client = rawClient(port, "", host);
	let answered = 0;
	for (const line of lines) {
		await until(() => /(?:^|\r\n)\d{3} [^\r]*\r\n$/.test(client.received().slice(answered)), `an answer before ${line}`);
		answered = client.received().length;
		client.socket.write(line);
	}
	if (leaves) client.socket.end();
	await client.closed;
	return client.received();
}

const message = (...lines: readonly string[]): string => `${lines.join("\r\n")}\r\n`;
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));

/** In the shape in which Thunderbird writes one (RFC 8098). */
const RECEIPT = message(
	"Date: Wed, 25 Nov 2026 12:00:00 +0100",
	"User-Agent: Mozilla Thunderbird",
	"Content-Language: de-DE",
	`To: ${TOKEN}@probe.test`,
	"From: Anna Reader <anna@reader.example>",
	"Subject: Return Receipt (displayed) - Leak self-test",
	"Message-ID: <1@reader.example>",
	"MIME-Version: 1.0",
	'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"',
	"",
	"--b",
	"Content-Type: text/plain; charset=UTF-8",
	"",
	"This is a Return Receipt for the mail that you sent to anna@reader.example.",
	"--b",
	"Content-Type: message/disposition-notification; name=MDNPart2.txt",
	"Content-Disposition: inline",
	"",
	"Reporting-UA: mail.reader.example; Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7.0",
	"Final-Recipient: rfc822;anna@reader.example",
	"Disposition: manual-action/MDN-sent-manually; displayed",
	"--b--",
);
const OUT_OF_OFFICE = message(
	"From: anna@reader.example",
	`To: ${TOKEN}@probe.test`,
	"Subject: Automatic reply: Leak self-test",
	"Auto-Submitted: auto-replied (vacation)",
	"X-Mailer: Microsoft Outlook 16.0",
	"X-Auto-Response-Suppress: All",
	"",
	"I am away until Monday.",
);
const DELIVERY_REPORT = message(
	"From: MAILER-DAEMON@mx.reader.example",
	`To: ${TOKEN}@probe.test`,
	"Subject: Undelivered Mail Returned to Sender",
	"Auto-Submitted: auto-replied",
	"MIME-Version: 1.0",
	'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
	"",
	"--b",
	"",
	"It could not be delivered.",
	"--b",
	"Content-Type: message/delivery-status",
	"",
	"Reporting-MTA: dns; mx.reader.example",
	"",
	"Final-Recipient: rfc822; anna@reader.example",
	"Action: failed",
	"--b--",
);
const REPLY = message(
	"Received: from laptop (unknown [198.51.100.7]) by mx.reader.example for <anna@reader.example>",
	"From: Anna Reader <anna@reader.example>",
	`To: ${TOKEN}@probe.test`,
	"Subject: Re: Leak self-test",
	"User-Agent: Mozilla Thunderbird",
	"Accept-Language: de-DE, en-US",
	"",
	"What is this?",
);

describe("the SMTP listener", { concurrency: true }, () => {
	test("a receipt is told with its program, and without an address or a word of it", swaksOnly, async () => {
		const { swaks, mails, seen } = await open();
		const { code, out, err } = await swaks("--data", RECEIPT);
		assert.equal(code, 0, out + err);
		await until(() => mails().length === 1, "the mail");
		const [{ at: _, ...mail } = assert.fail("no mail")] = mails();
		assert.deepEqual(
			{ ...mail, headers: { ...mail.headers } },
			{
				kind: "smtp",
				client: "127.0.0.1",
				greeting: "mx.reader.example",
				recipients: [`${TOKEN}@probe.test`],
				message: "receipt",
				reportingProgram: "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7.0",
				headers: {
					date: "Wed, 25 Nov 2026 12:00:00 +0100",
					"user-agent": "Mozilla Thunderbird",
					"content-language": "de-DE",
					"mime-version": "1.0",
				},
			},
		);
		assert.equal(seen.list.length, 1);
		assert.doesNotMatch(JSON.stringify(seen.list), /anna|Return Receipt/i);
	});

	test("an address that is no probe's is refused, and nothing of it told but that somebody came", swaksOnly, async () => {
		const { swaks, seen } = await open();
		const { code, out } = await swaks("--to", "postmaster@probe.test");
		assert.notEqual(code, 0);
		assert.match(out, /550 no such address here/);
		const [{ at: _, ...arrival } = assert.fail("nothing")] = await seen.reach(1);
		assert.deepEqual(arrival, { kind: "junk", channel: "smtp", client: "127.0.0.1" });
	});

	test("of several recipients only the probes' are told, and of more than ten the rest is refused", swaksOnly, async () => {
		const { swaks, mails } = await open();
		assert.equal((await swaks("--to", `anna@reader.example,x${"-"}${TOKEN}@probe.test`)).code, 0);
		await until(() => mails().length === 1, "the mail");
		assert.deepEqual(mails()[0]?.recipients, [`x-${TOKEN}@probe.test`]);
		const many = Array.from({ length: 11 }, (_, index) => `n${index}-${TOKEN}@probe.test`).join(",");
		assert.match((await swaks("--to", many)).out, /452 too many recipients/);
		await until(() => mails().length === 2, "the second mail");
		assert.equal(mails()[1]?.recipients.length, 10);
	});

	test("a message of more than 256 KiB is refused, announced or not", async () => {
		const { port, mails, seen } = await open();
		const unannounced = await talk(port, [...ENVELOPE, `${"x".repeat(70)}\r\n`.repeat(4_000).concat(".\r\n"), "QUIT\r\n"]);
		assert.match(unannounced, /\r\n552 the message is too large/);
		assert.match(await talk(port, ["EHLO a.example\r\n", "MAIL FROM:<a@reader.example> SIZE=300000\r\n", "QUIT\r\n"]), /\r\n552/);
		assert.equal(mails().length, 0);
		assert.ok((await seen.reach(2)).every(({ kind }) => kind === "junk"));
	});

	test("nobody logs in, and nothing is passed on", swaksOnly, async () => {
		const { port, swaks, mails } = await open();
		const { code, out } = await swaks("--auth", "PLAIN", "--auth-user", "a", "--auth-password", "b");
		assert.notEqual(code, 0);
		assert.doesNotMatch(out, /250-AUTH|250 AUTH|235 /);
		const said = await talk(port, ["EHLO a.example\r\n", "AUTH PLAIN AGEAYg==\r\n", "VRFY anna\r\n", "ETRN x\r\n", "QUIT\r\n"]);
		assert.doesNotMatch(said, /\r\n(?:235|250 [^\r]*anna|251)/);
		assert.equal(mails().length, 0);
	});

	test("STARTTLS is there", swaksOnly, async () => {
		const { swaks, mails, listener } = await open();
		const { code, out, err } = await swaks("--tls", "--data", REPLY);
		assert.equal(code, 0, out + err);
		assert.match(out, /TLS started with cipher/);
		await until(() => mails().length === 1, "the mail");
		assert.ok((await closing(listener)) < 1_000);
	});

	test("IPv6 senders are told", async () => {
		const { port, mails } = await open("::1");
		assert.match(await talk(port, [...ENVELOPE, `${REPLY}.\r\n`, "QUIT\r\n"], "::1"), /250 OK: message queued/);
		await until(() => mails().length === 1, "the mail");
		assert.equal(mails()[0]?.client, "::1");
	});

	test("what is no SMTP is cut and counted", async () => {
		const { port, seen } = await open();
		for (const said of ["GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20), `${"x".repeat(40_000)}\r\n`]) {
			const client = rawClient(port, said);
			assert.ok((await client.closed) < 3_000);
		}
		const tls = rawClient(port, "\x16\x03\x01\x00\x05hello");
		tls.socket.end();
		await tls.closed;
		assert.ok((await seen.reach(3)).every(({ kind }) => kind === "junk"));
	});

	test("mail whose sender leaves midway is none", async () => {
		const { port, seen, mails } = await open();
		await talk(port, [...ENVELOPE, "Subject: half\r\n\r\nhal"], LOOPBACK.host, true);
		assert.equal((await seen.reach(1))[0]?.kind, "junk");
		assert.equal(mails().length, 0);
	});

	test("of one client 16 connections are open at most, and it closes within a second, counting those that brought nothing", async () => {
		const { port, listener, seen } = await open();
		const held = Array.from({ length: 30 }, () => rawClient(port));
		await until(() => listener.refused() === 14, "14 turned away");
		assert.ok((await closing(listener)) < 1_000);
		await Promise.all(held.map(({ closed }) => closed));
		assert.equal(seen.list.length, 16);
	});
});

describe("returned mail", () => {
	const kindOf = (text: string): string => readReturned(bytes(text)).message;

	test("is told by its kind", () => {
		assert.deepEqual([RECEIPT, OUT_OF_OFFICE, DELIVERY_REPORT, REPLY].map(kindOf), ["receipt", "automatic", "delivery-report", "reply"]);
		for (const field of ["Auto-Submitted: auto-generated", "X-Autoreply: yes", "Precedence: auto_reply", "X-Autorespond: Re"]) {
			assert.equal(kindOf(message("From: a@reader.example", field, "", "Away.")), "automatic", field);
		}
		for (const field of ["Auto-Submitted: no", "Auto-Submitted: No (a person)", "Precedence: bulk"]) {
			assert.equal(kindOf(message("From: a@reader.example", field, "", "Hello.")), "reply", field);
		}
	});

	test("keeps programs, languages and the first hop, and no address", () => {
		const { headers } = readReturned(bytes(REPLY));
		assert.deepEqual(
			{ ...headers },
			{
				received: "from laptop (unknown [198.51.100.7]) by mx.reader.example for <(address)>",
				"user-agent": "Mozilla Thunderbird",
				"accept-language": "de-DE, en-US",
			},
		);
		const [away] = [readReturned(bytes(OUT_OF_OFFICE)).headers];
		assert.deepEqual([away?.["x-mailer"], away?.["x-auto-response-suppress"]], ["Microsoft Outlook 16.0", "All"]);
	});

	test("that is broken or hostile is a reply without a program", () => {
		for (const text of [
			"",
			"\r\n",
			"\0\0\0",
			"Content-Type: multipart/report; boundary=",
			`X-Mailer: ${"a".repeat(100_000)}`,
			"__proto__: x\r\n\r\n",
		]) {
			const { message: kind, reportingProgram, headers } = readReturned(bytes(text));
			assert.deepEqual([kind, reportingProgram], ["reply", null]);
			assert.ok(Object.values(headers).every((value) => value.length <= 500));
			assert.equal(Object.getPrototypeOf(headers), null);
		}
	});
});
