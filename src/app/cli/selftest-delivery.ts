// Delivery of a self-test: into the user's own mailbox by IMAP (the login is the consent), or through the user's mail server against a code.

import { appError } from "../../core/model/app-error.ts";
import { appendMessages } from "../../edge/net/imap.ts";
import { readImapUrl, readSmtpUrl, type SmtpServer } from "../../edge/net/mail-url.ts";
import { type Pin, readPin } from "../../edge/net/trust.ts";
import { type MailAddress, readAddress } from "../selftest/delivery/address.ts";
import { createFileStore, stateFolder } from "../selftest/delivery/code-file.ts";
import { createCodes } from "../selftest/delivery/codes.ts";
import { type Delivery, requestCode, sendTest } from "../selftest/delivery/send.ts";
import type { Asker, TestMessage } from "../selftest/messages.ts";
import { ask, readPassword } from "./prompt.ts";
import type { SelftestCliOptions } from "./selftest-options.ts";

type Say = (sentence: string) => void;

/** How the messages get into a mailbox; without one they are only files. */
export interface DeliveryWay {
	/** Whose mailbox it is, as far as it is known. */
	readonly to: string | null;
	/** False: only the code went out, and the test waits for it. */
	deliver(messages: readonly TestMessage[]): Promise<boolean>;
}

/** Reads the options and whatever password is needed, before anything is opened. Throws a usage error that names the option. */
export async function deliveryOf(options: SelftestCliOptions, asker: Asker, say: Say): Promise<DeliveryWay | null> {
	const { imap, smtp, to, code } = options;
	if (imap !== undefined && smtp !== undefined) throw appError("usage", "--imap and --smtp are two ways to the same: take one");
	if (smtp === undefined && (to !== undefined || code !== undefined)) throw appError("usage", "--to and --code go with --smtp URL");
	if (imap === undefined && smtp === undefined) {
		if (options.pin !== undefined) throw appError("usage", "--pin goes with --imap URL or --smtp URL");
		return null;
	}
	const pin = options.pin === undefined ? null : await readPin(options.pin);
	if (imap !== undefined) return intoMailbox(imap, pin, say);
	if (to === undefined) throw appError("usage", "--smtp URL goes with --to ADDRESS: whose mailbox it is");
	const address = readAddress(to);
	const server = readSmtpUrl(smtp ?? "");
	const password = server.user === null ? null : await readPassword(nameOf(server));
	const delivery = { server, password, pin, address, codes: createCodes(createFileStore(stateFolder())) };
	return { to: address, deliver: (messages) => throughServer(delivery, { messages, code: code ?? null, asker, say }) };
}

async function intoMailbox(url: string, pin: Pin | null, say: Say): Promise<DeliveryWay> {
	const server = readImapUrl(url);
	const password = await readPassword(`${server.user} at ${server.host}`);
	return {
		to: addressOrNull(server.user),
		async deliver(messages) {
			const { folder, appended, serverClockOff } = await appendMessages({
				server,
				password,
				pin,
				messages,
				progress: counting("put into the mailbox"),
			});
			say(`${appended} messages are in the folder ${folder} of ${server.user} at ${server.host}.`);
			if (serverClockOff !== null && Math.abs(serverClockOff) > CLOCKS_AGREE) say(clockWords(serverClockOff));
			return true;
		},
	};
}

async function throughServer(
	delivery: Delivery,
	{ messages, code, asker, say }: { messages: readonly TestMessage[]; code: string | null; asker: Asker; say: Say },
): Promise<boolean> {
	const given = code ?? (await codeByMail(delivery, asker, say));
	if (given === null) return false;
	const { sent, rejected } = await sendTest({ ...delivery, code: given, messages, progress: counting("handed to the mail server") });
	say(`${sent} of ${messages.length} messages are on their way to ${delivery.address}.`);
	for (const { message, words } of rejected) say(`Message ${message} was rejected; the mail server says: ${words}`);
	return true;
}

/** Null where nobody is there to type it. */
async function codeByMail(delivery: Delivery, asker: Asker, say: Say): Promise<string | null> {
	await requestCode({ ...delivery, asker });
	say(`A mail with a code, and nothing else in it, is on its way to ${delivery.address}.`);
	const typed = await ask("The code in it: ");
	if (typed === null) say("Run the same again with --code CODE within 15 minutes: then the test goes out.");
	return typed;
}

/** On a terminal a line that is rewritten, elsewhere one every few seconds; nothing of what is done within two. */
function counting(done: string): (count: number, of: number) => void {
	const { isTTY } = process.stderr;
	let next = Date.now() + 2_000;
	let shown = false;
	return (count, of) => {
		if (Date.now() >= next) {
			process.stderr.write(`${isTTY ? "\r" : ""}${count} of ${of} messages ${done}${isTTY ? "\x1b[K" : "\n"}`);
			next = Date.now() + (isTTY ? 200 : 5_000);
			shown = true;
		}
		if (count === of && shown && isTTY) process.stderr.write("\r\x1b[K");
	};
}

/** Seconds that two clocks may differ without anybody wondering. */
const CLOCKS_AGREE = 60;

function clockWords(off: number): string {
	const minutes = Math.round(Math.abs(off) / 60);
	const many = minutes === 1 ? "a minute" : `${minutes} minutes`;
	return `The mail server's clock is ${many} ${off > 0 ? "ahead of" : "behind"} this computer's: the messages may not stand on top, and the times below are this computer's.`;
}

function addressOrNull(text: string): MailAddress | null {
	try {
		return readAddress(text);
	} catch {
		return null;
	}
}

function nameOf({ user, host }: SmtpServer): string {
	return `${user} at ${host}`;
}
