// TLS must verify: a certificate that does not is refused with its fingerprint and the way to pin it; a pin trusts one certificate and no other.

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { type Appended, appendMessages } from "../../../src/edge/net/imap.ts";
import { readImapUrl, readSmtpUrl } from "../../../src/edge/net/mail-url.ts";
import { sendMail } from "../../../src/edge/net/smtp.ts";
import { type Pin, readPin } from "../../../src/edge/net/trust.ts";
import { type CertificateAndKey, type Dovecot, needDovecot, selfSigned, startDovecot } from "../../support/dovecot.ts";
import { needProgram } from "../../support/programs.ts";
import { startMailServer } from "./mail-server.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-pin-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const MESSAGE = { bytes: new TextEncoder().encode("Subject: Test\r\n\r\nBody\r\n") };
let files = 0;

function pinFile(text: string): string {
	const file = join(folder, `pin-${files++}.pem`);
	writeFileSync(file, text);
	return file;
}

const pinOf = (certificate: string): Promise<Pin> => readPin(pinFile(certificate));
const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

async function refusal(work: Promise<unknown>): Promise<string> {
	try {
		await work;
	} catch (error) {
		assert.ok(isAppError(error), String(error));
		return error.message;
	}
	throw new Error("nothing was refused");
}

async function withDovecot(tls: CertificateAndKey, work: (server: Dovecot) => Promise<void>): Promise<void> {
	const server = await startDovecot({ tls });
	try {
		await work(server);
	} finally {
		await server.stop();
	}
}

function put(url: string, pin: Pin | null, tls?: "starttls"): Promise<Appended> {
	const server = readImapUrl(url);
	return appendMessages({ server: { ...server, tls: tls ?? server.tls }, password: "secret", pin, messages: [MESSAGE] });
}

const direct = ({ tlsPort }: Dovecot): string => `imaps://reader%40reader.example@127.0.0.1:${tlsPort}`;
const starttls = ({ port }: Dovecot): string => `imap://reader%40reader.example@127.0.0.1:${port}`;

test(
	"a certificate signed by itself is refused, with its fingerprint and how to pin it, over TLS and STARTTLS",
	needDovecot(),
	async () => {
		const own = selfSigned();
		await withDovecot(own, async (server) => {
			for (const [work, option] of [
				[() => put(direct(server), null), ""],
				[() => put(starttls(server), null, "starttls"), " -starttls imap"],
			] as const) {
				const said = await refusal(work());
				assert.match(said, /does not verify, so no password was sent: it is signed by itself; its SHA-256 fingerprint is /);
				assert.ok(said.includes(fingerprintOf(own.certificate)), said);
				assert.match(said, new RegExp(`openssl s_client -connect 127\\.0\\.0\\.1:\\d+${option} -showcerts`));
			}
		});
	},
);

test("a pinned certificate that is signed by itself is trusted, and a loopback server has to show it too", needDovecot(), async () => {
	const own = selfSigned();
	await withDovecot(own, async (server) => {
		const pin = await pinOf(own.certificate);
		assert.equal((await put(direct(server), pin)).appended, 1);
		assert.equal((await put(starttls(server), pin)).appended, 1);
		const other = await pinOf(selfSigned().certificate);
		assert.match(await refusal(put(starttls(server), other)), /it is not the pinned one/);
	});
});

test("a pinned certificate that an authority issued is trusted without its authority, whatever name it is for", needDovecot(), async () => {
	const authority = selfSigned({ names: "DNS:authority.example" });
	const issued = selfSigned({ issuer: authority, names: "DNS:another.example" });
	await withDovecot(issued, async (server) => {
		assert.match(await refusal(put(direct(server), null)), /no authority that this machine knows stands behind it/);
		assert.equal((await put(direct(server), await pinOf(issued.certificate))).appended, 1);
	});
});

test(
	"a pin trusts no other certificate: not another one for the same name, nor one that the pinned one issued",
	needDovecot(),
	async () => {
		const authority = selfSigned({ names: "DNS:authority.example" });
		const issued = selfSigned({ issuer: authority });
		await withDovecot(issued, async (server) => {
			for (const pinned of [authority, selfSigned(), selfSigned({ issuer: authority })]) {
				const said = await refusal(put(direct(server), await pinOf(pinned.certificate)));
				assert.match(said, /it is not the pinned one/);
				assert.ok(said.includes(fingerprintOf(issued.certificate)) && said.includes(fingerprintOf(pinned.certificate)), said);
			}
		});
	},
);

test("of a file with a whole chain, the first certificate is pinned", needProgram("openssl"), async () => {
	const [first, second] = [selfSigned(), selfSigned()];
	const file = pinFile(`CONNECTED(00000003)\ndepth=0 CN = mail.example\n${first.certificate}\n---\n${second.certificate}`);
	const pin = await readPin(file);
	assert.equal(pin.fingerprint, fingerprintOf(first.certificate));
});

test("a pin that is no certificate is a wrong command", async () => {
	assert.match(await refusal(readPin(join(folder, "missing.pem"))), /--pin .*: it cannot be read/);
	assert.match(await refusal(pinOf("hello")), /there is no PEM certificate in it/);
	assert.match(await refusal(pinOf("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")), /its certificate cannot be read/);
});

test("a mail server's certificate is held to the same, over STARTTLS and TLS", needProgram("openssl"), async () => {
	const own = selfSigned();
	const tls = { key: own.key, cert: own.certificate };
	const pin = await pinOf(own.certificate);
	const mail = { password: "secret", from: "reader@reader.example", to: "reader@reader.example", messages: [MESSAGE] };
	for (const secure of [false, true]) {
		const server = await startMailServer({}, { ...tls, secure });
		try {
			const url = readSmtpUrl(`${secure ? "smtps" : "smtp"}://reader@127.0.0.1:${server.port}`);
			const strict = { ...url, tls: secure ? ("direct" as const) : ("starttls" as const) };
			const said = await refusal(sendMail({ ...mail, server: strict, pin: null }));
			assert.match(said, /does not verify, so no password was sent: it is signed by itself/);
			assert.ok(said.includes(fingerprintOf(own.certificate)), said);
			assert.match(await refusal(sendMail({ ...mail, server: strict, pin: await pinOf(selfSigned().certificate) })), /not the pinned one/);
			assert.equal(server.deliveries.length, 0);
			assert.equal((await sendMail({ ...mail, server: url, pin })).sent, 1);
			assert.equal(server.deliveries[0]?.secure, true);
		} finally {
			await server.stop();
		}
	}
});

test("a server that speaks no TLS where it should is told as such", async () => {
	const server = await startMailServer();
	try {
		const mail = { password: "secret", pin: null, from: "reader@reader.example", to: "reader@reader.example", messages: [MESSAGE] };
		const said = await refusal(sendMail({ ...mail, server: readSmtpUrl(`smtps://reader@127.0.0.1:${server.port}`) }));
		assert.match(said, /speaks no TLS on this port/);
		const strict = { ...readSmtpUrl(`smtp://reader@127.0.0.1:${server.port}`), tls: "starttls" as const };
		assert.match(
			await refusal(sendMail({ ...mail, server: strict })),
			/does not offer encryption \(STARTTLS\), so no password was sent: try smtps/,
		);
	} finally {
		await server.stop();
	}
});
