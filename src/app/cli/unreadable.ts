// Unreadable: what a command does with a file of the user's that cannot be read: one line on standard error, and the code that says so.

import { isAppError } from "../../core/model/app-error.ts";
import { EXIT } from "./exit.ts";

/** `act` gives the exit code, and may throw `unreadable`. Anything else that it throws goes on. */
export async function orUnreadable(act: () => Promise<number>): Promise<number> {
	try {
		return await act();
	} catch (error) {
		if (!isAppError(error) || error.code !== "unreadable") throw error;
		process.stderr.write(`${error.message}\n`);
		return EXIT.unreadable;
	}
}
