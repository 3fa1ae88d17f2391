// `counterpixel selftest serve`: the self-test as a small web page, for the members of an organisation, until Ctrl-C.

import { readServeConfig, type ServeConfig } from "../selftest/serve/config.ts";
import { startServe } from "../selftest/serve/serve.ts";
import { readTotals, totalsText } from "../selftest/serve/totals.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";
import { readPassword } from "./prompt.ts";

export interface ServeCliOptions {
	readonly config: string;
	/** Only reads the config. */
	readonly check?: boolean;
	/** Only prints what `totals.json` of its state folder holds. */
	readonly totals?: boolean;
}

/** Returns the exit code. Throws an AppError where the config is wrong (it names file and line), or the server cannot start. */
export async function serveCommand({ config: file, check, totals }: ServeCliOptions): Promise<number> {
	const config = await readServeConfig(file);
	if (check) {
		await print(`${file} is right: the page would be ${config.public}/, for addresses at ${[...config.allowedDomains].join(", ")}.\n`);
		return EXIT.fine;
	}
	if (totals) {
		await print(totalsText(await readTotals(config.state)));
		return EXIT.fine;
	}
	// From here on Ctrl-C ends the server in order, however early it comes.
	const end = ended();
	const serving = await startServe(config, await passwordFor(config), (words) => process.stderr.write(`counterpixel: ${words}\n`));
	process.stdout.write(`The page is ${config.public}/ (Ctrl-C ends it).\n`);
	await end;
	await serving.close();
	return EXIT.fine;
}

async function passwordFor({ smtp: { url } }: ServeConfig): Promise<string | null> {
	return url.user === null ? null : readPassword(`${url.user} at ${url.host}`);
}

/** Ctrl-C, or a request to end. */
function ended(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
	});
}
