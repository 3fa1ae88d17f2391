// IMAP: puts messages into the user's own mailbox (APPEND, RFC 3501 §6.3.11) through imapflow. The login is the consent: nothing is read there but
// the time the server gave to what was put there, and, where the folder is missing, the names of those that are not.

import { ImapFlow, type ImapFlowError } from "imapflow";
import { type AppError, appError } from "../../core/model/app-error.ts";
import { hostAndPort } from "../hosts.ts";
import { connectionFailure, PATIENCE } from "./connection-failure.ts";
import type { ImapServer } from "./mail-url.ts";
import { inItsWords, serverWords } from "./server-words.ts";
import { type Pin, trustOptions } from "./trust.ts";

export interface AppendRequest {
	readonly server: ImapServer;
	readonly password: string;
	readonly pin: Pin | null;
	readonly messages: readonly { readonly bytes: Uint8Array }[];
	/** Called after each message. */
	readonly progress?: (appended: number, of: number) => void;
}

export interface Appended {
	/** As the server names it. */
	readonly folder: string;
	readonly appended: number;
	/** How far the server's clock is ahead of this machine's (below 0: behind), to a second; null where it cannot be told. */
	readonly serverClockOff: number | null;
}

const MAX_FOLDERS_NAMED = 10;
/** A server that answers one byte at a time must not hold the program: milliseconds for all that is not a message. */
const LONGEST_TALK = 2 * PATIENCE;

/** Unseen, and with no other flag. Throws an AppError that has the server's own words, and says how many were put there before. */
export async function appendMessages(request: AppendRequest): Promise<Appended> {
	const { server, pin } = request;
	const client = createClient(request);
	// What breaks is told by the command it breaks; without a listener it would end the program.
	client.on("error", () => {});
	try {
		await within(client, LONGEST_TALK, logIn(client, server, pin));
		return await putAll(client, request);
	} finally {
		await within(client, 2_000, client.logout()).catch(() => {});
		client.close();
	}
}

function createClient({ server, password, pin }: AppendRequest): ImapFlow {
	return new ImapFlow({
		host: server.host,
		port: server.port,
		secure: server.tls === "direct",
		// With a pin, a loopback server has to show the certificate too.
		...(server.tls === "direct" ? {} : { doSTARTTLS: server.tls === "starttls" || pin !== null }),
		auth: { user: server.user, pass: password },
		tls: trustOptions(pin),
		logger: false,
		disableAutoIdle: true,
		disableAutoEnable: true,
		disableCompression: true,
		// Says what put the messages there, and nothing of the machine.
		clientInfo: { name: "counterpixel", version: false, vendor: false, "support-url": false },
		connectionTimeout: PATIENCE,
		greetingTimeout: PATIENCE,
		socketTimeout: PATIENCE,
		maxLineLength: 65_536,
		maxLiteralSize: 65_536,
		maxResponseSize: 262_144,
		maxResponseTokens: 10_000,
	});
}

async function logIn(client: ImapFlow, server: ImapServer, pin: Pin | null): Promise<void> {
	try {
		await client.connect();
	} catch (error) {
		const { authenticationFailed, response, responseText } = error as ImapFlowError;
		if (authenticationFailed !== true) throw await connectionFailure(error, server, pin);
		const words = inItsWords(responseText ?? response);
		const advice = "check the password (COUNTERPIXEL_PASSWORD); some servers want one made for programs (an app password)";
		throw appError("failure", `${hostAndPort(server)} does not let ${serverWords(server.user)} in${words}; ${advice}`, { cause: error });
	}
}

async function putAll(client: ImapFlow, { server, pin, messages, progress }: AppendRequest): Promise<Appended> {
	let folder = server.folder;
	let last: { readonly uid: number | undefined; readonly at: number } | null = null;
	for (const [index, { bytes }] of messages.entries()) {
		try {
			const before = Date.now();
			const answer = await within(client, LONGEST_TALK, client.append(server.folder, Buffer.from(bytes)));
			if (answer === false || answer === undefined) throw new Error("no answer");
			folder = serverWords(answer.destination);
			last = { uid: answer.uid, at: (before + Date.now()) / 2 };
		} catch (error) {
			throw await putFailure(error, client, { server, pin, put: index, of: messages.length });
		}
		progress?.(index + 1, messages.length);
	}
	return {
		folder,
		appended: messages.length,
		serverClockOff: last?.uid === undefined ? null : await clockOff(client, server, last.uid, last.at),
	};
}

async function clockOff(client: ImapFlow, server: ImapServer, uid: number, at: number): Promise<number | null> {
	const read = async (): Promise<number | null> => {
		await client.mailboxOpen(server.folder, { readOnly: true });
		const message = await client.fetchOne(`${uid}`, { internalDate: true }, { uid: true });
		const time = message === false ? Number.NaN : new Date(message.internalDate ?? Number.NaN).getTime();
		return Number.isNaN(time) ? null : Math.trunc((time - at) / 1000) + 0;
	};
	return await within(client, PATIENCE, read()).catch(() => null);
}

interface Progress {
	readonly server: ImapServer;
	readonly pin: Pin | null;
	/** How many were put there before it failed. */
	readonly put: number;
	readonly of: number;
}

async function putFailure(error: unknown, client: ImapFlow, { server, pin, put, of }: Progress): Promise<AppError> {
	const { serverResponseCode, responseStatus, responseText, code } = error as ImapFlowError;
	const already = put === 0 ? "nothing was put there" : `${put} of ${of} messages were put there before`;
	const words = inItsWords(responseText);
	const folder = serverWords(server.folder);
	switch (serverResponseCode?.toUpperCase()) {
		case "TRYCREATE":
		case "NONEXISTENT":
			return appError("usage", `there is no folder "${folder}" in this mailbox${words}; ${await foldersOf(client)}`, { cause: error });
		case "NOPERM":
		case "READ-ONLY":
			return appError(
				"failure",
				`${serverWords(server.user)} may not put messages into "${folder}"${words}; ${already}; name a folder of your own in the URL`,
				{ cause: error },
			);
		case "OVERQUOTA":
			return appError("failure", `the mailbox is full${words}; ${already}; make room and start again`, { temporary: true, cause: error });
		case "LIMIT":
		case "TOOBIG":
		case "APPENDLIMIT":
			return appError("failure", `the server takes no message of this size${words}; ${already}`, { cause: error });
	}
	if (responseStatus === "NO" || responseStatus === "BAD") {
		return appError("failure", `the server does not take message ${put + 1}${words}; ${already}`, { cause: error });
	}
	const lost = await connectionFailure(code === undefined ? new Error("lost") : error, server, pin);
	return appError(lost.code, `${lost.message}; ${already}`, { temporary: true, cause: error });
}

async function foldersOf(client: ImapFlow): Promise<string> {
	const list = await within(client, PATIENCE, client.list()).catch(() => []);
	if (list.length === 0) return "name one that is there in the URL";
	const names = list.slice(0, MAX_FOLDERS_NAMED).map(({ path }) => `"${serverWords(path, 60)}"`);
	const more = list.length > MAX_FOLDERS_NAMED ? ` and ${list.length - MAX_FOLDERS_NAMED} more` : "";
	return `there are ${names.join(", ")}${more}`;
}

/** Cuts the connection where `work` takes longer than `longest` milliseconds. */
async function within<T>(client: ImapFlow, longest: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => {
			client.close();
			reject(Object.assign(new Error("no end in time"), { code: "ETIMEDOUT" }));
		}, longest);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
