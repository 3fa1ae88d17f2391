// A mail server for tests: smtp-server on a free loopback port, which keeps what it is given and rejects what a test wants rejected.

import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface Delivery {
	/** As MAIL FROM named it. */
	readonly from: string;
	/** As every RCPT TO named them. */
	readonly to: readonly string[];
	readonly text: string;
	readonly user: string | null;
	readonly secure: boolean;
}

export interface TestMailServer {
	readonly port: number;
	/** What was taken, in order. */
	readonly deliveries: readonly Delivery[];
	/** Every RCPT TO that was said, also those refused. */
	readonly recipients: readonly string[];
	/** Connections so far. */
	readonly connections: () => number;
	stop(): Promise<void>;
}

export interface Refusals {
	/** Answers to RCPT TO: an error to say, or null. */
	readonly recipient?: (address: string) => string | null;
	/** Answers to a message, by its number from 1. */
	readonly message?: (number: number) => string | null;
}

/** `options`: as smtp-server takes them, TLS for instance. Users log in with the password "secret", and need not unless `authOptional` is false. */
export async function startMailServer(
	refusals: Refusals = {},
	options: SMTPServerOptions = {},
	host = "127.0.0.1",
): Promise<TestMailServer> {
	const deliveries: Delivery[] = [];
	const recipients: string[] = [];
	let messages = 0;
	let connections = 0;
	const server = new SMTPServer({
		authOptional: true,
		allowInsecureAuth: true,
		disabledCommands: options.key === undefined ? ["STARTTLS"] : [],
		disableReverseLookup: true,
		closeTimeout: 200,
		onConnect(_session, done) {
			connections++;
			done();
		},
		onAuth({ username, password }, _session, done) {
			if (password === "secret") done(null, { user: username });
			else done(refusal("535 5.7.8 Error: authentication failed:\u0007 bad password"));
		},
		onRcptTo({ address }, _session, done) {
			recipients.push(address);
			const words = refusals.recipient?.(address) ?? null;
			done(words === null ? null : refusal(words));
		},
		onData(stream, session, done) {
			const pieces: Buffer[] = [];
			stream.on("data", (piece: Buffer) => pieces.push(piece));
			stream.on("end", () => {
				const words = refusals.message?.(++messages) ?? null;
				if (words !== null) return done(refusal(words));
				const { mailFrom, rcptTo } = session.envelope;
				deliveries.push({
					from: mailFrom === false ? "" : mailFrom.address,
					to: rcptTo.map(({ address }) => address),
					text: Buffer.concat(pieces).toString("latin1"),
					user: (session as { user?: string }).user ?? null,
					secure: session.secure,
				});
				done();
			});
		},
		...options,
	});
	server.on("error", () => {});
	await new Promise<void>((resolve) => {
		server.listen(0, host, resolve);
	});
	return {
		port: (server.server.address() as AddressInfo).port,
		deliveries,
		recipients,
		connections: () => connections,
		stop: () => new Promise((resolve) => server.close(resolve)),
	};
}

/** "550 5.1.1 No such user" with its code. */
function refusal(words: string): Error {
	return Object.assign(new Error(words.slice(4)), { responseCode: Number(words.slice(0, 3)) });
}
