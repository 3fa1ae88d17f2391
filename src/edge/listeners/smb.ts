// SMB listener: notes that a program tried to open a share, and hangs up. It never answers, so it never asks for credentials; the first
// message of a client ([MS-SMB2] 2.2.3, over direct TCP, 2.1) already names the server it was told to ask.

import type { JunkArrival, ShareArrival } from "./arrival.ts";
import { openBoundedServer } from "./bounded-server.ts";
import type { Listener, SocketAddress } from "./listener.ts";
import { MOST_NEGOTIATE, readNegotiate } from "./smb-negotiate.ts";

export interface SmbListenerOptions {
	readonly at: SocketAddress;
	readonly seen: (arrival: ShareArrival | JunkArrival) => void;
}

const MOST_CONNECTIONS = 128;
const MOST_OF_ONE_CLIENT = 64;
/** Milliseconds: a client sends its first message at once. */
const PATIENCE = 5_000;
/** Of direct TCP: a zero, then the length of the message. */
const PREFIX = 4;

export function openSmbListener({ at, seen }: SmbListenerOptions): Promise<Listener> {
	return openBoundedServer({
		at,
		option: "--smb",
		most: MOST_CONNECTIONS,
		mostOfOneClient: MOST_OF_ONE_CLIENT,
		longest: PATIENCE,
		take({ socket, client }) {
			let received = Buffer.alloc(0);
			socket.on("data", (piece: Buffer) => {
				received = Buffer.concat([received, piece.subarray(0, MOST_NEGOTIATE - received.length)]);
				const isWhole = received.length >= PREFIX && received.length >= PREFIX + received.readUIntBE(1, 3);
				if (isWhole || received.length >= MOST_NEGOTIATE) socket.destroy();
			});
			socket.once("close", () => {
				if (received.length === 0) return;
				const negotiate = readNegotiate(received);
				const time = Date.now();
				seen(negotiate === null ? { kind: "junk", channel: "smb", at: time, client } : { kind: "smb", at: time, client, ...negotiate });
			});
		},
	});
}
