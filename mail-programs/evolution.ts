// Evolution: under an X server without a screen, reading the messages from a local Maildir. `evolution mid:ID` has it search for one and show it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDisplay } from "./display.ts";
import type { MailProgram, Opening } from "./mail-program.ts";
import { fillMaildir } from "./mailbox.ts";
import { until } from "./workspace.ts";

/** Named for the folder it shows. */
const MAIN_WINDOW = "^(Mail|Inbox|All Account Search)";

export const evolution: MailProgram = {
	id: "evolution",
	name: "Evolution",
	driven: "Xvfb, `evolution mid:ID`, local Maildir",
	allowed: "image-loading-policy always",
	packages: ["evolution", "xvfb", "openbox", "dbus", "xdotool"],
	settings: ["as installed", "remote content allowed"],
	async open({ setting, messages, workspace, shown }: Opening) {
		const maildir = join(workspace.home, "Maildir");
		fillMaildir(maildir, messages);
		const sources = join(workspace.home, ".config/evolution/sources");
		mkdirSync(sources, { recursive: true });
		const address = messages[0]?.to ?? "reader@reader.example";
		for (const [name, content] of Object.entries(account(maildir, address))) writeFileSync(join(sources, `${name}.source`), content);
		const keyfile = join(workspace.home, ".config/glib-2.0/settings");
		mkdirSync(keyfile, { recursive: true });
		writeFileSync(join(keyfile, "keyfile"), preferences(setting === "remote content allowed"));

		const display = await openDisplay(workspace);
		display.start("evolution", []);
		await until("Evolution's window", 60_000, () => display.window(MAIN_WINDOW));
		await display.enlarge(MAIN_WINDOW);
		for (const { messageId, number } of messages) {
			// Handed to the running program, which searches all accounts for the id and selects what it finds.
			await display.start("evolution", [`mid:${messageId}`]).ended;
			if (number === 1) await until("Evolution's search for message 1", 20_000, () => display.window("^All Account Search"));
			await shown(number);
		}
	},
};

function account(maildir: string, address: string): Readonly<Record<string, string>> {
	const source = (name: string, ...sections: readonly string[]): string =>
		[`[Data Source]\nDisplayName=${name}\nEnabled=true\nParent=${name === "Reader" ? "" : "reader"}\n`, ...sections].join("\n");
	return {
		reader: source(
			"Reader",
			"[Mail Account]\nBackendName=maildir\nIdentityUid=identity\nNeedsInitialSetup=false\n",
			`[Maildir Backend]\nPath=${maildir}\n`,
		),
		identity: source(
			"Identity",
			`[Mail Identity]\nAddress=${address}\nName=Reader\n`,
			"[Mail Submission]\nTransportUid=transport\nSentFolder=\n",
		),
		transport: source("Transport", "[Mail Transport]\nBackendName=smtp\n", "[Authentication]\nHost=127.0.0.1\nPort=25\nMethod=none\n"),
	};
}

/** The old key is read where the new one is not. */
function preferences(allow: boolean): string {
	return [
		"[org/gnome/evolution/mail]",
		"prompt-check-if-default-mailer=false",
		...(allow ? ["image-loading-policy='always'", "load-http-images=2"] : []),
		"",
	].join("\n");
}
