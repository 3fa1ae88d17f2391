// SMTP listener: what comes back of a test by mail (RFC 5321): a receipt, a reply, an automatic answer. It takes mail for the probes' own
// addresses and for nobody else, passes nothing on, and keeps neither text nor addresses.

import type { Socket } from "node:net";
import { SMTPServer, type SMTPServerAddress } from "smtp-server";
import { listenAt, plainAddress } from "./address.ts";
import { createAdmission } from "./admission.ts";
import type { JunkArrival, MailArrival } from "./arrival.ts";
import { type CertificatePair, makeCertificate } from "./certificate.ts";
import type { Listener, SocketAddress } from "./listener.ts";
import { readReturned } from "./returned-mail.ts";

export interface SmtpListenerOptions {
	readonly at: SocketAddress;
	/** Mail for other addresses is refused (550). */
	readonly accepts: (address: string) => boolean;
	/** Null: one of its own; servers that send to it hardly ever look. */
	readonly certificate: CertificatePair | null;
	readonly seen: (arrival: MailArrival | JunkArrival) => void;
}

const MOST_CONNECTIONS = 64;
const MOST_OF_ONE_CLIENT = 16;
const MOST_RECIPIENTS = 10;
const MOST_BYTES = 256 * 1024;
/** Milliseconds without a word, and of a connection's whole life. */
const PATIENCE = 30_000;
const LONGEST = 120_000;
const SWEEP = 1_000;
/** Milliseconds that connections have when it is closed. */
const CLOSING = 200;

export async function openSmtpListener({ at, accepts, certificate, seen }: SmtpListenerOptions): Promise<Listener> {
	const pair = certificate ?? (await makeCertificate(["localhost"]));
	const admission = createAdmission(MOST_CONNECTIONS, MOST_OF_ONE_CLIENT);
	/** Connections that were let in, and whether a mail came of each. */
	const admitted = new Map<string, { readonly client: string; delivered: boolean }>();
	const ended = (id: string): void => {
		const connection = admitted.get(id);
		if (connection === undefined) return;
		const { client, delivered } = connection;
		admitted.delete(id);
		admission.leave(client);
		if (!delivered) seen({ kind: "junk", channel: "smtp", at: Date.now(), client });
	};
	/** Ports of clients that were greeted: the library cuts others, who speak first, without a word to us. */
	const greeted = new Set<string>();
	const server = new SMTPServer({
		name: "selftest.invalid",
		banner: "counterpixel self-test",
		key: pair.key,
		cert: pair.certificate,
		disabledCommands: ["AUTH"],
		authOptional: true,
		// It would ask DNS for whoever connects.
		disableReverseLookup: true,
		size: MOST_BYTES,
		socketTimeout: PATIENCE,
		closeTimeout: CLOSING,
		logger: false,
		onConnect({ id, remoteAddress, remotePort }, done) {
			const client = plainAddress(remoteAddress);
			greeted.add(`${client} ${remotePort}`);
			if (!admission.enter(client)) return done(refusal(421, "too many connections"));
			admitted.set(id, { client, delivered: false });
			done();
		},
		// Called a tick after the socket's own end, which asks whether it was greeted.
		onClose({ id, remoteAddress, remotePort }) {
			greeted.delete(`${plainAddress(remoteAddress)} ${remotePort}`);
			ended(id);
		},
		onRcptTo({ address }, { envelope }, done) {
			if (envelope.rcptTo.length >= MOST_RECIPIENTS) return done(refusal(452, "too many recipients"));
			done(accepts(address) ? null : refusal(550, "no such address here"));
		},
		onData(stream, { id, remoteAddress, envelope, hostNameAppearsAs }, done) {
			const pieces: Buffer[] = [];
			let length = 0;
			stream.on("data", (piece: Buffer) => {
				length += piece.length;
				// Read to its end all the same, since only then can it be refused.
				if (length <= MOST_BYTES) pieces.push(piece);
			});
			stream.once("end", () => {
				if (stream.sizeExceeded || length > MOST_BYTES) return done(refusal(552, "the message is too large"));
				const connection = admitted.get(id);
				if (connection !== undefined) connection.delivered = true;
				seen({
					kind: "smtp",
					at: Date.now(),
					client: plainAddress(remoteAddress),
					greeting: String(hostNameAppearsAs ?? "").slice(0, 255),
					recipients: envelope.rcptTo.map(({ address }: SMTPServerAddress) => address),
					...readReturned(new Uint8Array(Buffer.concat(pieces))),
				});
				done();
			});
		},
	});
	server.on("error", () => {});
	/** When each was opened. STARTTLS takes every hearer from a socket, so its end is looked for; a timer for each would hold it long after. */
	const open = new Map<Socket, number>();
	const sweep = (): void => {
		const oldest = Date.now() - LONGEST;
		for (const [socket, opened] of open) {
			if (opened < oldest) socket.destroy();
			if (socket.destroyed) open.delete(socket);
		}
	};
	const sweeping = setInterval(sweep, SWEEP).unref();
	// The library counts clients once it greets them, and tells those beyond that they are too many: a flood is cut before.
	let dropped = 0;
	server.server.maxConnections = MOST_CONNECTIONS;
	server.server.on("drop", () => dropped++);
	server.server.on("connection", (socket) => {
		sweep();
		open.set(socket, Date.now());
		const client = plainAddress(socket.remoteAddress);
		const { remotePort } = socket;
		socket.once("close", () => {
			if (!greeted.has(`${client} ${remotePort}`) && socket.bytesRead > 0) seen({ kind: "junk", channel: "smtp", at: Date.now(), client });
		});
	});
	const address = await listenAt(server.server, at, "--receive");
	return {
		address,
		refused: () => dropped + admission.refused(),
		async close() {
			clearInterval(sweeping);
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of open.keys()) socket.destroy();
			await closed;
			// The library tells of a connection's end a moment later.
			for (const id of admitted.keys()) ended(id);
		},
	};
}

function refusal(responseCode: number, message: string): Error {
	return Object.assign(new Error(message), { responseCode });
}
