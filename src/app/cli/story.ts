// The whole story, as `npm start` tells it without arguments: a made-up case of the shape of 2021, swept, put together and reported, by the very commands
// that real mail takes. It lies in a fresh folder of the system's, so that it never mixes with a case of the user's own, works from a folder that may
// only be read, and as often as one likes.

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appError } from "../../core/model/app-error.ts";
import { count, counted } from "../report/shown-text.ts";
import { campaignsCommand } from "./campaigns.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";
import { createProgress } from "./progress.ts";
import { reportCommand } from "./report.ts";
import { scanCommand } from "./scan.ts";

/** Small enough for a minute on two cores, and always the same. */
const REHEARSAL = { shape: "ipac-2021", seed: 2021, size: 2000, evasion: 1 } as const;

/** Ends with 0 when the story ran: that something targeted is in it, is its point. */
export async function storyCommand(): Promise<number> {
	const folder = await freshFolder();
	const [rehearsal, location, page] = [join(folder, "rehearsal"), join(folder, "case"), join(folder, "report.html")];
	await print("A made-up case in the shape of the 2021 mails: nobody in it exists, nothing is sent, nothing is contacted.\n");
	await print(`It lies in ${folder}; delete that when you have seen enough.\n`);

	const { shape, seed, size, evasion } = REHEARSAL;
	await step(1, `counterpixel rehearse --shape ${shape} --seed ${seed} --size ${size} --evasion ${evasion} --out ${rehearsal}`);
	const { rehearse } = await import("../rehearsal/rehearse.ts");
	const progress = createProgress(process.stderr, () => performance.now());
	const { messages, attacks, accounts, mail } = await rehearse({
		...REHEARSAL,
		out: rehearsal,
		onProgress: ({ bytes, messages, total }) => progress.update(bytes, (bytes * total) / messages, counted(messages, "message")),
	});
	progress.clear();
	await print(
		`${counted(messages, "message")} in ${counted(accounts, "mailbox", "mailboxes")}; ${count(attacks)} of them are the campaign.\n`,
	);

	await step(2, `counterpixel scan ${mail} --case ${location}`);
	const scanned = await scanCommand([mail], { case: location, report: false });
	if (scanned > EXIT.targeted) return scanned;

	await step(3, `counterpixel campaigns --case ${location}`);
	await campaignsCommand(undefined, { case: location });

	await step(4, `counterpixel report --case ${location} --out ${page}`);
	await reportCommand({ case: location, out: page });
	return EXIT.fine;
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

function step(number: number, command: string): Promise<void> {
	return print(`\n${number}. ${command}\n\n`);
}
