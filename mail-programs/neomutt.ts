// NeoMutt: the control, a program that shows text in a terminal and fetches nothing. Its HTML is turned into text by w3m; opened in w3m itself one
// thing can still happen, a refresh that w3m is told to follow.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { htmlOf } from "./html-part.ts";
import type { MailProgram, Opening } from "./mail-program.ts";
import { fillMaildir } from "./mailbox.ts";
import { until } from "./workspace.ts";

export const neomutt: MailProgram = {
	id: "neomutt",
	name: "NeoMutt, w3m for HTML",
	driven: "tmux, local Maildir; each message opened in the pager, HTML through w3m -dump",
	allowed: "the HTML part opened in w3m -o meta_refresh=1",
	packages: ["neomutt", "w3m", "tmux"],
	settings: ["as installed", "remote content allowed"],
	async open({ setting, messages, workspace, shown }: Opening) {
		const maildir = join(workspace.home, "Maildir");
		fillMaildir(maildir, messages);
		const configuration = join(workspace.folder, "neomuttrc");
		const mailcap = join(workspace.folder, "mailcap");
		const follow = setting === "remote content allowed";
		writeFileSync(
			mailcap,
			`text/html; w3m ${follow ? "-o meta_refresh=1" : "-dump"} -T text/html %s; ${follow ? "needsterminal" : "copiousoutput"}\n`,
		);
		writeFileSync(configuration, preferences(maildir, mailcap, follow));
		const tmux = (...args: readonly string[]): string =>
			spawnSync("tmux", args, { env: { ...workspace.environment, TERM: "xterm" }, encoding: "utf8", timeout: 5_000 }).stdout;
		const screen = (): string => tmux("capture-pane", "-p", "-t", "mail");
		tmux("new-session", "-d", "-s", "mail", "-x", "120", "-y", "50", `neomutt -n -F ${configuration}`);
		await until("NeoMutt's index", 15_000, () => screen().includes("self-test 1 "));
		for (const { number, bytes } of messages) {
			const inViewer = follow && (await htmlOf(bytes)) !== null;
			// A number and Enter go to the message in the index, Enter opens it, "i" goes back.
			tmux("send-keys", "-t", "mail", String(number), "Enter");
			tmux("send-keys", "-t", "mail", "Enter");
			await until(`message ${number} in NeoMutt's pager`, 15_000, () => screen().includes(`Leak self-test ${number} `));
			if (inViewer) tmux("send-keys", "-t", "mail", "v", "/text/html", "Enter", "m");
			await shown(number);
			if (inViewer) tmux("send-keys", "-t", "mail", "Q", "q");
			tmux("send-keys", "-t", "mail", "i");
		}
		tmux("kill-server");
	},
};

function preferences(maildir: string, mailcap: string, follow: boolean): string {
	return [
		`set folder = "${maildir}"`,
		`set spoolfile = "${maildir}"`,
		`set mailcap_path = "${mailcap}"`,
		"set sort = date-sent",
		"set wait_key = no",
		...(follow ? [] : ["auto_view text/html"]),
		"alternative_order text/html text/plain",
		"",
	].join("\n");
}
