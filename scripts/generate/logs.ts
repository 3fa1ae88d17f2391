// The registry of log formats (src/core/logs/index.generated.ts), from the files in src/core/logs: adding a format means adding one file and its fixture.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Generate } from "../generate.ts";

const FOLDER = "src/core/logs";
const REGISTRY = "index.generated.ts";
/** Not lines of text: it has an interface of its own. */
const BINARY = "dnstap.ts";

export const generate: Generate = (root) => {
	const names = readdirSync(join(root, FOLDER))
		.filter((name) => name.endsWith(".ts") && name !== REGISTRY && name !== BINARY)
		.sort();
	const binding = (name: string): string => name.slice(0, -3).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
	const registry = [
		"// Written by scripts/generate.ts from the files in this folder. Do not edit.",
		"",
		'import type { LogFormat } from "../model/log-event.ts";',
		...names.map((name) => `import { format as ${binding(name)} } from "./${name}";`),
		"",
		"export const formats: readonly LogFormat[] = [",
		...names.map((name) => `\t${binding(name)},`),
		"];",
		"",
	];
	return new Map([[`${FOLDER}/${REGISTRY}`, registry.join("\n")]]);
};
