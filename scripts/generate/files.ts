// The registry of file formats (src/core/mail/files/index.generated.ts): every file in src/core/mail/files that exports `format`.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Generate } from "../generate.ts";

const FOLDER = "src/core/mail/files";
const REGISTRY = "index.generated.ts";

export const generate: Generate = (root) => {
	const names = readdirSync(join(root, FOLDER))
		.filter((name) => name.endsWith(".ts") && name !== REGISTRY)
		.filter((name) => /^export const format\b/m.test(readFileSync(join(root, FOLDER, name), "utf8")))
		.sort();
	const binding = (name: string): string => `${name.slice(0, -3).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Format`;
	const lines = [
		"// Written by scripts/generate.ts from the files in this folder. Do not edit.",
		"",
		'import type { FileFormat } from "../../model/attached-file.ts";',
		...names.map((name) => `import { format as ${binding(name)} } from "./${name}";`),
		"",
		`export const formats: readonly FileFormat[] = [${names.length === 0 ? "" : `\n${names.map((name) => `\t${binding(name)},\n`).join("")}`}];`,
		"",
	];
	return new Map([[`${FOLDER}/${REGISTRY}`, lines.join("\n")]]);
};
