// Roundcube: Debian's webmail behind PHP's own server, read in headless Chromium, over a private IMAP server. Some fetches are the server's.

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "playwright-core";
import { openChromium } from "./chromium.ts";
import type { MailProgram, Opening } from "./mail-program.ts";
import { type Mailbox, openMailbox } from "./mailbox.ts";
import { until, type Workspace } from "./workspace.ts";

const PORT = 8000;
const INSTALLED = "/usr/share/roundcube";
const DEBIAN_CONFIGURATION = "/etc/roundcube";
const TREE = "/var/lib/roundcube";

export const roundcube: MailProgram = {
	id: "roundcube",
	name: "Roundcube in Chromium",
	driven: "php -S, headless Chromium by playwright-core, over IMAP",
	allowed: "show_images 2 (always)",
	packages: ["roundcube-core", "roundcube-sqlite3", "php-cli", "chromium", "dovecot-imapd", "openssl"],
	settings: ["as installed", "remote content allowed"],
	async open({ setting, messages, workspace, shown }: Opening) {
		const mailbox = await openMailbox(messages);
		serve(workspace, mailbox, setting === "remote content allowed");
		await until("Roundcube's web server", 15_000, () => listens(PORT));
		const browser = await openChromium(workspace);
		const page = await browser.newPage();
		await logIn(page, mailbox);
		for (const [index, { number }] of messages.entries()) {
			await page.goto(`http://127.0.0.1:${PORT}/?_task=mail&_mbox=INBOX&_uid=${index + 1}&_action=show`, { waitUntil: "commit" });
			await page.waitForSelector("#messagebody", { timeout: 15_000 });
			await shown(number);
		}
		await browser.close();
	},
};

function serve(workspace: Workspace, { host, port }: Mailbox, allow: boolean): void {
	const folder = join(workspace.folder, "roundcube");
	const configuration = join(folder, "config");
	for (const path of [folder, configuration, join(folder, "temp"), join(folder, "logs")]) mkdirSync(path);
	for (const name of ["defaults.inc.php", "mimetypes.php"]) symlinkSync(join(DEBIAN_CONFIGURATION, name), join(configuration, name));
	const database = join(folder, "roundcube.db");
	const tables = new DatabaseSync(database);
	tables.exec(readFileSync(join(INSTALLED, "SQL/sqlite.initial.sql"), "utf8"));
	tables.close();
	const settings: Readonly<Record<string, string | number>> = {
		db_dsnw: `sqlite:///${database}?mode=0646`,
		imap_host: `${host}:${port}`,
		smtp_host: "127.0.0.1:25",
		des_key: "counterpixel-proof-1234!",
		skin: "elastic",
		temp_dir: join(folder, "temp"),
		log_dir: join(folder, "logs"),
		...(allow ? { show_images: 2 } : {}),
	};
	const lines = Object.entries(settings).map(([name, value]) => `$config['${name}'] = ${JSON.stringify(value)};\n`);
	writeFileSync(join(configuration, "config.inc.php"), `<?php\n$config = [];\n${lines.join("")}$config['plugins'] = [];\n`);
	// One worker, so that a page is finished, and its session stored, before the style sheets are asked for that the session knows of.
	workspace.start("php", ["-S", `127.0.0.1:${PORT}`, "-t", TREE], { ROUNDCUBE_CONFIG_DIR: configuration });
}

async function logIn(page: Page, { user, password }: Mailbox): Promise<void> {
	await page.goto(`http://127.0.0.1:${PORT}/`);
	await page.fill("#rcmloginuser", user);
	await page.fill("#rcmloginpwd", password);
	await page.click("#rcmloginsubmit");
	await page.waitForURL(/_task=mail/, { timeout: 20_000 });
}

function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		const done = (answer: boolean) => () => {
			socket.destroy();
			resolve(answer);
		};
		socket.once("connect", done(true)).once("error", done(false));
	});
}
