// Thunderbird: headless, remote-controlled by Marionette, reading the messages from a private IMAP server. Receipts are offered in a bar above
// the message; its button is pressed once, last of all, since nothing is sent without it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MailProgram, Opening, TestMail } from "./mail-program.ts";
import { type Mailbox, openMailbox } from "./mailbox.ts";
import { type Marionette, openMarionette } from "./marionette.ts";
import { until } from "./workspace.ts";

export const thunderbird: MailProgram = {
	id: "thunderbird",
	name: "Thunderbird",
	driven: "headless, by Marionette, over IMAP; the receipt's button pressed",
	allowed: "mailnews.message_display.disable_remote_image off",
	packages: ["thunderbird", "dovecot-imapd", "openssl"],
	settings: ["as installed", "remote content allowed"],
	async open({ setting, messages, workspace, shown }: Opening) {
		const mailbox = await openMailbox(messages);
		const profile = join(workspace.folder, "profile");
		mkdirSync(profile);
		writeFileSync(join(profile, "user.js"), preferences(mailbox, setting === "remote content allowed"));
		workspace.start("thunderbird", ["--headless", "--profile", profile, "--marionette", "--remote-allow-system-access"]);
		const marionette = await openMarionette(PORT, 60_000);
		await marionette.command("WebDriver:NewSession", { capabilities: {} });
		await marionette.command("WebDriver:SetTimeouts", { script: LONGEST_SCRIPT });
		await marionette.command("Marionette:SetContext", { value: "chrome" });
		const taken = await marionette.run(TAKE_IN, [mailbox.user, mailbox.password, messages.length]);
		if (taken !== "all") throw new Error(`Thunderbird's inbox: ${taken}`);
		for (const message of messages) {
			await show(marionette, message);
			await shown(message.number);
		}
		const asking = messages.find(({ asksForReceipt }) => asksForReceipt);
		if (asking !== undefined) {
			await show(marionette, asking);
			await until("the bar that offers a receipt", 10_000, () => marionette.run(SEND_RECEIPT));
			await shown(asking.number);
		}
		marionette.close();
	},
};

const PORT = 2828;
/** Milliseconds; none runs as long. */
const LONGEST_SCRIPT = 90_000;

function preferences({ host, port, user, address }: Mailbox, allow: boolean): string {
	const all: Readonly<Record<string, string | number | boolean>> = {
		"mail.accountmanager.accounts": "account1,account2",
		"mail.accountmanager.defaultaccount": "account1",
		"mail.accountmanager.localfoldersserver": "server2",
		"mail.account.account1.identities": "id1",
		"mail.account.account1.server": "server1",
		"mail.account.account2.server": "server2",
		"mail.server.server1.type": "imap",
		"mail.server.server1.hostname": host,
		"mail.server.server1.port": port,
		"mail.server.server1.userName": user,
		"mail.server.server1.name": "Reader",
		"mail.server.server1.socketType": 0,
		"mail.server.server1.authMethod": 3,
		"mail.server.server1.login_at_startup": false,
		"mail.server.server1.check_new_mail": false,
		"mail.server.server2.type": "none",
		"mail.server.server2.hostname": "Local Folders",
		"mail.server.server2.userName": "nobody",
		"mail.server.server2.name": "Local Folders",
		"mail.identity.id1.useremail": address,
		"mail.identity.id1.fullName": "Reader",
		"mail.identity.id1.valid": true,
		"mail.identity.id1.smtpServer": "smtp1",
		"mail.identity.id1.fcc": false,
		"mail.smtpservers": "smtp1",
		"mail.smtp.defaultserver": "smtp1",
		"mail.smtpserver.smtp1.hostname": "127.0.0.1",
		"mail.smtpserver.smtp1.port": 25,
		"mail.smtpserver.smtp1.authMethod": 1,
		"mail.smtpserver.smtp1.try_ssl": 0,
		"mail.provider.suppress_dialog_on_startup": true,
		"mailnews.start_page.enabled": false,
		"mail.rights.version": 1,
		"mail.shell.checkDefaultClient": false,
		"mail.spotlight.firstRunDone": true,
		"datareporting.policy.dataSubmissionEnabled": false,
		"app.update.enabled": false,
		"app.donation.eoy.version.viewed": 999,
		"marionette.port": PORT,
		...(allow ? { "mailnews.message_display.disable_remote_image": false } : {}),
	};
	return Object.entries(all)
		.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
		.join("");
}

async function show(marionette: Marionette, { messageId, number }: TestMail): Promise<void> {
	const outcome = await marionette.run(SHOW, [messageId]);
	if (outcome !== "shown") throw new Error(`message ${number} is not shown: ${outcome}`);
}

// What follows runs in Thunderbird itself.

const INBOX = `
	const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
	const server = MailServices.accounts.accounts.find((account) => account.incomingServer.type === "imap").incomingServer;
	const inbox = () => server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
	const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));`;

/** Arguments: user, password, how many messages there are. Resolves when the inbox has them all: until then headers go stale. */
const TAKE_IN = `
	const [user, password, count, done] = arguments;
	(async () => {
		${INBOX}
		const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
		login.init("imap://127.0.0.1", null, "imap://127.0.0.1", user, password, "", "");
		await Services.logins.addLoginAsync(login);
		server.performExpand(null);
		for (let tries = 0; tries < 300; tries++) {
			if ((inbox()?.getTotalMessages(false) ?? 0) >= count) return done("all");
			if (tries % 20 === 0) inbox()?.updateFolder(null);
			await pause(200);
		}
		done((inbox()?.getTotalMessages(false) ?? 0) + " of " + count + " messages");
	})().catch((error) => done(String(error)));`;

/** Argument: message id. Resolves when the message stands there, which need not be all of it. */
const SHOW = `
	const [id, done] = arguments;
	(async () => {
		${INBOX}
		const { MailUtils } = ChromeUtils.importESModule("resource:///modules/MailUtils.sys.mjs");
		const standing = () => {
			const message = window.document.getElementById("tabmail")?.currentAboutMessage;
			const address = message?.getMessagePaneBrowser?.()?.currentURI?.spec ?? "about:nothing";
			try {
				return message?.gMessage?.messageId === id && !address.startsWith("about:");
			} catch {
				return false;
			}
		};
		// A window that still comes up may lose the wish.
		for (let waited = 0; !standing() && waited < 300; waited++) {
			if (waited % 75 === 0) MailUtils.displayMessageInFolderTab(inbox().msgDatabase.getMsgHdrForMessageID(id));
			await pause(100);
		}
		done(standing() ? "shown" : "another message stands there");
	})().catch((error) => done(String(error)));`;

/** Resolves with whether the button was there to press. */
const SEND_RECEIPT = `
	const [done] = arguments;
	const message = window.document.getElementById("tabmail")?.currentAboutMessage;
	const bar = message?.gMessageNotificationBar?.msgNotificationBar?.getNotificationWithValue("mdnRequested");
	const button = bar?.buttonContainer?.querySelector("button") ?? null;
	button?.click();
	done(button !== null);`;
