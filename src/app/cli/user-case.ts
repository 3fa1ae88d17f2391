// The case a command works on: --case, else COUNTERPIXEL_CASE, else ./case.

import { userInfo } from "node:os";
import { join } from "node:path";
import { type Casebook, isServer, openCase } from "../../edge/casebook/casebook.ts";
import { shownText } from "../report/shown-text.ts";

function caseLocation(given: string | undefined): string {
	return given ?? (process.env.COUNTERPIXEL_CASE || "case");
}

/** Where its report lies unless --html or --out says otherwise: in the case's folder, or here where the case lies on a server. */
export function reportOf(given: string | undefined): string {
	const location = caseLocation(given);
	return isServer(location) ? "report.html" : join(location, "report.html");
}

/** `toRead`: for a command that tells what is in it. A case that may only be read does for it, and that there was none is said on standard error. */
export async function openUserCase(given: string | undefined, { toRead = false } = {}): Promise<Casebook> {
	const now = (): string => new Date().toISOString();
	const casebook = await openCase(caseLocation(given), { actor: actor(), now, access: toRead ? "read" : "write" });
	if (toRead && casebook.made)
		process.stderr.write(`There was no case in ${shownText(casebook.location, 300)}: an empty one was made. --case names another.\n`);
	return casebook;
}

/** Who acts, for the journal. */
function actor(): string {
	try {
		return userInfo().username;
	} catch {
		return "unknown";
	}
}
