// Real mail to test against: COUNTERPIXEL_CORPORA, else ../shared/corpora beside the checkout, else null (the test is skipped
// and counted). Archives are unpacked once into the system's temp folder; messages are data, never copied into the project.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), "../..");

export const NO_CORPORA = "no corpora: set COUNTERPIXEL_CORPORA to a folder of mail, or of .tar.gz archives of mail";

/** Folder with one sub-folder a corpus, or null. */
export function corporaFolder(): string | null {
	const source = process.env.COUNTERPIXEL_CORPORA ?? join(PROJECT, "../shared/corpora");
	if (!existsSync(source)) return null;
	const archives = readdirSync(source).filter((name) => name.endsWith(".tar.gz"));
	if (archives.length === 0) return source;
	const unpacked = join(tmpdir(), "counterpixel-corpora");
	mkdirSync(unpacked, { recursive: true });
	for (const archive of archives) {
		if (existsSync(join(unpacked, basename(archive, ".tar.gz")))) continue;
		const staging = join(unpacked, `.${process.pid}-${archive}`);
		mkdirSync(staging, { recursive: true });
		execFileSync("tar", ["-xzf", join(source, archive), "-C", staging]);
		// Renamed whole, so that test files running side by side never see half a corpus.
		for (const name of readdirSync(staging)) {
			try {
				execFileSync("mv", ["-nT", join(staging, name), join(unpacked, name)]);
			} catch {
				// another process was first
			}
		}
		execFileSync("rm", ["-rf", staging]);
	}
	return unpacked;
}

export interface CorpusMessage {
	/** "corpus/file" */
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** Whole messages (not bare HTML) of the named corpora, in a fixed order. */
export function corpusMessages(corpus: string): CorpusMessage[] {
	const folder = corporaFolder();
	if (folder === null) return [];
	const messages: CorpusMessage[] = [];
	const walk = (path: string): void => {
		for (const name of readdirSync(path).sort()) {
			const file = join(path, name);
			if (statSync(file).isDirectory()) walk(file);
			else if (/\.(eml|msg|txt)$/.test(name))
				messages.push({ name: file.slice(folder.length + 1), bytes: new Uint8Array(readFileSync(file)) });
		}
	};
	const root = join(folder, corpus);
	if (existsSync(root)) walk(root);
	return messages;
}
