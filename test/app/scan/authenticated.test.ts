// Mail of a scan that is checked again by the user's own file of DNS keys, and whose word is believed of who sent it.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { createTransport } from "nodemailer";
import { listedOwners } from "../../../src/app/scan/listed-owner.ts";
import { createSee } from "../../../src/app/scan/see.ts";
import { type InspectedBatch, inspectBatch } from "../../../src/app/scan/task.ts";
import { createAuthenticator } from "../../../src/edge/authentication/authenticator.ts";
import { createNodeInspector } from "../../../src/index.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
	modulusLength: 2048,
	privateKeyEncoding: { type: "pkcs8", format: "pem" },
	publicKeyEncoding: { type: "spki", format: "pem" },
});
const KEYS = `s1._domainkey.letters.example. TXT "v=DKIM1; p=${publicKey.replace(/-----[A-Z ]+-----|\s/g, "")}"\n`;
const { inspect } = createNodeInspector();

async function signed(headers: Record<string, string> = {}): Promise<Uint8Array> {
	const dkim = { domainName: "letters.example", keySelector: "s1", privateKey };
	const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows", dkim });
	const mail = { from: "jo@letters.example", to: "ann@parliament.example", subject: "A letter", text: "Dear reader\r\n", headers };
	return new Uint8Array((await transport.sendMail(mail)).message as Buffer);
}

function scanned(bytes: Uint8Array, { keys = null, size = bytes.length }: { keys?: string | null; size?: number } = {}) {
	const place = { mailbox: "m", file: "m/1", offset: 0, flags: [], owner: "ann@parliament.example", problems: [], sha256: null };
	return inspectBatch({ number: 0, chunk: bytes, messages: [{ ...place, size, start: 0, end: bytes.length }] }, inspect, {
		owner: [],
		listed: listedOwners([], []),
		keepRaw: false,
		filters: null,
		detector: 1,
		dnsKeys: keys,
		trustedServers: [],
		classify: null,
		authenticator: keys === null ? null : createAuthenticator(keys),
	});
}

function profileOf({ scanned: [message] }: InspectedBatch) {
	assert.ok(message !== undefined);
	return message.inspection.profile;
}

test("with keys the program's own verdicts stand before those that the message tells of itself", async () => {
	const message = await signed({ "Authentication-Results": "mx.parliament.example; dkim=fail header.d=letters.example" });
	const { authentication } = profileOf(await scanned(message, { keys: KEYS }));
	assert.deepEqual(
		authentication.map(({ server, method, result }) => `${server} ${method} ${result}`),
		["counterpixel dkim pass", "mx.parliament.example dkim fail"],
	);
});

test("a field in the program's own name is nobody's word", async () => {
	const forged = await signed({ "Authentication-Results": "counterpixel; dmarc=pass header.from=letters.example" });
	assert.deepEqual(profileOf(await scanned(forged)).authentication, []);
});

test("names that the file lacks are told", async () => {
	const other = KEYS.replace("s1.", "s2.");
	assert.deepEqual((await scanned(await signed(), { keys: other })).missingKeys, ["s1._domainkey.letters.example"]);
});

test("a message whose end was cut off is not checked, since no signature would hold", async () => {
	const message = await signed();
	assert.deepEqual(profileOf(await scanned(message, { keys: KEYS, size: message.length + 1 })).authentication, []);
});

test("a server that the user names is believed beside the one that took the mail in", async () => {
	const message = await signed({ "Authentication-Results": "filter.example; dmarc=pass header.from=letters.example" });
	const [seen] = (await scanned(message)).scanned;
	assert.ok(seen !== undefined);
	assert.equal(createSee([])(seen.inspection).traits.includes("authenticated"), false);
	assert.equal(createSee(["filter.example"])(seen.inspection).traits.includes("authenticated"), true);
});
