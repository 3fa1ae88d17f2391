// Test files: the messages as a person can open them, as .eml files, as a Maildir that a mail program can be pointed at, and the attachments alone.

import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appError } from "../../core/model/app-error.ts";
import type { TestMessage } from "./messages.ts";

const EML = /^selftest-\d+\.eml$/;
const ATTACHED = /^\d+-[\w.-]+$/;
const DELIVERED = /^\d+\.selftest-\d+\.counterpixel/;

/**
 * Writes `selftest-N.eml` into `folder` and, where `everything` is set, `Maildir` and `attachments` too. What an earlier test left there
 * goes; nothing else does. Returns the paths of the .eml files.
 */
export async function writeTestFiles(folder: string, messages: readonly TestMessage[], everything: boolean): Promise<readonly string[]> {
	try {
		await mkdir(folder, { recursive: true });
		await removeMatching(folder, EML);
		const paths: string[] = [];
		for (const { number, bytes } of messages) {
			const path = join(folder, `selftest-${number}.eml`);
			await writeFile(path, bytes);
			paths.push(path);
		}
		if (everything) {
			await writeMaildir(join(folder, "Maildir"), messages);
			await writeAttachments(join(folder, "attachments"), messages);
		}
		return paths;
	} catch (error) {
		throw appError("failure", `${folder}: the test messages cannot be written there (${(error as NodeJS.ErrnoException).code ?? error})`, {
			cause: error,
		});
	}
}

async function writeMaildir(maildir: string, messages: readonly TestMessage[]): Promise<void> {
	for (const name of ["cur", "new", "tmp"]) {
		await mkdir(join(maildir, name), { recursive: true });
		await removeMatching(join(maildir, name), DELIVERED);
	}
	// The sequence stands for the time of delivery, so that programs sort the messages in order.
	for (const { number, bytes } of messages) {
		const name = `${Math.floor(Date.now() / 1000) + number}.selftest-${number}.counterpixel`;
		await writeFile(join(maildir, "tmp", name), bytes);
		await rename(join(maildir, "tmp", name), join(maildir, "new", name));
	}
}

async function writeAttachments(folder: string, messages: readonly TestMessage[]): Promise<void> {
	await mkdir(folder, { recursive: true });
	await removeMatching(folder, ATTACHED);
	for (const { number, attachments } of messages) {
		for (const { name, bytes } of attachments) await writeFile(join(folder, `${number}-${name}`), bytes);
	}
}

async function removeMatching(folder: string, pattern: RegExp): Promise<void> {
	for (const name of await readdir(folder)) if (pattern.test(name)) await rm(join(folder, name));
}
