// Send: a test by mail, in two steps. First a code goes to the address; then, against the code, the test messages go there: once, to that address
// alone. Nothing else in the program hands mail to a server, so nothing in it can be made to mail a test to whoever did not ask for it.

import { randomUUID } from "node:crypto";
import { type AppError, appError, isAppError } from "../../../core/model/app-error.ts";
import type { SmtpServer } from "../../../edge/net/mail-url.ts";
import { type Sent, type SmtpLogin, sendMail } from "../../../edge/net/smtp.ts";
import type { Asker } from "../messages.ts";
import { type MailAddress, readAddress } from "./address.ts";
import { composeCodeMail, type OptOut } from "./code-mail.ts";
import type { Codes } from "./codes.ts";

export interface Delivery extends SmtpLogin {
	readonly codes: Codes;
	/** Whose mailbox it is, and the only recipient. */
	readonly address: MailAddress;
	/** An organisation's own sender; `senderOf` where it has none. */
	readonly from?: MailAddress;
}

export interface CodeRequest extends Delivery {
	readonly asker: Asker;
	readonly now?: Date;
	readonly optOut?: OptOut;
}

export interface TestDelivery extends Delivery {
	/** As the asker typed it. */
	readonly code: string;
	/** Each with the address as the one and only recipient in its header. */
	readonly messages: readonly { readonly bytes: Uint8Array }[];
	/** Called after each message, taken or not. */
	readonly progress?: (done: number, of: number) => void;
}

const MAX_MESSAGES = 100;

/** Who the mail is from: the user of the mail server where that is an address, else the reader, whose own server and mailbox it is. */
export function senderOf({ user }: SmtpServer, address: MailAddress): MailAddress {
	try {
		return user === null ? address : readAddress(user);
	} catch {
		return address;
	}
}

/** Sends a code to the address. Throws an AppError that has the server's own words where it does not take the mail; the code does not count then. */
export async function requestCode(request: CodeRequest): Promise<void> {
	const { codes, address, server, asker, from = senderOf(server, address), now = new Date(), optOut } = request;
	const code = await codes.issue(address, server.text);
	const bytes = composeCodeMail({ from, to: address, asker, code, now, messageId: randomUUID(), optOut });
	try {
		const { rejected } = await sendMail({ ...loginOf(request), from, to: address, messages: [{ bytes }] });
		const [refusal] = rejected;
		if (refusal !== undefined)
			throw appError("failure", `the mail server does not take the mail with the code: it says "${refusal.words}"`);
	} catch (error) {
		await codes.withdraw(address, server.text);
		throw error;
	}
}

/** Sends the messages where the code is right, and uses it up. What the server rejects is told by message, and the rest is sent all the same. */
export async function sendTest(delivery: TestDelivery): Promise<Sent> {
	const { codes, address, server, code, messages, progress, from = senderOf(server, address) } = delivery;
	if (messages.length === 0 || messages.length > MAX_MESSAGES) throw appError("failure", `a test has 1 to ${MAX_MESSAGES} messages`);
	for (const { bytes } of messages) {
		if (!isTo(bytes, address)) throw appError("failure", "a test message is not addressed to the mailbox that asked for it");
	}
	const redeemed = await codes.redeem(address, server.text, code);
	if (redeemed.kind !== "right") throw refusal(redeemed.kind === "wrong" ? redeemed.guessesLeft : 0);
	try {
		return await sendMail({ ...loginOf(delivery), from, to: address, messages, ...(progress === undefined ? {} : { progress }) });
	} catch (error) {
		if (!isAppError(error)) throw error;
		throw appError(error.code, `${error.message}. The code is used up: ask for a new one`, { temporary: error.temporary, cause: error });
	}
}

function refusal(guessesLeft: number): AppError {
	const anew = "ask for a new one (leave --code out)";
	if (guessesLeft === 0) return appError("usage", `this code does not hold, for this address and this mail server: ${anew}`);
	return appError(
		"usage",
		`this is not the code that was sent; ${guessesLeft} more ${guessesLeft === 1 ? "guess" : "guesses"} until you have to ${anew}`,
	);
}

function loginOf({ server, password, pin }: SmtpLogin): SmtpLogin {
	return { server, password, pin };
}

/** Fields by which a mail server or program could send it on to somebody else (RFC 5322 §3.6.3, §3.6.6). */
const OTHER_RECIPIENTS = /^(?:cc|bcc|apparently-to|resent-.*)$/;
const MAX_HEADER = 65_536;

function isTo(bytes: Uint8Array, address: MailAddress): boolean {
	const head = Buffer.from(bytes.subarray(0, MAX_HEADER)).toString("latin1");
	const end = head.indexOf("\r\n\r\n");
	const header = head.slice(0, end);
	// A bare CR or LF ends a line to some servers.
	if (end < 0 || /(?<!\r)\n|\r(?!\n)|\0/.test(header)) return false;
	const fields = header
		.replace(/\r\n[ \t]/g, " ")
		.split("\r\n")
		.map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const);
	const to = fields.filter(([name]) => name === "to");
	const [, value] = to[0] ?? [];
	return to.length === 1 && (value === address || value === `<${address}>`) && !fields.some(([name]) => OTHER_RECIPIENTS.test(name));
}
