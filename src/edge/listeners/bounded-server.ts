// Bounded server: a TCP server whose connections are bounded in number, in all and of each client, and in time. The time is a connection's whole
// life: silence alone is no measure, since whoever sends a byte now and then is never silent (slow loris).

import { createServer, type Socket } from "node:net";
import { listenAt, plainAddress } from "./address.ts";
import { createAdmission } from "./admission.ts";
import type { Listener, SocketAddress } from "./listener.ts";

export interface Connection {
	readonly socket: Socket;
	/** IP address. */
	readonly client: string;
	/** It is cut so many milliseconds from now. */
	lasts(time: number): void;
}

export interface BoundedServerOptions {
	readonly at: SocketAddress;
	/** As named in an error: "--listen". */
	readonly option: string;
	readonly most: number;
	readonly mostOfOneClient: number;
	/** Milliseconds until a connection is cut, whatever it does. */
	readonly longest: number;
	readonly take: (connection: Connection) => void;
}

/** Throws a usage error where it cannot listen. */
export async function openBoundedServer(options: BoundedServerOptions): Promise<Listener> {
	const admission = createAdmission(options.most, options.mostOfOneClient);
	const open = new Set<Socket>();
	const server = createServer({ noDelay: true }, (socket) => {
		const client = plainAddress(socket.remoteAddress);
		// Whoever breaks off is no failure of ours.
		socket.on("error", () => {});
		if (!admission.enter(client)) {
			socket.destroy();
			return;
		}
		open.add(socket);
		let end = setTimeout(() => socket.destroy(), options.longest);
		socket.once("close", () => {
			clearTimeout(end);
			open.delete(socket);
			admission.leave(client);
		});
		options.take({
			socket,
			client,
			lasts(time) {
				clearTimeout(end);
				if (!socket.destroyed) end = setTimeout(() => socket.destroy(), time);
			},
		});
	});
	const address = await listenAt(server, options.at, options.option);
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
