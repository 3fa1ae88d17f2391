// `counterpixel selftest`: writes the test messages, listens, shows what arrives, and ends with what a sender would now know.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appError } from "../../core/model/app-error.ts";
import { hostAndPort } from "../../edge/hosts.ts";
import type { Contact } from "../selftest/contact.ts";
import { readDuration } from "../selftest/duration.ts";
import { contactLine, summaryLine } from "../selftest/report/json.ts";
import { createLive, describeSelftest } from "../selftest/report/terminal.ts";
import type { SelftestResult } from "../selftest/result.ts";
import { type Listening, type Running, startSelftest } from "../selftest/run.ts";
import { writeTestFiles } from "../selftest/test-files.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";
import { deliveryOf } from "./selftest-delivery.ts";
import { readAsker, readRunOptions, type SelftestCliOptions } from "./selftest-options.ts";

/** Where the messages go if nobody says. */
const USUAL_FOLDER = "counterpixel-selftest";

export async function selftestCommand(options: SelftestCliOptions): Promise<number> {
	const seconds = options.for === undefined ? null : readDuration(options.for, "--for");
	const shown = options.json ? asJson() : asText();
	const asker = readAsker();
	const way = await deliveryOf(options, asker, shown.say);
	const runOptions = { ...(await readRunOptions(options)), asker, ...(way?.to == null ? {} : { to: way.to }) };
	// From here on Ctrl-C ends the test and not the program, however early it comes.
	const end = endOf();
	let running: Running | null = null;
	try {
		let files: readonly string[] = [];
		running = await startSelftest(runOptions, {
			async planned(messages) {
				files = await writeTestFiles(options.out ?? USUAL_FOLDER, messages, options.out !== undefined);
			},
			contact: shown.contact,
		});
		if (way !== null && !(await way.deliver(running.messages))) return EXIT.fine;
		shown.say(opening(files, way !== null));
		shown.say(listeningWords(running));
		shown.say(`It ends ${seconds === null ? "" : `after ${options.for}, or `}at Ctrl-C.`);
		await end.after(seconds);
		const result = await running.close();
		await shown.end(result);
		await writeResults(options, result, shown.say);
		return EXIT.fine;
	} finally {
		end.forget();
		await running?.close();
	}
}

function opening(files: readonly string[], delivered: boolean): string {
	const many = `${files.length} messages`;
	if (delivered) return `Open the ${many} "Leak self-test", one after the other, as you usually read your mail.`;
	return `Open ${files[0]} in the mail program on this machine, then the others (${many}).`;
}

const LISTENERS: Readonly<Record<Listening["what"], string>> = { web: "http and https", dns: "DNS", mail: "mail", smb: "shares" };

/** Every address, since a port of 0 is known to nobody before. */
function listeningWords({ listening, result }: Running): string {
	const places = listening.map(({ what, address }) => `${LISTENERS[what]} at ${hostAndPort(address)}`);
	const { origin } = result().reach;
	const own = new URL(origin).host;
	const lines = places.length === 1 ? [`Listening: ${places[0]}.`] : ["Listening:", ...places.map((place) => `  ${place}`)];
	if (!listening.some(({ address }) => hostAndPort(address) === own)) lines.push(`The messages name ${origin}.`);
	return lines.join("\n");
}

interface Shown {
	/** A sentence about the run itself. */
	say(sentence: string): void;
	contact(contact: Contact): void;
	end(result: SelftestResult): Promise<void>;
}

function asJson(): Shown {
	return {
		say: (sentence) => process.stderr.write(`${sentence}\n`),
		contact: (contact) => process.stdout.write(`${contactLine(contact)}\n`),
		end: (result) => print(`${summaryLine(result)}\n`),
	};
}

function asText(): Shown {
	const screen = screenOf(process.stdout);
	const live = createLive(screen, (line) => process.stdout.write(line));
	return {
		say: (sentence) => process.stdout.write(`${sentence}\n`),
		contact: (contact) => live.show(contact),
		async end(result) {
			live.end();
			await print(describeSelftest(result, screen));
		},
	};
}

/** What is left of a run: what was asked for by name, and in --out the whole. */
async function writeResults({ out, html }: SelftestCliOptions, result: SelftestResult, say: (sentence: string) => void): Promise<void> {
	const reports = [...(out === undefined ? [] : [join(out, "report.html")]), ...(html === undefined ? [] : [html])];
	if (out !== undefined) {
		const lines = [...result.contacts.map(contactLine), summaryLine(result)];
		await writeResult(join(out, "result.jsonl"), lines.map((line) => `${line}\n`).join(""));
	}
	if (reports.length === 0) return;
	const { htmlOfSelftest } = await import("../selftest/report/html.ts");
	for (const path of reports) {
		await writeResult(path, htmlOfSelftest(result));
		say(`The report is ${path}`);
	}
}

/** Only for its owner: it says where they are, and when they read. */
async function writeResult(path: string, text: string): Promise<void> {
	try {
		await writeFile(path, text, { mode: 0o600 });
	} catch (error) {
		throw appError("failure", `${path}: it cannot be written (${(error as NodeJS.ErrnoException).code})`, { cause: error });
	}
}

/** The first of Ctrl-C, a request to end, and the time running out. */
function endOf(): { after(seconds: number | null): Promise<void>; forget(): void } {
	const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM"];
	const { promise, resolve } = Promise.withResolvers<void>();
	const stop = (): void => resolve();
	for (const signal of signals) process.once(signal, stop);
	let timer: NodeJS.Timeout | undefined;
	return {
		after(seconds) {
			if (seconds !== null) timer = setTimeout(stop, seconds * 1000);
			return promise;
		},
		forget() {
			clearTimeout(timer);
			for (const signal of signals) process.removeListener(signal, stop);
		},
	};
}
