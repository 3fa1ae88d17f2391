// The registry of mail sources (src/edge/sources/index.generated.ts), from the files in src/edge/sources that export a `source`:
// adding a source means adding one file and its fixture folder.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Generate } from "../generate.ts";

const FOLDER = "src/edge/sources";
const REGISTRY = "index.generated.ts";

export const generate: Generate = (root) => {
	const names = readdirSync(join(root, FOLDER))
		.filter((name) => name.endsWith(".ts") && name !== REGISTRY)
		.filter((name) => /^export const source: MailSource\b/m.test(readFileSync(join(root, FOLDER, name), "utf8")))
		.sort();
	const binding = (name: string): string => name.slice(0, -3).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
	const content = [
		"// Written by scripts/generate.ts from the files in this folder. Do not edit.",
		"",
		...names.map((name) => `import { source as ${binding(name)} } from "./${name}";`),
		'import type { MailSource } from "./source.ts";',
		"",
		`export const sources: readonly MailSource[] = [${names.map(binding).join(", ")}];`,
		"",
	].join("\n");
	return new Map([[`${FOLDER}/${REGISTRY}`, content]]);
};
