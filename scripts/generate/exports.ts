// The registry of exports (src/core/exports/index.generated.ts), from the files in src/core/exports: adding a format means adding one file and
// its fixture.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Generate } from "../generate.ts";

const FOLDER = "src/core/exports";
const REGISTRY = "index.generated.ts";

export const generate: Generate = (root) => {
	const names = readdirSync(join(root, FOLDER))
		.filter((name) => name.endsWith(".ts") && name !== REGISTRY)
		.sort();
	const registry = [
		"// Written by scripts/generate.ts from the files in this folder. Do not edit.",
		"",
		'import type { Export } from "../model/export.ts";',
		...names.map((name) => `import { exporter as ${name.slice(0, -3)} } from "./${name}";`),
		"",
		`export const exporters: readonly Export[] = [${names.map((name) => name.slice(0, -3)).join(", ")}];`,
		"",
	];
	return new Map([[`${FOLDER}/${REGISTRY}`, registry.join("\n")]]);
};
