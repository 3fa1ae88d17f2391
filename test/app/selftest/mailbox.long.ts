// The test in one's real mailbox, by the whole command: into it by IMAP, where the login is the consent, or through a mail server by SMTP,
// where nothing but a code goes out until the code comes back.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { startMailServer } from "../../edge/net/mail-server.ts";
import { needDovecot, startDovecot } from "../../support/dovecot.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-mailbox-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
	readonly code: number | null;
	readonly out: string;
	readonly said: string;
}

function selftest(...args: readonly string[]): Promise<Outcome> {
	const child = spawn(process.execPath, ["bin/counterpixel.js", "selftest", "--out", join(folder, "out"), "--for", "1s", ...args], {
		cwd: join(import.meta.dirname, "../../.."),
		env: { ...process.env, COUNTERPIXEL_PASSWORD: "secret", COUNTERPIXEL_STATE: join(folder, "state") },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let out = "";
	let said = "";
	child.stdout.on("data", (piece) => (out += piece));
	child.stderr.on("data", (piece) => (said += piece));
	return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, said })));
}

test("--imap puts every message, unread, into the mailbox whose login was given", needDovecot(), async () => {
	const dovecot = await startDovecot();
	try {
		const { code, out, said } = await selftest("--imap", `imap://reader%40reader.example@127.0.0.1:${dovecot.port}`);
		assert.equal(code, 0, said);
		const [, count] = /^(\d+) messages are in the folder INBOX of reader@reader\.example/m.exec(out) ?? [];
		const delivered = readdirSync(join(dovecot.maildir("reader@reader.example"), "new"));
		const seen = readdirSync(join(dovecot.maildir("reader@reader.example"), "cur"));
		assert.equal(delivered.length + seen.length, Number(count));
		assert.ok(Number(count) > 10);
		assert.ok(seen.every((name) => !name.includes("S")));
	} finally {
		await dovecot.stop();
	}
});

test("a wrong password puts nothing anywhere, and the server's words are shown", needDovecot(), async () => {
	const dovecot = await startDovecot({ users: [{ name: "reader@reader.example", password: "another" }] });
	try {
		const { code, said } = await selftest("--imap", `imap://reader%40reader.example@127.0.0.1:${dovecot.port}`);
		assert.equal(code, 4);
		assert.match(said, /^counterpixel: .*Authentication failed/m);
	} finally {
		await dovecot.stop();
	}
});

test("by SMTP only a code goes out; with it every message goes, once, to that address alone; the code is then worth nothing", async () => {
	const server = await startMailServer();
	const way = ["--smtp", `smtp://127.0.0.1:${server.port}`, "--to", "reader@reader.example"];
	try {
		const first = await selftest(...way);
		assert.equal(first.code, 0, first.said);
		assert.equal(server.deliveries.length, 1);
		assert.doesNotMatch(server.deliveries[0]?.text ?? "", /http|<img|Leak self-test \d+ of/);
		const code = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(server.deliveries[0]?.text ?? "")?.[0] ?? "";

		const wrong = await selftest(...way, "--code", "AAAAA-AAAAA");
		assert.equal(wrong.code, 2);
		assert.match(wrong.said, /not the code that was sent; 4 more guesses/);
		assert.equal(server.deliveries.length, 1);

		const right = await selftest(...way, "--code", code);
		assert.equal(right.code, 0, right.said);
		const sent = readdirSync(join(folder, "out")).filter((name) => name.endsWith(".eml")).length;
		assert.equal(server.deliveries.length, 1 + sent);
		assert.ok(server.recipients.every((address) => address === "reader@reader.example"));
		const bytes = readFileSync(join(folder, "out", "selftest-1.eml"), "latin1");
		assert.equal(server.deliveries[1]?.text.replace(/\r\n$/, ""), bytes.replace(/\r\n$/, ""));

		const again = await selftest(...way, "--code", code);
		assert.equal(again.code, 2);
		assert.equal(server.deliveries.length, 1 + sent);
	} finally {
		await server.stop();
	}
});

test("what a mail server rejects is told in its words, and the rest is sent", async () => {
	const server = await startMailServer({ message: (number) => (number === 4 ? "552 5.7.0 executable content is not taken" : null) });
	const way = ["--smtp", `smtp://127.0.0.1:${server.port}`, "--to", "second@reader.example"];
	try {
		await selftest(...way);
		const code = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(server.deliveries[0]?.text ?? "")?.[0] ?? "";
		const { out, said } = await selftest(...way, "--code", code);
		assert.match(`${out}${said}`, /Message 3 was rejected; the mail server says: .*executable content is not taken/);
		assert.match(out, /^(\d+) of \d+ messages are on their way to second@reader\.example/m);
	} finally {
		await server.stop();
	}
});
