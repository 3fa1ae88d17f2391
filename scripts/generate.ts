// Writes what is derived from the sources: registries and reference tables. `--check` writes nothing and fails where a file on
// disk differs, so that no second list drifts from the first.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What a generator in scripts/generate/ exports: file contents by path from the project's root. */
export type Generate = (root: string) => Promise<ReadonlyMap<string, string>> | ReadonlyMap<string, string>;

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const GENERATORS = join(ROOT, "scripts/generate");

async function run(check: boolean): Promise<number> {
	const drifted: string[] = [];
	for (const name of readdirSync(GENERATORS)
		.filter((file) => file.endsWith(".ts"))
		.sort()) {
		const { generate } = (await import(pathToFileURL(join(GENERATORS, name)).href)) as { generate: Generate };
		for (const [path, content] of await generate(ROOT)) {
			const file = join(ROOT, path);
			if (read(file) === content) continue;
			drifted.push(relative(ROOT, file));
			if (check) continue;
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, content);
		}
	}
	for (const path of drifted) console.error(check ? `${path} is not what its source says: run npm run generate` : `wrote ${path}`);
	return check && drifted.length > 0 ? 1 : 0;
}

function read(file: string): string | null {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return null;
	}
}

process.exitCode = await run(process.argv.includes("--check"));
