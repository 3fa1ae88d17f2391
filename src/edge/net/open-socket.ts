// Open socket: the one place that opens a connection of its own. It goes to the host that the user configured, whose name the system looks up,
// and to no other; a library's own resolver would pass over the hosts file.

import { connect, type Socket } from "node:net";
import type { MailServer } from "./mail-url.ts";

/** Connected, errors unheard by then; `patience` in milliseconds. Rejects with the system's error, or ETIMEDOUT. */
export function openSocket({ host, port }: Pick<MailServer, "host" | "port">, patience: number): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect({ host, port, autoSelectFamily: true });
		const late = setTimeout(() => socket.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" })), patience);
		socket.once("connect", () => {
			clearTimeout(late);
			socket.off("error", reject);
			// Whoever takes it over listens too.
			socket.on("error", () => {});
			resolve(socket);
		});
		socket.once("error", reject).once("close", () => clearTimeout(late));
	});
}
