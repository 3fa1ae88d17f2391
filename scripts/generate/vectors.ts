// The registry of vectors (src/core/vectors/index.generated.ts) and their reference table (docs/vectors.md), from the files in
// src/core/vectors: adding a vector means adding it to one file.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Vector, Watch } from "../../src/core/model/vector.ts";
import type { Generate } from "../generate.ts";

const FOLDER = "src/core/vectors";
const REGISTRY = "index.generated.ts";

export interface Family {
	/** File name. */
	readonly name: string;
	readonly vectors: readonly Vector[];
}

/** The files as they are on disk, whatever the registry says. */
export async function readFamilies(root: string): Promise<readonly Family[]> {
	const names = readdirSync(join(root, FOLDER))
		.filter((name) => name.endsWith(".ts") && name !== REGISTRY)
		.sort();
	const families: Family[] = [];
	for (const name of names) {
		const { vectors } = (await import(pathToFileURL(join(root, FOLDER, name)).href)) as Pick<Family, "vectors">;
		families.push({ name, vectors });
	}
	return families;
}

export const generate: Generate = async (root) => {
	const families = await readFamilies(root);
	const ids = families.flatMap(({ vectors }) => vectors.map(({ id }) => id));
	const twice = ids.find((id, index) => ids.indexOf(id) !== index);
	if (twice !== undefined) throw new Error(`two vectors are called ${twice}`);
	return new Map([
		[`${FOLDER}/${REGISTRY}`, registry(families.map(({ name }) => name))],
		["docs/vectors.md", table(families)],
	]);
};

function registry(names: readonly string[]): string {
	const binding = (name: string): string => name.slice(0, -3).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
	return [
		"// Written by scripts/generate.ts from the files in this folder. Do not edit.",
		"",
		'import type { Vector } from "../model/vector.ts";',
		...names.map((name) => `import { vectors as ${binding(name)} } from "./${name}";`),
		"",
		"export const vectors: readonly Vector[] = [",
		...names.map((name) => `\t...${binding(name)},`),
		"];",
		"",
	].join("\n");
}

function table(families: readonly Family[]): string {
	const count = families.reduce((sum, { vectors }) => sum + vectors.length, 0);
	const lines = [
		"<!-- Written by scripts/generate.ts from src/core/vectors. Do not edit. -->",
		"",
		"# Vectors: the ways a mail can call home",
		"",
		`The ${count} vectors that counterpixel knows. *Trigger* is what the reader does before the host is contacted, *channel* how it is`,
		"contacted; both are what holds in a message shown to its reader (inside an attachment, `open` becomes `attachment`).",
	];
	for (const { name, vectors } of families) {
		lines.push("", `## ${heading(name)}`, "", "| vector | where | trigger | channel | why |", "|---|---|---|---|---|");
		for (const { id, watches, trigger, channel, why } of vectors) {
			lines.push(`| \`${id}\` | ${where(watches)} | ${trigger} | ${channel} | ${cell(why)} |`);
		}
	}
	return `${lines.join("\n")}\n`;
}

function heading(name: string): string {
	const words = name.slice(0, -3).replaceAll("-", " ");
	return (words.charAt(0).toUpperCase() + words.slice(1)).replace(/\b(css|svg|vml|amp)\b/gi, (word) => word.toUpperCase());
}

const SHOWN = 8;

function where(watches: readonly Watch[]): string {
	const places = watches.map(placeOf);
	const shown = places.slice(0, SHOWN).map((place) => `\`${place.replaceAll("|", "\\|")}\``);
	return places.length > SHOWN ? `${shown.join(", ")} and ${places.length - SHOWN} more` : shown.join(", ");
}

function placeOf(watch: Watch): string {
	switch (watch.kind) {
		case "attribute":
			return `${watch.element} ${watch.attribute}`;
		case "raw-text":
			return `<${watch.element}> text`;
		case "markup":
			return watch.construct;
		case "css":
			return `CSS ${watch.place}`;
		case "header":
			return `${watch.name}:`;
		case "part":
			return watch.mediaType;
		case "file":
			return watch.construct;
		case "bare-url":
			return "text";
	}
}

function cell(text: string): string {
	return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
