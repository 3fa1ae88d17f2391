// Mailbox: an IMAP account on this machine that holds the test messages, not yet read, for programs that ask about receipts only there.

import { chownSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startDovecot } from "../test/support/dovecot.ts";
import type { TestMail } from "./mail-program.ts";

export interface Mailbox {
	readonly host: "127.0.0.1";
	readonly port: number;
	readonly user: string;
	readonly password: string;
	/** The messages' recipient. */
	readonly address: string;
}

export async function openMailbox(messages: readonly TestMail[]): Promise<Mailbox> {
	const address = messages[0]?.to ?? "reader@reader.example";
	const account = { name: "reader", password: "secret" };
	const { host, port, maildir } = await startDovecot({ users: [account] });
	fillMaildir(maildir(account.name), messages);
	return { host, port, user: account.name, password: account.password, address };
}

/** Unread, owned by whoever owns the folder above; the order of names is that of the numbers a server gives them. */
export function fillMaildir(folder: string, messages: readonly TestMail[]): void {
	const { uid, gid } = statSync(dirname(folder));
	for (const path of [folder, ...["cur", "new", "tmp"].map((name) => join(folder, name))]) {
		mkdirSync(path);
		chownSync(path, uid, gid);
	}
	for (const { number, bytes } of messages) {
		const file = join(folder, "new", `${1_700_000_000 + number}.M${number}.mail`);
		writeFileSync(file, bytes);
		chownSync(file, uid, gid);
	}
}
