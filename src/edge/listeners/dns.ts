// DNS listener: authoritative for one zone that is delegated to it, over UDP and TCP on one port (RFC 7766). A lookup without a fetch is a
// finding of its own: some programs ask for names in advance.

import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer, isIPv6, type Socket } from "node:net";
import { isAppError } from "../../core/model/app-error.ts";
import { cannotListen, listenAt, plainAddress } from "./address.ts";
import { createAdmission } from "./admission.ts";
import type { JunkArrival, LookupArrival } from "./arrival.ts";
import { answerQuery, type ZoneData } from "./dns-answer.ts";
import type { Listener, SocketAddress } from "./listener.ts";

export interface DnsListenerOptions extends ZoneData {
	readonly at: SocketAddress;
	readonly seen: (arrival: LookupArrival | JunkArrival) => void;
}

const OPTION = "--dns";
const MOST_CONNECTIONS = 64;
const MOST_OF_ONE_CLIENT = 16;
const MOST_QUERIES = 100;
/** Milliseconds. */
const PATIENCE = 5_000;
/** Answers a second to one address: a forged sender is not to be flooded (RFC 5358). */
const MOST_ANSWERS = 300;
const MOST_CLIENTS = 10_000;
/** Times that a port free for UDP is looked for that is free for TCP as well. */
const TRIES = 10;

export async function openDnsListener(options: DnsListenerOptions): Promise<Listener> {
	for (let tried = 1; ; tried++) {
		try {
			return await openBoth(options);
		} catch (error) {
			if (options.at.port !== 0 || tried === TRIES || !isAppError(error)) throw error;
		}
	}
}

async function openBoth({ at, seen, ...data }: DnsListenerOptions): Promise<Listener> {
	const udp = createSocket({ type: isIPv6(at.host) ? "udp6" : "udp4" });
	const port = await bound(udp, at);
	const allows = createRate();
	const answered = (query: Uint8Array, client: string): Uint8Array | null => {
		const time = Date.now();
		const { asked, answer } = answerQuery(query, data);
		seen(asked === null ? { kind: "junk", channel: "dns", at: time, client } : { kind: "dns", at: time, client, ...asked });
		return answer;
	};
	udp.on("error", () => {});
	udp.on("message", (query, { address, port: from }) => {
		const client = plainAddress(address);
		if (!allows(client)) return;
		const answer = answered(query, client);
		if (answer !== null) udp.send(answer, from, address, () => {});
	});
	const admission = createAdmission(MOST_CONNECTIONS, MOST_OF_ONE_CLIENT);
	const open = new Set<Socket>();
	const tcp = createServer((socket) => {
		const client = plainAddress(socket.remoteAddress);
		socket.on("error", () => {});
		if (!admission.enter(client)) {
			socket.destroy();
			return;
		}
		open.add(socket);
		socket.once("close", () => {
			open.delete(socket);
			admission.leave(client);
		});
		serve(socket, (query) => answered(query, client));
	});
	try {
		await listenAt(tcp, { ...at, port }, OPTION);
	} catch (error) {
		udp.close();
		throw error;
	}
	return {
		address: { host: at.host, port },
		refused: admission.refused,
		async close() {
			for (const socket of open) socket.destroy();
			await Promise.all([new Promise((resolve) => udp.close(() => resolve(null))), new Promise((resolve) => tcp.close(resolve))]);
		},
	};
}

async function bound(udp: UdpSocket, at: SocketAddress): Promise<number> {
	try {
		await new Promise<void>((resolve, reject) => {
			udp.once("error", reject);
			udp.bind(at.port, at.host, () => {
				udp.removeListener("error", reject);
				resolve();
			});
		});
	} catch (error) {
		udp.close();
		throw await cannotListen(error as NodeJS.ErrnoException, at, OPTION);
	}
	return udp.address().port;
}

/** RFC 1035 §4.2.2: each message has its length before it. */
function serve(socket: Socket, answered: (query: Uint8Array) => Uint8Array | null): void {
	let waiting = Buffer.alloc(0);
	let queries = 0;
	socket.setTimeout(PATIENCE, () => socket.destroy());
	socket.on("data", (piece: Buffer) => {
		waiting = Buffer.concat([waiting, piece]);
		while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
			const end = 2 + waiting.readUInt16BE(0);
			const answer = answered(waiting.subarray(2, end));
			waiting = waiting.subarray(end);
			if (answer === null || ++queries > MOST_QUERIES) {
				socket.destroy();
				return;
			}
			const length = Buffer.alloc(2);
			length.writeUInt16BE(answer.length);
			socket.write(Buffer.concat([length, answer]));
		}
	});
}

function createRate(): (client: string) => boolean {
	let second = 0;
	const counts = new Map<string, number>();
	return (client) => {
		const now = Math.floor(Date.now() / 1000);
		if (now !== second || counts.size > MOST_CLIENTS) {
			second = now;
			counts.clear();
		}
		const count = (counts.get(client) ?? 0) + 1;
		counts.set(client, count);
		return count <= MOST_ANSWERS;
	};
}
