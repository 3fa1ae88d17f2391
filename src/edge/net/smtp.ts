// SMTP: hands messages for one recipient to the user's own mail server (RFC 5321, RFC 6409), through nodemailer's connection. The envelope is given
// here and nowhere read from a message: one MAIL FROM, one RCPT TO; no file, URL or further host is reachable from it.

import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { appError } from "../../core/model/app-error.ts";
import { hostAndPort } from "../hosts.ts";
import { connectionFailure, PATIENCE } from "./connection-failure.ts";
import type { SmtpServer } from "./mail-url.ts";
import { openSocket } from "./open-socket.ts";
import { inItsWords, serverWords } from "./server-words.ts";
import { type Pin, trustOptions } from "./trust.ts";

export interface SmtpLogin {
	readonly server: SmtpServer;
	/** Null where the server's URL names no user. */
	readonly password: string | null;
	readonly pin: Pin | null;
}

export interface SendRequest extends SmtpLogin {
	/** Of the envelope: where a report of failure goes. */
	readonly from: string;
	/** The one recipient of every message. */
	readonly to: string;
	readonly messages: readonly { readonly bytes: Uint8Array }[];
	/** Called after each message, taken or not. */
	readonly progress?: (done: number, of: number) => void;
}

export interface Sent {
	readonly sent: number;
	readonly rejected: readonly RejectedMessage[];
}

export interface RejectedMessage {
	/** From 1, in the order in which they were given. */
	readonly message: number;
	/** Of the server, cleaned. */
	readonly words: string;
}

/** A guard behind the guards: one plain address (app/selftest/delivery/address.ts reads them), whatever a caller was made to give. */
const ONE_ADDRESS = /^[^\s@<>()[\],;:\\"%!|\x00-\x20\x7f-\uffff]{1,64}@[a-z0-9.-]{1,255}$/i;
/** Milliseconds for one message; it may be scanned before it is taken (RFC 5321 §4.5.3.2.6 allows ten minutes, which nobody watches). */
const LONGEST_DELIVERY = 120_000;

/**
 * What the server rejects is told by message, and the others are sent all the same. Throws an AppError where it cannot be reached or lets nobody
 * in: it says how many had been sent.
 */
export async function sendMail(request: SendRequest): Promise<Sent> {
	const { from, to, messages, progress } = request;
	for (const address of [from, to]) if (!ONE_ADDRESS.test(address)) throw appError("usage", "a mail goes from one plain address to one");
	const rejected: RejectedMessage[] = [];
	let connection: SMTPConnection | null = null;
	let sent = 0;
	try {
		for (const [index, { bytes }] of messages.entries()) {
			if (connection === null || connection.destroyed) {
				connection?.close();
				connection = await logIn(request).catch((error: Error) => {
					throw index === 0
						? error
						: appError("failure", `${error.message}; ${sent} of ${messages.length} messages were sent`, { temporary: true, cause: error });
				});
			}
			const words = await send(connection, from, to, bytes);
			if (words === null) sent++;
			else {
				rejected.push({ message: index + 1, words });
				await begin(connection);
			}
			progress?.(index + 1, messages.length);
		}
	} finally {
		connection?.quit();
	}
	return { sent, rejected };
}

/** The session forgets the message that was rejected (RSET); where it cannot, it is closed, and the next message opens another. */
async function begin(connection: SMTPConnection): Promise<void> {
	if (connection.destroyed) return;
	await step((done) => connection.reset((error) => done(error)), connection).catch(() => connection.close());
}

/** Null where the server took it, else why not. */
function send(connection: SMTPConnection, from: string, to: string, bytes: Uint8Array): Promise<string | null> {
	return new Promise((resolve) => {
		const late = setTimeout(() => {
			connection.close();
			resolve("(no answer in time)");
		}, LONGEST_DELIVERY);
		const finish = (words: string | null): void => {
			clearTimeout(late);
			connection.off("error", broken).off("end", ended);
			resolve(words);
		};
		const wordsOf = (error: SmtpError): string => serverWords(error.response) || "(the connection broke off)";
		const broken = (error: SmtpError): void => finish(wordsOf(error));
		const ended = (): void => finish("(the connection broke off)");
		connection.once("error", broken).once("end", ended);
		const use8BitMime = bytes.some((byte) => byte > 0x7f);
		connection.send({ from, to: [to], size: bytes.length, use8BitMime }, Buffer.from(bytes), (error, info) => {
			if (error) finish(wordsOf(error));
			else finish(info.accepted.length === 1 ? null : wordsOf(info.rejectedErrors?.[0] ?? new Error("refused")));
		});
	});
}

interface SmtpError extends Error {
	readonly code?: string | undefined;
	readonly response?: string | undefined;
}

async function logIn({ server, password, pin }: SmtpLogin): Promise<SMTPConnection> {
	let connection: SMTPConnection | null = null;
	try {
		const socket = await openSocket(server, PATIENCE);
		const secured = server.tls === "direct";
		connection = new SMTPConnection({
			host: server.host,
			port: server.port,
			connection: secured ? await secure(socket, server, pin) : socket,
			secure: secured,
			secured,
			// With a pin, a loopback server has to show the certificate too.
			requireTLS: server.tls === "starttls" || (server.tls === "plain" && pin !== null),
			ignoreTLS: server.tls === "plain" && pin === null,
			tls: trustOptions(pin),
			// The name of the machine is nobody's business.
			name: "[127.0.0.1]",
			logger: false,
			connectionTimeout: PATIENCE,
			greetingTimeout: PATIENCE,
			socketTimeout: LONGEST_DELIVERY,
			socketCloseTimeout: 1_000,
			maxResponseSize: 65_536,
		});
		await greet(connection);
	} catch (error) {
		connection?.close();
		throw await connectionFailure(error, server, pin);
	}
	if (server.user !== null) await authenticate(connection, server, server.user, password);
	return connection;
}

async function authenticate(connection: SMTPConnection, server: SmtpServer, user: string, password: string | null): Promise<void> {
	try {
		await step((done) => connection.login({ credentials: { user, pass: password ?? "" } }, done), connection);
	} catch (error) {
		connection.close();
		const words = inItsWords((error as SmtpError).response);
		const advice = "check the password (COUNTERPIXEL_PASSWORD); some servers want one made for programs (an app password)";
		throw appError("failure", `${hostAndPort(server)} does not let ${serverWords(user)} in${words}; ${advice}`, { cause: error });
	}
}

function secure(socket: Socket, { host }: SmtpServer, pin: Pin | null): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => secured.destroy(Object.assign(new Error("no handshake in time"), { code: "ETIMEDOUT" })), PATIENCE);
		const secured = connectTls({ socket, host, ...(/[:]|^[\d.]+$/.test(host) ? {} : { servername: host }), ...trustOptions(pin) }, () => {
			clearTimeout(late);
			secured.off("error", reject).on("error", () => {});
			resolve(secured);
		});
		secured.once("error", reject).once("close", () => clearTimeout(late));
	});
}

function greet(connection: SMTPConnection): Promise<void> {
	return step((done) => connection.connect(done), connection);
}

/** One step of the session, which may also fail by an event. */
function step(begin: (done: (error?: Error | null) => void) => void, connection: SMTPConnection): Promise<void> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => finish(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })), PATIENCE);
		const finish = (error?: Error | null): void => {
			clearTimeout(late);
			connection.off("error", finish).off("end", ended);
			// A late error must not end the program.
			connection.on("error", () => {});
			if (error) reject(error);
			else resolve();
		};
		const ended = (): void => finish(new Error("closed"));
		connection.once("error", finish).once("end", ended);
		begin(finish);
	});
}
