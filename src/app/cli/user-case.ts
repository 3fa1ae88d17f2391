// The case a command works on: --case, else COUNTERPIXEL_CASE, else ./case.

import { userInfo } from "node:os";
import { join } from "node:path";
import { type Casebook, isServer, openCase } from "../../edge/casebook/casebook.ts";

function caseLocation(given: string | undefined): string {
	return given ?? (process.env.COUNTERPIXEL_CASE || "case");
}

/** Where its report lies unless --html or --out says otherwise: in the case's folder, or here where the case lies on a server. */
export function reportOf(given: string | undefined): string {
	const location = caseLocation(given);
	return isServer(location) ? "report.html" : join(location, "report.html");
}

export function openUserCase(given: string | undefined, { mustExist = false } = {}): Promise<Casebook> {
	return openCase(caseLocation(given), { actor: actor(), now: () => new Date().toISOString(), access: mustExist ? "read" : "make" });
}

/** Who acts, for the journal. */
function actor(): string {
	try {
		return userInfo().username;
	} catch {
		return "unknown";
	}
}
