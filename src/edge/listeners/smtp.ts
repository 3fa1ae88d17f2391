// SMTP listener: what comes back of a test by mail (RFC 5321): a receipt, a reply, an automatic answer. It takes mail for the probes' own
// addresses and for nobody else, passes nothing on, and keeps neither text nor addresses.

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
/** Milliseconds without a word. */
const PATIENCE = 30_000;
/** Milliseconds that connections have when it is closed. */
const CLOSING = 200;

export async function openSmtpListener({ at, accepts, certificate, seen }: SmtpListenerOptions): Promise<Listener> {
	const pair = certificate ?? (await makeCertificate(["localhost"]));
	const admission = createAdmission(MOST_CONNECTIONS, MOST_OF_ONE_CLIENT);
	const admitted = new Set<string>();
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
		maxClients: MOST_CONNECTIONS,
		socketTimeout: PATIENCE,
		closeTimeout: CLOSING,
		logger: false,
		onConnect({ id, remoteAddress }, done) {
			const client = plainAddress(remoteAddress);
			if (!admission.enter(client)) return done(refusal(421, "too many connections"));
			admitted.add(id);
			done();
		},
		onClose({ id, remoteAddress }) {
			if (admitted.delete(id)) admission.leave(plainAddress(remoteAddress));
		},
		onRcptTo({ address }, { envelope }, done) {
			if (envelope.rcptTo.length >= MOST_RECIPIENTS) return done(refusal(452, "too many recipients"));
			done(accepts(address) ? null : refusal(550, "no such address here"));
		},
		onData(stream, { remoteAddress, envelope, hostNameAppearsAs }, done) {
			const pieces: Buffer[] = [];
			let length = 0;
			stream.on("data", (piece: Buffer) => {
				length += piece.length;
				// Read to its end all the same, since only then can it be refused.
				if (length <= MOST_BYTES) pieces.push(piece);
			});
			stream.once("end", () => {
				if (stream.sizeExceeded || length > MOST_BYTES) return done(refusal(552, "the message is too large"));
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
	const address = await listenAt(server.server, at, "--receive");
	return {
		address,
		refused: admission.refused,
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

function refusal(responseCode: number, message: string): Error {
	return Object.assign(new Error(message), { responseCode });
}
