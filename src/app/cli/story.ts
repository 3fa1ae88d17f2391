// The whole story, as `npm start` tells it without arguments: a made-up case of the shape of 2021, swept, put together, held against logs, people and what
// was said of it, and reported, by the very commands that real mail takes. It lies in a fresh folder of the system's, so that it never mixes with a case of the
// user's own, works from a folder that may only be read, and as often as one likes.

import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appError } from "../../core/model/app-error.ts";
import { EXIT } from "./exit.ts";
import { print, quietly } from "./output.ts";
import { openUserCase } from "./user-case.ts";

/** Small enough for a minute on two cores, and always the same. */
const REHEARSAL = { shape: "ipac-2021", seed: 2021, size: 2000, evasion: 1 } as const;

/** Runs a command of the command line; its exit code. */
type Run = (argv: readonly string[]) => Promise<number>;

/** `run`: the command line itself. Ends with 0 when the story ran: that something targeted is in it, is its point. */
export async function storyCommand(run: Run): Promise<number> {
	const folder = await freshFolder();
	const [rehearsal, location, page] = [join(folder, "rehearsal"), join(folder, "case"), join(folder, "report.html")];
	await print("A made-up case in the shape of the 2021 mails: nobody in it exists, nothing is sent, nothing is contacted.\n");
	await print(`It lies in ${folder}; delete that when you have seen enough.\n`);

	const { shape, seed, size, evasion } = REHEARSAL;
	const made = [
		"rehearse",
		"--shape",
		shape,
		"--seed",
		String(seed),
		"--size",
		String(size),
		"--evasion",
		String(evasion),
		"--out",
		rehearsal,
	];
	const inCase = ["--case", location];
	const file = (name: string): string => join(rehearsal, name);
	let step = 0;
	const tell = async (argv: readonly string[], silent = false): Promise<boolean> => {
		await print(`\n${++step}. counterpixel ${argv.join(" ")}\n\n`);
		const code = silent ? await quietly(() => run(argv)) : await run(argv);
		return code <= EXIT.targeted;
	};
	const told =
		(await tell(made)) &&
		(await tell(["scan", file("mail"), ...inCase, "--no-report"])) &&
		(await tell(["people", "import", file("people.csv"), ...inCase])) &&
		(await tell(["campaigns", ...inCase])) &&
		(await takeLogs(rehearsal, inCase, tell)) &&
		(await tell(["brief", "import", file("briefings.csv"), ...inCase])) &&
		(await tell(["incidents", "import", file("incidents.yaml"), ...inCase])) &&
		(await tell(["claims", file("claims.yaml"), ...inCase])) &&
		(await tell(["report", ...inCase, "--out", page]));
	if (!told) return EXIT.failure;
	const casebook = await openUserCase(location);
	try {
		const { storyEnding } = await import("../report/story-ending.ts");
		await print(`\n${(await storyEnding(casebook)).join("\n")}\n\n${page}\n`);
	} finally {
		await casebook.close();
	}
	return EXIT.fine;
}

/** The logs of one organisation after the other, each for its own people; what all of them show is printed with the last. */
async function takeLogs(
	rehearsal: string,
	inCase: readonly string[],
	tell: (argv: readonly string[], silent?: boolean) => Promise<boolean>,
): Promise<boolean> {
	const { logs } = JSON.parse(await readFile(join(rehearsal, "truth.json"), "utf8")) as {
		logs: readonly { path: string; organisation: string }[];
	};
	const sites = [...Map.groupBy(logs, ({ organisation }) => organisation)];
	for (const [index, [organisation, of]] of sites.entries()) {
		const files = of.map(({ path }) => join(rehearsal, path));
		const argv = ["exposure", ...files, "--leases", join(rehearsal, "leases.csv"), "--for", organisation, ...inCase];
		if (!(await tell(argv, index < sites.length - 1))) return false;
	}
	return true;
}

async function freshFolder(): Promise<string> {
	try {
		return await mkdtemp(join(tmpdir(), "counterpixel-"));
	} catch (error) {
		throw appError("failure", `no folder can be made in ${tmpdir()}: set TMPDIR to one that may be written, or free some space`, {
			cause: error,
		});
	}
}
