// A package as it is published: compiled code and bin/, without src/, in a folder of its own. bin/ runs src/ where it finds it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./mail.ts";

/** Builds the package below `folder` and returns the path of its command. */
export function buildPackage(folder: string): string {
	execFileSync(process.execPath, [join(ROOT, "scripts/build.ts")], { stdio: "inherit" });
	const home = join(folder, "package");
	mkdirSync(home);
	for (const name of ["bin", "dist", "package.json"]) cpSync(join(ROOT, name), join(home, name), { recursive: true });
	symlinkSync(join(ROOT, "node_modules"), join(home, "node_modules"));
	return join(home, "bin", "counterpixel.js");
}
