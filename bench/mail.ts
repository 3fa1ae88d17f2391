// Mail to measure with: whole raw messages in memory, by corpus (test/support/corpora.ts). Where the corpora are not at hand, the
// project's own examples and fixtures stand in; they are small and odd, so that their figures are no more than a sign of life.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { corporaFolder, corpusMessages, NO_CORPORA } from "../test/support/corpora.ts";

export interface Mail {
	readonly name: string;
	readonly messages: readonly Uint8Array[];
	readonly bytes: number;
}

const CORPORA = [
	"phishing-2021-2025",
	"spamassassin-hard-ham-1",
	"spamassassin-spam-1",
	"spamassassin-easy-ham-1",
	"newsletter-two-recipients",
	"mime-conformance",
] as const;

export const ROOT = join(import.meta.dirname, "..");

/** Said above the figures; null where the corpora are there. */
export const SUBSTITUTE = corporaFolder() === null ? `${NO_CORPORA}. Measured on examples/ and fixtures/ instead.` : null;

/** Each corpus that is there, in a fixed order. */
export function mailByCorpus(): readonly Mail[] {
	if (SUBSTITUTE !== null) return [mailOf("examples and fixtures", ["examples", "fixtures"].flatMap(ownMessages))];
	return CORPORA.map((name) =>
		mailOf(
			name,
			corpusMessages(name).map(({ bytes }) => bytes),
		),
	).filter(({ messages }) => messages.length > 0);
}

/** All of it as one. */
export function together(mail: readonly Mail[]): Mail {
	return mailOf(
		"all together",
		mail.flatMap(({ messages }) => messages),
	);
}

function mailOf(name: string, messages: readonly Uint8Array[]): Mail {
	return { name, messages, bytes: messages.reduce((sum, { length }) => sum + length, 0) };
}

function ownMessages(folder: string): Uint8Array[] {
	const root = join(ROOT, folder);
	return readdirSync(root, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".eml"))
		.sort()
		.map((name) => new Uint8Array(readFileSync(join(root, name))));
}
