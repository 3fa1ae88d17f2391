// All listeners of a server together: https with a certificate of its own, a zone, mail that comes back, shares; each contact goes to the run whose
// token it carries, and to no other.

import assert from "node:assert/strict";
import { Resolver } from "node:dns/promises";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { readServeConfig } from "../../../../src/app/selftest/serve/config.ts";
import { startServe } from "../../../../src/app/selftest/serve/serve.ts";
import { makeCertificate } from "../../../../src/edge/listeners/certificate.ts";
import { readSmtpUrl } from "../../../../src/edge/net/mail-url.ts";
import { sendMail } from "../../../../src/edge/net/smtp.ts";
import { startMailServer } from "../../../edge/net/mail-server.ts";
import { freePort, lastCodes, type Organisation, organisation, tested } from "./serving.ts";

test("in a zone lookups, receipts and requests are shown to the run whose token they carry", async () => {
	const [dns, receive] = [await freePort(), await freePort()];
	const org = await organisation({
		more: `zone: t.parliament.example\ndns: 127.0.0.1:${dns}\naddresses: [127.0.0.1]\nreceive: 127.0.0.1:${receive}`,
	});
	try {
		const { reader, mails } = await tested(org, "ada@parliament.example");
		const other = await tested(org, "bea@parliament.example");
		const flat = mails.join("\n").replace(/=\r?\n/g, "");
		const host = /[0-9a-f]{32}\.t\.parliament\.example/.exec(flat)?.[0] ?? "";

		const resolver = new Resolver();
		resolver.setServers([`127.0.0.1:${dns}`]);
		assert.deepEqual(await resolver.resolve4(host), ["127.0.0.1"]);
		const receiptTo = /Disposition-Notification-To: <?([0-9a-f]{32}@t\.parliament\.example)/i.exec(flat)?.[1] ?? "";
		const { sent } = await sendMail({
			server: readSmtpUrl(`smtp://127.0.0.1:${receive}`),
			password: null,
			pin: null,
			from: "ada@parliament.example",
			to: receiptTo,
			messages: [{ bytes: new Uint8Array(Buffer.from("From: <ada@parliament.example>\r\nSubject: Read\r\n\r\nI read it.\r\n")) }],
		});
		assert.equal(sent, 1);
		const unknown = await sendMail({
			server: readSmtpUrl(`smtp://127.0.0.1:${receive}`),
			password: null,
			pin: null,
			from: "ada@parliament.example",
			to: "0123456789abcdef0123456789abcdef@t.parliament.example",
			messages: [{ bytes: new Uint8Array(Buffer.from("Subject: x\r\n\r\nx\r\n")) }],
		});
		assert.equal(unknown.sent, 0, "no mail is taken for anybody else");
		const page = await new Promise<string>((resolve) => {
			plainRequest(
				{ host: "127.0.0.1", port: org.port, path: "/results", headers: { host, cookie: reader.cookie } },
				(response) => void textOf(response).then(resolve),
			).end();
		});
		assert.doesNotMatch(page, /Your results/, "a page's path at a token's host is no page");
		await wait(50);
		const { text } = await reader.get("/results");
		assert.match(text, /by a name lookup \(DNS\)/);
		assert.match(text, /by a mail/);
		assert.match(text, /by a web request/);
		assert.match((await other.reader.get("/results")).text, /nothing came/);
	} finally {
		await org.close();
	}
});

test("over https the cookie has its prefix, the browser is told to stay there, and plain http shows no page", async () => {
	const folder = await mkdtemp(join(tmpdir(), "counterpixel-https-"));
	const mail = await startMailServer();
	const port = await freePort();
	const pair = await makeCertificate(["localhost"]);
	await writeFile(join(folder, "cert.pem"), pair.certificate);
	await writeFile(join(folder, "key.pem"), pair.key);
	await writeFile(
		join(folder, "serve.yaml"),
		`organisation: {name: The Parliament of Example, contact: it@parliament.example}
listen: 127.0.0.1:${port}
public: https://localhost:${port}
certificate: cert.pem
key: key.pem
smtp: {url: "smtp://127.0.0.1:${mail.port}", from: selftest@parliament.example}
allowed_domains: [parliament.example]
state: state
`,
	);
	const serving = await startServe(await readServeConfig(join(folder, "serve.yaml")), null, () => {});
	try {
		const ask = (method: string, path: string, body = "", headers: Record<string, string> = {}) =>
			new Promise<{ response: IncomingMessage; text: string }>((resolve, reject) => {
				const outgoing = secureRequest(
					{
						host: "127.0.0.1",
						port,
						path,
						method,
						servername: "localhost",
						ca: pair.certificate,
						headers: { host: `localhost:${port}`, ...headers },
					},
					(response) => void textOf(response).then((text) => resolve({ response, text })),
				);
				outgoing.on("error", reject);
				outgoing.end(body);
			});
		const start = await ask("GET", "/");
		assert.match(start.text, /Your own mail address/);
		assert.equal(start.response.headers["strict-transport-security"], "max-age=31536000");
		const request = await ask("POST", "/request", "address=ada%40parliament.example", { "sec-fetch-site": "same-origin" });
		const set = request.response.headers["set-cookie"]?.[0] ?? "";
		assert.match(set, /^__Host-counterpixel-selftest=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
		await serving.settled();
		const { test: code } = await lastCodes({ mail } as unknown as Organisation);
		const cookie = set.split(";", 1)[0] ?? "";
		const bare = cookie.replace("__Host-", "");
		assert.equal(
			(await ask("POST", "/code", `code=${code}`, { "sec-fetch-site": "same-origin", cookie: bare })).response.statusCode,
			400,
			"without its prefix it is no cookie of ours",
		);
		assert.equal(
			(await ask("POST", "/code", `code=${code}`, { "sec-fetch-site": "same-origin", cookie })).response.headers.location,
			"/results",
		);
		await serving.settled();
		const plain = await new Promise<IncomingMessage>((resolve, reject) => {
			plainRequest({ host: "127.0.0.1", port, path: "/results", headers: { host: "localhost", cookie } }, resolve)
				.on("error", reject)
				.end();
		});
		assert.deepEqual([plain.statusCode, plain.headers.location], [308, `https://localhost:${port}/`]);
		plain.resume();
	} finally {
		await serving.close();
		await mail.stop();
		await rm(folder, { recursive: true, force: true });
	}
});

async function textOf(response: IncomingMessage): Promise<string> {
	let text = "";
	for await (const piece of response) text += String(piece);
	return text;
}
