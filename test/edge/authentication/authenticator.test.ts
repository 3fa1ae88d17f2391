// The offline check against messages that nodemailer, another implementation, signed.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { createTransport } from "nodemailer";
import { type Arrival, createAuthenticator } from "../../../src/edge/authentication/authenticator.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
	modulusLength: 2048,
	privateKeyEncoding: { type: "pkcs8", format: "pem" },
	publicKeyEncoding: { type: "spki", format: "pem" },
});
const KEY = publicKey.replace(/-----[A-Z ]+-----|\s/g, "");
const NAME = "s1._domainkey.letters.example";
const KEYS = `${NAME}. 3600 IN TXT ( "v=DKIM1; k=rsa; p=${KEY.slice(0, 200)}"\n  "${KEY.slice(200)}" ) ; exported\n`;
const POLICY = `_dmarc.letters.example. TXT "v=DMARC1; p=reject"\n`;
const ROUTE = `letters.example. TXT "v=spf1 ip4:192.0.2.0/24 -all"\n`;

const FROM_THERE: Arrival = {
	ip: "192.0.2.7",
	helo: "out.letters.example",
	returnPath: "jo@letters.example",
	received: "2026-03-01T10:00:00Z",
};
const UNKNOWN: Arrival = { ip: null, helo: null, returnPath: null, received: null };

async function signed(text = "Dear reader,\r\nthis is the letter.\r\n", from = "jo@letters.example"): Promise<Buffer> {
	const transport = createTransport({
		streamTransport: true,
		buffer: true,
		newline: "windows",
		dkim: { domainName: "letters.example", keySelector: "s1", privateKey },
	});
	const { message } = await transport.sendMail({ from, to: "ann@parliament.example", subject: "A letter", text });
	return message as Buffer;
}

const results = (verdicts: readonly { method: string; result: string; domain: string | null }[]): string[] =>
	verdicts.map(({ method, result, domain }) => `${method}=${result} ${domain}`);

test("a signature is verified by the key in the user's file, as the program's own word", async () => {
	const { verdicts, missing } = await createAuthenticator(KEYS).check(await signed(), UNKNOWN);
	assert.deepEqual(verdicts, [{ server: "counterpixel", method: "dkim", result: "pass", domain: "letters.example" }]);
	assert.deepEqual(missing, []);
});

test("an altered body fails", async () => {
	const message = Buffer.from((await signed()).toString("latin1").replace("this is the letter", "this is a letter"), "latin1");
	const { verdicts } = await createAuthenticator(KEYS).check(message, UNKNOWN);
	assert.deepEqual(results(verdicts), ["dkim=fail letters.example"]);
});

test("an altered From fails", async () => {
	const message = Buffer.from((await signed()).toString("latin1").replace("From: jo@", "From: jon@"), "latin1");
	const { verdicts } = await createAuthenticator(KEYS).check(message, UNKNOWN);
	assert.deepEqual(results(verdicts), ["dkim=fail letters.example"]);
});

test("a key that the file lacks is named, and nothing is called failed for want of it", async () => {
	const { verdicts, missing } = await createAuthenticator(POLICY + ROUTE).check(await signed(), { ...FROM_THERE, ip: "198.51.100.9" });
	assert.deepEqual(results(verdicts), ["dkim=temperror letters.example", "spf=fail letters.example"]);
	assert.deepEqual(missing, [NAME]);
});

test("route and policy are checked where the file has them", async () => {
	const authenticator = createAuthenticator(KEYS + POLICY + ROUTE);
	assert.deepEqual(results((await authenticator.check(await signed(), FROM_THERE)).verdicts), [
		"dkim=pass letters.example",
		"spf=pass letters.example",
		"dmarc=pass letters.example",
	]);
});

test("somebody else's valid signature and route do not authenticate From", async () => {
	const authenticator = createAuthenticator(`${KEYS}${ROUTE}_dmarc.parliament.example. TXT "v=DMARC1; p=none"\n`);
	const { verdicts } = await authenticator.check(await signed("Hello.\r\n", "speaker@parliament.example"), FROM_THERE);
	assert.deepEqual(results(verdicts), ["dkim=pass letters.example", "spf=pass letters.example", "dmarc=fail parliament.example"]);
});

test("a route that refers to a name outside the file is not settled", async () => {
	const authenticator = createAuthenticator(`letters.example. TXT "v=spf1 include:_spf.mailer.example -all"`);
	const { verdicts, missing } = await authenticator.check(Buffer.from("From: jo@letters.example\r\n\r\nHello.\r\n"), FROM_THERE);
	assert.deepEqual(results(verdicts), ["spf=temperror letters.example"]);
	assert.deepEqual(missing, ["_spf.mailer.example"]);
});

test("a message with more signatures than any honest one is not checked", async () => {
	const many = "DKIM-Signature: v=1; a=rsa-sha256; d=letters.example; s=s1; h=from; bh=x; b=y\r\n".repeat(500);
	const { verdicts } = await createAuthenticator(KEYS).check(Buffer.from(`${many}From: jo@letters.example\r\n\r\nHello.\r\n`), UNKNOWN);
	assert.deepEqual(results(verdicts), ["dkim=permerror null"]);
});

test("what is no message is answered too", async () => {
	for (const bytes of [
		new Uint8Array(0),
		Buffer.from("\r\n\r\n"),
		Buffer.alloc(1000, 0xff),
		Buffer.from("DKIM-Signature: \r\nDKIM-Signature: d=\r\n\r\n"),
	])
		assert.ok(Array.isArray((await createAuthenticator(KEYS).check(bytes, UNKNOWN)).verdicts));
});
