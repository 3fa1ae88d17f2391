// The case a command works on: --case, else COUNTERPIXEL_CASE, else ./case.

import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { appError } from "../../core/model/app-error.ts";
import { type Casebook, openCase } from "../../edge/casebook/casebook.ts";

export function caseLocation(given: string | undefined): string {
	return given ?? (process.env.COUNTERPIXEL_CASE || "case");
}

export function openUserCase(given: string | undefined, { mustExist = false } = {}): Promise<Casebook> {
	const location = caseLocation(given);
	if (mustExist && !existsSync(join(location, "case.db"))) {
		throw appError("usage", `there is no case in ${location}: name its folder with --case, or make one with \`counterpixel scan\``);
	}
	return openCase(location, { actor: actor(), now: () => new Date().toISOString() });
}

/** Who acts, for the journal. */
function actor(): string {
	try {
		return userInfo().username;
	} catch {
		return "unknown";
	}
}
