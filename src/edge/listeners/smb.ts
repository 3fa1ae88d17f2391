// SMB listener: notes that a program tried to open a share, and hangs up. It never answers, so it never asks for credentials; the first
// message of a client ([MS-SMB2] 2.2.3, over direct TCP, 2.1) already names the server it was told to ask.

import { createServer, type Socket } from "node:net";
import { listenAt, plainAddress } from "./address.ts";
import { createAdmission } from "./admission.ts";
import type { JunkArrival, ShareArrival } from "./arrival.ts";
import type { Listener, SocketAddress } from "./listener.ts";
import { MOST_NEGOTIATE, readNegotiate } from "./smb-negotiate.ts";

export interface SmbListenerOptions {
	readonly at: SocketAddress;
	readonly seen: (arrival: ShareArrival | JunkArrival) => void;
}

const MOST_CONNECTIONS = 128;
const MOST_OF_ONE_CLIENT = 64;
/** Milliseconds. */
const PATIENCE = 5_000;

export async function openSmbListener({ at, seen }: SmbListenerOptions): Promise<Listener> {
	const admission = createAdmission(MOST_CONNECTIONS, MOST_OF_ONE_CLIENT);
	const open = new Set<Socket>();
	const server = createServer((socket) => {
		const client = plainAddress(socket.remoteAddress);
		socket.on("error", () => {});
		if (!admission.enter(client)) {
			socket.destroy();
			return;
		}
		open.add(socket);
		let received = Buffer.alloc(0);
		socket.setTimeout(PATIENCE, () => socket.destroy());
		socket.on("data", (piece: Buffer) => {
			received = Buffer.concat([received, piece]);
			const whole = received.length >= 4 && received.length >= 4 + received.readUIntBE(1, 3);
			if (whole || received.length > MOST_NEGOTIATE) socket.destroy();
		});
		socket.once("close", () => {
			open.delete(socket);
			admission.leave(client);
			const negotiate = readNegotiate(received.subarray(0, MOST_NEGOTIATE));
			const time = Date.now();
			seen(negotiate === null ? { kind: "junk", channel: "smb", at: time, client } : { kind: "smb", at: time, client, ...negotiate });
		});
	});
	const address = await listenAt(server, at, "--smb");
	return {
		address,
		refused: admission.refused,
		close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of open) socket.destroy();
			return closed;
		},
	};
}
