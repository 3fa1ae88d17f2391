// Mail handed to one's own mail server: one recipient, whatever a caller was made to give, and what the server rejects is told in its words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { readSmtpUrl } from "../../../src/edge/net/mail-url.ts";
import { type Sent, sendMail } from "../../../src/edge/net/smtp.ts";
import { type Refusals, startMailServer, type TestMailServer } from "./mail-server.ts";

const READER = "reader@reader.example";

async function withServer(refusals: Refusals, work: (server: TestMailServer) => Promise<void>): Promise<void> {
	const server = await startMailServer(refusals);
	try {
		await work(server);
	} finally {
		await server.stop();
	}
}

function messages(count: number): { bytes: Uint8Array }[] {
	return Array.from({ length: count }, (_, index) => ({
		bytes: new TextEncoder().encode(`Subject: Test ${index + 1}\r\n\r\n.\r\n..dots\r\nBody\r\n`),
	}));
}

function send(port: number, { user = "reader@", password = "secret", to = READER, from = READER, count = 1 } = {}): Promise<Sent> {
	const server = readSmtpUrl(`smtp://${user}127.0.0.1:${port}`);
	return sendMail({ server, password, pin: null, from, to, messages: messages(count) });
}

async function failure(work: Promise<unknown>): Promise<string> {
	try {
		await work;
	} catch (error) {
		assert.ok(isAppError(error), String(error));
		return error.message;
	}
	throw new Error("nothing failed");
}

test("messages go over one connection, each with one recipient, and as they are", async () => {
	await withServer({}, async (server) => {
		assert.deepEqual(await send(server.port, { count: 3 }), { sent: 3, rejected: [] });
		assert.equal(server.connections(), 1);
		assert.deepEqual(server.recipients, [READER, READER, READER]);
		for (const [index, { from, to, text, user }] of server.deliveries.entries()) {
			assert.deepEqual([from, to, user], [READER, [READER], "reader"]);
			assert.equal(text, `Subject: Test ${index + 1}\r\n\r\n.\r\n..dots\r\nBody\r\n`);
		}
	});
});

test("without a user in the URL nobody logs in", async () => {
	await withServer({}, async (server) => {
		assert.equal((await send(server.port, { user: "" })).sent, 1);
		assert.equal(server.deliveries[0]?.user, null);
	});
});

test("a wrong password is told in the server's words, controls left out", async () => {
	await withServer({}, async (server) => {
		const said = await failure(send(server.port, { password: "wrong" }));
		assert.match(
			said,
			/does not let reader in: the server says "535 5\.7\.8 Error: authentication failed: bad password"; check the password/,
		);
	});
});

test("a message that is rejected is told in the server's words, and the others go", async () => {
	const words = "552 5.7.0 Rejected: active content";
	await withServer({ message: (number) => (number === 2 ? words : null) }, async (server) => {
		assert.deepEqual(await send(server.port, { count: 3 }), { sent: 2, rejected: [{ message: 2, words }] });
		assert.deepEqual(
			server.deliveries.map(({ text }) => text.slice(0, 15)),
			["Subject: Test 1", "Subject: Test 3"],
		);
	});
});

test("a recipient that is refused is told in the server's words", async () => {
	const words = "550 5.1.1 No such user here";
	await withServer({ recipient: () => words }, async (server) => {
		assert.deepEqual(await send(server.port, { count: 2 }), {
			sent: 0,
			rejected: [
				{ message: 1, words },
				{ message: 2, words },
			],
		});
		assert.equal(server.connections(), 1);
	});
});

test("a server that closes after each message is connected to again", async () => {
	await withServer({ message: (number) => (number === 1 ? "421 4.7.0 Too many" : null) }, async (server) => {
		const { sent, rejected } = await send(server.port, { count: 2 });
		assert.equal(sent, 1);
		assert.match(rejected[0]?.words ?? "", /^421 4\.7\.0 Too many/);
	});
});

test("a port where nothing listens is told at once", async () => {
	const server = await startMailServer();
	await server.stop();
	assert.match(await failure(send(server.port)), /takes no connection: is the server running there/);
});

test("an envelope with anything but one plain address at each end is refused before any connection", async () => {
	await withServer({}, async (server) => {
		for (const hostile of [
			"",
			"a@b.example,c@d.example",
			"a@b.example>\r\nRCPT TO:<c@d.example",
			"a@b.example\nRCPT TO:<c@d.example>",
			"<a@b.example>",
			"a@b.example c@d.example",
			"a%c@b.example",
			'"a"@b.example',
			"@relay.example:a@b.example",
			"a@b.example\0",
			"a@[192.0.2.1]",
			"\uff41@b.example",
		]) {
			assert.match(await failure(send(server.port, { to: hostile })), /one plain address/, JSON.stringify(hostile));
			assert.match(await failure(send(server.port, { from: hostile })), /one plain address/, JSON.stringify(hostile));
		}
		assert.equal(server.connections(), 0);
	});
});

test("a mail server that is reached by IPv6 alone is reached", async () => {
	const server = await startMailServer({}, {}, "::1");
	try {
		const url = readSmtpUrl(`smtp://reader@[::1]:${server.port}`);
		assert.equal((await sendMail({ server: url, password: "secret", pin: null, from: READER, to: READER, messages: messages(1) })).sent, 1);
	} finally {
		await server.stop();
	}
});
