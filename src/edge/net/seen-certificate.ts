// Seen certificate: what a server shows whose certificate did not verify, so that an error can name its fingerprint. It is the only connection that
// does not verify, and nothing is said on it but what starts TLS (RFC 3501 §6.2.1, RFC 3207): no name, no password, no message.

import type { Socket } from "node:net";
import { isIP } from "node:net";
import { connect as connectTls } from "node:tls";
import type { MailServer } from "./mail-url.ts";
import { openSocket } from "./open-socket.ts";

export interface SeenCertificate {
	/** SHA-256, "AB:CD:..." */
	readonly fingerprint: string;
}

const PATIENCE = 10_000;
const LONGEST_ANSWER = 8_192;

/** Null where it cannot be had. */
export async function readSeenCertificate(server: MailServer): Promise<SeenCertificate | null> {
	let socket: Socket | null = null;
	try {
		socket = await openSocket(server, PATIENCE);
		if (server.tls !== "direct") await startTls(socket, server.kind);
		return await shown(socket, server.host);
	} catch {
		return null;
	} finally {
		socket?.destroy();
	}
}

function shown(socket: Socket, host: string): Promise<SeenCertificate | null> {
	return new Promise((resolve) => {
		const secured = connectTls({ socket, ...(isIP(host) === 0 ? { servername: host } : {}), rejectUnauthorized: false }, () => {
			const { fingerprint256 } = secured.getPeerCertificate();
			secured.destroy();
			resolve(fingerprint256 === undefined ? null : { fingerprint: fingerprint256 });
		});
		secured.once("error", () => resolve(null)).once("close", () => resolve(null));
		secured.setTimeout(PATIENCE, () => secured.destroy());
	});
}

async function startTls(socket: Socket, kind: MailServer["kind"]): Promise<void> {
	if (kind === "imap") {
		await answer(socket, /^\* OK[^\n]*\n/m);
		socket.write("a STARTTLS\r\n");
		await answer(socket, /^a OK[^\n]*\n/m);
		return;
	}
	await answer(socket, /^220[^\n]*\n/m);
	socket.write("EHLO [127.0.0.1]\r\n");
	await answer(socket, /^250 [^\n]*\n/m);
	socket.write("STARTTLS\r\n");
	await answer(socket, /^220[^\n]*\n/m);
}

function answer(socket: Socket, wanted: RegExp): Promise<void> {
	return new Promise((resolve, reject) => {
		let text = "";
		const late = setTimeout(() => finish(new Error("late")), PATIENCE);
		const finish = (error: Error | null): void => {
			clearTimeout(late);
			socket.off("data", read).off("close", gone).pause();
			if (error === null) resolve();
			else reject(error);
		};
		const read = (piece: Buffer): void => {
			text += piece.toString("latin1");
			if (wanted.test(text)) finish(null);
			else if (text.length > LONGEST_ANSWER) finish(new Error("too long"));
		};
		const gone = (): void => finish(new Error("closed"));
		socket.on("data", read).on("close", gone).resume();
	});
}
