// Messages put into one's own mailbox, against a private Dovecot: they arrive as they are, and what a server refuses is told in its words.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { type AppError, isAppError } from "../../../src/core/model/app-error.ts";
import { type Appended, appendMessages } from "../../../src/edge/net/imap.ts";
import { readImapUrl } from "../../../src/edge/net/mail-url.ts";
import { type Dovecot, type DovecotOptions, needDovecot, startDovecot } from "../../support/dovecot.ts";

const USER = "reader@reader.example";
const LOGIN = encodeURIComponent(USER);
const started: Dovecot[] = [];
after(() => Promise.all(started.map((dovecot) => dovecot.stop())));

async function dovecot(options: DovecotOptions = {}): Promise<Dovecot> {
	const server = await startDovecot(options);
	started.push(server);
	return server;
}

function message(number: number, size = 0): { bytes: Uint8Array } {
	const text = `From: <${USER}>\r\nTo: <${USER}>\r\nSubject: Test ${number}\r\nMessage-ID: <${number}@reader.example>\r\n\r\n.\r\nBody\r\n${"x".repeat(size)}\r\n`;
	return { bytes: new TextEncoder().encode(text) };
}

function put(port: number, { folder = "", password = "secret", count = 1, size = 0 } = {}): Promise<Appended> {
	const server = readImapUrl(`imap://${LOGIN}@127.0.0.1:${port}/${folder}`);
	const messages = Array.from({ length: count }, (_, index) => message(index + 1, size));
	return appendMessages({ server, password, pin: null, messages });
}

async function failure(work: Promise<unknown>): Promise<AppError> {
	try {
		await work;
	} catch (error) {
		assert.ok(isAppError(error), String(error));
		assert.doesNotMatch(error.message, /[\p{Cc}]/u, "one line, without controls");
		return error;
	}
	throw new Error("nothing failed");
}

function filed(server: Dovecot, folder = ""): string[] {
	const path = join(server.maildir(USER), folder);
	return ["new", "cur"].flatMap((name) => readdirSync(join(path, name)).map((file) => join(path, name, file)));
}

test("messages are put into INBOX byte for byte, unseen, and the clocks are compared", needDovecot(), async () => {
	const server = await dovecot();
	const steps: string[] = [];
	const messages = [message(1), message(2)];
	const answer = await appendMessages({
		server: readImapUrl(`imap://${LOGIN}@127.0.0.1:${server.port}`),
		password: "secret",
		pin: null,
		messages,
		progress: (appended, of) => steps.push(`${appended}/${of}`),
	});
	assert.equal(answer.folder, "INBOX");
	assert.equal(answer.appended, 2);
	assert.ok(answer.serverClockOff !== null && Math.abs(answer.serverClockOff) <= 2, `${answer.serverClockOff}`);
	assert.deepEqual(steps, ["1/2", "2/2"]);
	const files = filed(server);
	const texts = files.map((file) => readFileSync(file, "utf8")).sort();
	assert.deepEqual(
		texts.map((text) => text.replaceAll(/\r?\n/g, "\r\n")),
		messages.map(({ bytes }) => new TextDecoder().decode(bytes)),
	);
	for (const file of files) assert.doesNotMatch(file, /:2,[A-Z]/);
});

test("a folder of the URL is taken, also one with a space and letters that are not ASCII", needDovecot(), async () => {
	const server = await dovecot({ folders: ["Tests", "Mes essais é"] });
	assert.equal((await put(server.port, { folder: "Tests" })).folder, "Tests");
	assert.equal((await put(server.port, { folder: encodeURIComponent("Mes essais é") })).folder, "Mes essais é");
	assert.equal(filed(server, ".Tests").length, 1);
	assert.equal(filed(server, ".Mes essais &AOk-").length, 1);
});

test("a wrong password is told in the server's words, with what to check", needDovecot(), async () => {
	const server = await dovecot();
	const { message: said, code } = await failure(put(server.port, { password: "wrong" }));
	assert.match(
		said,
		/^127\.0\.0\.1:\d+ does not let reader@reader\.example in: the server says ".*failed.*"; check the password \(COUNTERPIXEL_PASSWORD\)/i,
	);
	assert.doesNotMatch(said, /wrong|secret/);
	assert.equal(code, "failure");
});

test("a folder that is not there is named, with at most ten of those that are", needDovecot(), async () => {
	const server = await dovecot({ folders: Array.from({ length: 14 }, (_, index) => `Folder ${index}`) });
	const { message: said, code } = await failure(put(server.port, { folder: "Nowhere" }));
	assert.match(said, /^there is no folder "Nowhere" in this mailbox: the server says ".*"; there are (?:"[^"]+"(?:, )?){10} and 5 more$/);
	assert.equal(code, "usage");
});

test("a mailbox over quota is told, with how many messages were put there before", needDovecot(), async () => {
	const server = await dovecot({ quota: 5_000 });
	const { message: said, temporary } = await failure(put(server.port, { count: 5, size: 2_000 }));
	assert.match(said, /^the mailbox is full: the server says "Quota exceeded.*"; 2 of 5 messages were put there before; make room/);
	assert.equal(temporary, true);
	assert.equal(filed(server).length, 2);
});

test("a folder without the right to put messages there is told as such", needDovecot(), async () => {
	const server = await dovecot({ readOnlyInbox: true });
	const { message: said } = await failure(put(server.port));
	assert.match(
		said,
		/^reader@reader\.example may not put messages into "INBOX": the server says ".*"; nothing was put there; name a folder of your own/,
	);
});

test("a port where nothing listens is told at once", async () => {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	const { message: said, temporary } = await failure(put(port));
	assert.match(said, /^127\.0\.0\.1:\d+ takes no connection/);
	assert.equal(temporary, true);
});

/** A server that says what a test wants: `answer` gets each line and returns what to write. */
async function fake(greeting: string, answer: (line: string) => string | null, work: (port: number) => Promise<void>): Promise<void> {
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {}).write(greeting);
		socket.on("data", (piece) => {
			for (const line of piece.toString("latin1").split("\r\n").filter(Boolean)) {
				const words = answer(line);
				if (words === null) socket.destroy();
				else socket.write(words);
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	try {
		await work((server.address() as { port: number }).port);
	} finally {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	}
}

test("a server's words are shown without controls and cut at 200 characters", async () => {
	const evil = `\u001b]0;title\u0007\u202e${"long ".repeat(500)}`;
	const answer = (line: string): string => {
		const [tag = "", command = ""] = line.split(" ");
		return /^(?:LOGIN|AUTHENTICATE)$/i.test(command) ? `${tag} NO ${evil}\r\n` : `* CAPABILITY IMAP4rev1\r\n${tag} OK done\r\n`;
	};
	await fake("* OK [CAPABILITY IMAP4rev1] ready\r\n", answer, async (port) => {
		const { message: said } = await failure(put(port));
		assert.match(said, /the server says "\]0;title/);
		assert.ok(said.length < 450, `${said.length}`);
	});
});

test("a server that breaks off in the middle, or talks nonsense, is told as such", async () => {
	await fake(
		"* OK [CAPABILITY IMAP4rev1] ready\r\n",
		() => null,
		async (port) => {
			assert.match((await failure(put(port))).message, /broke the connection off/);
		},
	);
	await fake(
		"* OK ready\r\n",
		() => `* ${"(".repeat(70_000)}`,
		async (port) => {
			assert.match((await failure(put(port))).message, /broke the connection off/);
		},
	);
});

test("a server that is not on this machine and offers no STARTTLS gets no password", async () => {
	const lines: string[] = [];
	const answer = (line: string): string => {
		lines.push(line);
		return `* CAPABILITY IMAP4rev1\r\n${line.split(" ")[0]} OK done\r\n`;
	};
	await fake("* OK [CAPABILITY IMAP4rev1] ready\r\n", answer, async (port) => {
		const server = { ...readImapUrl(`imap://${LOGIN}@127.0.0.1:${port}`), tls: "starttls" as const };
		const { message: said } = await failure(appendMessages({ server, password: "secret", pin: null, messages: [message(1)] }));
		assert.match(said, /does not offer encryption \(STARTTLS\), so no password was sent: try imaps:\/\//);
		assert.doesNotMatch(lines.join("\n"), /LOGIN|AUTHENTICATE/i);
	});
});

test("clocks that are apart are told, by how many seconds the server's is ahead", async () => {
	const ahead = new Date(Date.now() + 3_600_000);
	const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(ahead.toUTCString()) ?? [];
	let append = "";
	const answer = (line: string): string => {
		const [tag = "", command = "", third = ""] = line.split(" ");
		if (command === "APPEND") {
			append = tag;
			return "+ go on\r\n";
		}
		// The last line of the message.
		if (line === "Body") return `${append} OK [APPENDUID 1 7] done\r\n`;
		if (!/^[A-F0-9]+$/i.test(tag) || command === "") return "";
		if (command === "EXAMINE") return `* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 8] x\r\n${tag} OK [READ-ONLY] done\r\n`;
		if (command === "UID" && third === "FETCH")
			return `* 1 FETCH (UID 7 INTERNALDATE "${day}-${month}-${year} ${time} +0000")\r\n${tag} OK done\r\n`;
		return `* CAPABILITY IMAP4rev1\r\n${tag} OK done\r\n`;
	};
	await fake("* OK [CAPABILITY IMAP4rev1] ready\r\n", answer, async (port) => {
		const { serverClockOff } = await put(port);
		assert.ok(serverClockOff !== null && Math.abs(serverClockOff - 3_600) <= 3, `${serverClockOff}`);
	});
});
