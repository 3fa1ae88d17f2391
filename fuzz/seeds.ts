// Seeds: the messages that are mutated. The project's own (fixtures, examples), and real mail where corpora are at hand, which is
// read and never kept. Mailboxes are taken as they are: a message may begin with an envelope line, too.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { corporaFolder } from "../test/support/corpora.ts";

const PROJECT = join(import.meta.dirname, "..");

/** Large messages slow a run down and mutate no better. */
const LARGEST = 150_000;

/** Of each corpus so many, spread evenly. */
const OF_EACH_FOLDER = 400;

/** One string a message, one character a byte, in a fixed order. `own`: only what comes with the project. */
export function readSeeds({ own }: { readonly own: boolean }): string[] {
	const folders = [
		join(PROJECT, "fixtures/vectors"),
		join(PROJECT, "fixtures/sources"),
		join(PROJECT, "fixtures/hostile"),
		join(PROJECT, "examples"),
	];
	const seeds = folders.flatMap((folder) => filesBelow(folder).flatMap((file) => readMessage(file)));
	const corpora = own ? null : corporaFolder();
	if (corpora === null) return seeds;
	for (const name of readdirSync(corpora).sort()) {
		const files = filesBelow(join(corpora, name));
		const step = Math.max(1, files.length / OF_EACH_FOLDER);
		for (let at = 0; at < files.length; at += step) seeds.push(...readMessage(files[Math.floor(at)]));
	}
	return seeds;
}

function readMessage(file: string): string[] {
	if (/\.(?:json|md|gz)$/.test(file)) return [];
	const { size } = statSync(file);
	return size > 0 && size <= LARGEST ? [readFileSync(file, "latin1")] : [];
}

function filesBelow(folder: string): string[] {
	try {
		return readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.sort();
	} catch {
		return [];
	}
}
