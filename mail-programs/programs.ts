// Programs: those that are measured, in the order in which the table has them.

import { spawnSync } from "node:child_process";
import { chromium } from "./chromium.ts";
import { clawsFancy, clawsLitehtml } from "./claws.ts";
import { evolution } from "./evolution.ts";
import type { MailProgram } from "./mail-program.ts";
import { neomutt } from "./neomutt.ts";
import { roundcube } from "./roundcube.ts";
import { thunderbird } from "./thunderbird.ts";

export const programs: readonly MailProgram[] = [thunderbird, roundcube, evolution, clawsLitehtml, clawsFancy, neomutt, chromium];

/** Packages of every measurement, beside a program's own. */
const ALWAYS = ["util-linux", "iproute2"];

export function missingPackages({ packages }: MailProgram): readonly string[] {
	return [...packages, ...ALWAYS].filter((name) => packageVersion(name) === null);
}

/** Of the Debian package, without its epoch. */
export function versionOf({ packages }: MailProgram): string {
	return packageVersion(packages[0])?.replace(/^\d+:/, "") ?? "unknown";
}

/** Of dpkg-query, whose placeholders look like a template's. */
const FORMAT = "$" + "{db:Status-Status} $" + "{Version}";

function packageVersion(name: string): string | null {
	const { status, stdout } = spawnSync("dpkg-query", ["-W", "-f", FORMAT, name], { encoding: "utf8" });
	return status === 0 && stdout.startsWith("installed ") ? stdout.slice("installed ".length) : null;
}
