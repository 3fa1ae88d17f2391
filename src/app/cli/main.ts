// The command line: reads the arguments and runs one command. Commands are loaded when they are called, since a person waits for the start.

import { Command, CommanderError } from "commander";
import { isAppError } from "../../core/model/app-error.ts";
import { addBrief } from "./brief-options.ts";
import { addCampaigns } from "./campaigns-options.ts";
import { CASE_OPTION } from "./case-option.ts";
import { addClaims } from "./claims-options.ts";
import { EXIT } from "./exit.ts";
import { addExport } from "./export-options.ts";
import { addExposure } from "./exposure-options.ts";
import { addHunt } from "./hunt-options.ts";
import { addIncidents } from "./incidents-options.ts";
import { addPeople } from "./people-options.ts";
import { addRehearse } from "./rehearse-options.ts";
import { addReport } from "./report-options.ts";
import { VERSION } from "./version.ts";

const PROMISE = "counterpixel finds every way a mail reports on its reader. It never contacts a host that a mail names.";

/** A list that is given piece by piece. */
function collected(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, value];
}

/** The library that reads them is loaded with the command. */
const FILTERS_OPTION = [
	"--filters <file>",
	"your own copy of EasyPrivacy, AdGuard's or uBlock's lists: say by which line it blocks a URL (may be given again)",
	collected,
] as const;

/** Returns the exit code; errors are one line on standard error, with a stack only under --debug. */
export async function main(argv: readonly string[]): Promise<number> {
	stopQuietlyWhenNobodyReads();
	let code: number = EXIT.fine;
	const program = createProgram((result) => {
		code = result;
	});
	try {
		await program.parseAsync(argv, { from: "user" });
		return code;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
		process.stderr.write(`counterpixel: ${error instanceof Error ? error.message : String(error)}\n`);
		if (argv.includes("--debug") && error instanceof Error) process.stderr.write(`${error.stack}\n`);
		return exitCodeOf(error);
	}
}

function exitCodeOf(error: unknown): number {
	if (!isAppError(error)) return EXIT.failure;
	return error.code === "usage" ? EXIT.usage : error.code === "unreadable" ? EXIT.unreadable : EXIT.failure;
}

/** `counterpixel inspect ... | head` ends without a word. */
function stopQuietlyWhenNobodyReads(): void {
	// The story runs one command after another.
	if (process.stdout.listenerCount("error") > 0) return;
	process.stdout.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code === "EPIPE") process.exit(EXIT.fine);
		throw error;
	});
}

function createProgram(finish: (code: number) => void): Command {
	const program = new Command("counterpixel")
		.description(PROMISE)
		.version(VERSION)
		.option("--debug", "show a stack with an error")
		.exitOverride();
	program.configureHelp({ showGlobalOptions: true });
	program.showHelpAfterError("(counterpixel COMMAND --help tells what a command takes)");

	program
		.command("inspect")
		.description("what each message would report, to whom, on which trigger; no case needed")
		.argument("<file...>", 'messages or mailboxes; "-" is standard input')
		.option("--json", "one JSON object a line for every message")
		.option("--csv", "one row for every reference")
		.option("--html <file>", "write a report that opens in any browser")
		.option("--owner <addresses>", "whose mailbox it is: the address, then its aliases after commas")
		.option(...FILTERS_OPTION)
		.option("--program <name>", "say what that mail program does by default: thunderbird, gmail, apple-mail ... (docs/leaks.md)")
		.action(async (files, options) => {
			const { inspectCommand } = await import("./inspect.ts");
			finish(await inspectCommand(files, options));
		});

	program
		.command("scan")
		.description("sweep mailboxes into a case: messages, folders of them, mbox, Maildir, gzip of these")
		.argument("<source...>", 'files and folders; "-" is standard input')
		.option(...CASE_OPTION)
		.option("--owner <addresses>", "whose mailbox it is, for all sources: the address, then its aliases after commas")
		.option(...FILTERS_OPTION)
		.option("--dns-keys <file>", "check DKIM, SPF and DMARC again, offline, by DNS records that you exported (docs/assessment.md)")
		.option("--trust-server <name>", "believe this server's Authentication-Results too (may be given again)", collected)
		.option("--keep-raw", "keep the raw messages in the case too, compressed")
		.option("--workers <n>", "threads that inspect (as many as there are cores)")
		.option("--html <file>", "where the report goes (report.html in the case)")
		.option("--no-report", "write no report")
		.option("--json", "failures and the summary as JSON, one object a line")
		.action(async (sources, options) => {
			const { scanCommand } = await import("./scan.ts");
			finish(await scanCommand(sources, options));
		});

	addCampaigns(program, finish);
	addHunt(program, finish);
	addExposure(program, finish);
	addPeople(program, finish);
	addBrief(program, finish);
	addIncidents(program, finish);
	addClaims(program, finish);
	addExport(program, finish);
	addRehearse(program, finish);

	addReport(program, finish);

	program
		.command("story", { hidden: true })
		.description("a made-up case from beginning to end: what `npm start` runs without arguments")
		.action(async () => {
			const { storyCommand } = await import("./story.ts");
			finish(await storyCommand(main));
		});

	addSelftest(program, finish);

	const journal = program.command("journal").description("the case's journal: who did what, when");
	journal
		.command("verify")
		.description("the journal is unbroken, or where it breaks")
		.option(...CASE_OPTION)
		.option("--head <hash>", "a hash noted earlier, through which the chain must pass")
		.option("--json", "the verdict as JSON")
		.action(async (options) => {
			const { journalVerifyCommand } = await import("./journal.ts");
			finish(await journalVerifyCommand(options));
		});
	return program;
}

function addSelftest(program: Command, finish: (code: number) => void): void {
	const selftest = program
		.command("selftest")
		.description("what your own mail program gives away, measured (docs/selftest.md)")
		.option("--out <dir>", "the messages, a Maildir of them, their attachments, and at the end the result and a report")
		.option("--for <time>", "end after this time: 45s, 10m, 1h (Ctrl-C ends it too)")
		.option("--listen <host:port>", "where requests are taken, http and https (a free port of 127.0.0.1)")
		.option("--public <url>", "the address under which --listen is reached from elsewhere: https://selftest.example")
		.option("--certificate <file>", "for https, PEM (without one: its own, which nobody trusts)")
		.option("--key <file>", "the certificate's key, PEM")
		.option("--trust-proxy <address>", "believe X-Forwarded-For of this address or range (may be given again)", collected)
		.option("--zone <name>", "a DNS zone that is delegated to --dns: shows lookups without a fetch too")
		.option("--dns <host:port>", "where that zone's names are asked for")
		.option("--address <ip>", "where names in the zone lead (this machine's; may be given again)", collected)
		.option("--receive <host:port>", "where receipts and replies are taken, by SMTP")
		.option("--smb <host:port>", "where attempts to open a share are noted; Windows asks port 445")
		.option("--imap <url>", "put the messages into your own mailbox: imaps://you@mail.example")
		.option("--smtp <url>", "send them through your mail server, against a code: smtps://you@mail.example")
		.option("--to <address>", "with --smtp: your own address, and no other")
		.option("--code <code>", "with --smtp: the code that came by mail")
		.option("--pin <file>", "trust the mail server's certificate in this file (PEM), and no other")
		.option("--html <file>", "write a report that opens in any browser")
		.option("--json", "one JSON object a line: each contact, then the summary")
		.action(async (options) => {
			const { selftestCommand } = await import("./selftest.ts");
			finish(await selftestCommand(options));
		});

	selftest
		.command("compare")
		.description("what leaks no more, and what does now: two results of --json or --out")
		.argument("<before>", "a file of JSON lines, or a folder of --out")
		.argument("<after>", "the same, later")
		.option("--json", "as one JSON object")
		.action(async (before, after, _options, command) => {
			const { compareCommand } = await import("./selftest-compare.ts");
			finish(await compareCommand(before, after, command.optsWithGlobals()));
		});

	selftest
		.command("serve")
		.description("a web page where the members of an organisation test themselves (docs/selftest-serve.md)")
		.requiredOption("--config <file>", "its settings, YAML")
		.option("--check", "read the settings, say what is wrong, and end")
		.option("--totals", "what was found so far, by mail program; no persons")
		.action(async (options) => {
			const { serveCommand } = await import("./selftest-serve.ts");
			finish(await serveCommand(options));
		});
}
