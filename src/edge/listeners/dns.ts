// DNS listener: authoritative for one zone that is delegated to it, over UDP and TCP on one port (RFC 7766). A lookup without a fetch is a
// finding of its own: some programs ask for names in advance.

import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { isIPv6, type Socket } from "node:net";
import { isAppError } from "../../core/model/app-error.ts";
import { cannotListen, plainAddress } from "./address.ts";
import type { JunkArrival, LookupArrival } from "./arrival.ts";
import { openBoundedServer } from "./bounded-server.ts";
import { answerQuery, MOST_QUERY, type ZoneData } from "./dns-answer.ts";
import type { Listener, SocketAddress } from "./listener.ts";

export interface DnsListenerOptions extends ZoneData {
	readonly at: SocketAddress;
	readonly seen: (arrival: LookupArrival | JunkArrival) => void;
}

const OPTION = "--dns";
const MOST_CONNECTIONS = 64;
const MOST_OF_ONE_CLIENT = 16;
const MOST_QUERIES = 100;
/** Milliseconds that a TCP connection may be silent, and live. */
const PATIENCE = 5_000;
const LONGEST = 30_000;
/** Answers a second to one address: a forged sender is not to be flooded (RFC 5358). */
const MOST_ANSWERS = 300;
const MOST_CLIENTS = 10_000;
/** Times that a port free for UDP is looked for that is free for TCP as well. */
const TRIES = 10;

/** Throws a usage error where it cannot listen. `refused` counts connections, and packets beyond the answers that one address gets. */
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
	const bound = await bind(udp, at);
	const rate = createRate();
	const see = (query: Uint8Array, client: string, transport: "udp" | "tcp"): Uint8Array | null => {
		const time = Date.now();
		const { asked, answer } = answerQuery(query, data, transport);
		seen(asked === null ? { kind: "junk", channel: "dns", at: time, client } : { kind: "dns", at: time, client, ...asked });
		return answer;
	};
	udp.on("error", () => {});
	udp.on("message", (query, { address, port }) => {
		const client = plainAddress(address);
		if (!rate.allows(client)) return;
		const answer = see(query, client, "udp");
		// A forged packet may come from port 0, to which sending throws.
		if (answer !== null && port !== 0) udp.send(answer, port, address, () => {});
	});
	// Closing it twice throws.
	let closed: Promise<void> | null = null;
	const closeUdp = (): Promise<void> => {
		closed ??= new Promise((resolve) => udp.close(() => resolve()));
		return closed;
	};
	try {
		// A name of the machine may stand for several addresses: TCP has the one that UDP got.
		const tcp = await openBoundedServer({
			at: bound,
			option: OPTION,
			most: MOST_CONNECTIONS,
			mostOfOneClient: MOST_OF_ONE_CLIENT,
			longest: LONGEST,
			take({ socket, client }) {
				serve(
					socket,
					(query) => see(query, client, "tcp"),
					() => seen({ kind: "junk", channel: "dns", at: Date.now(), client }),
				);
			},
		});
		return {
			address: { host: at.host, port: bound.port },
			refused: () => tcp.refused() + rate.refused(),
			async close() {
				await Promise.all([closeUdp(), tcp.close()]);
			},
		};
	} catch (error) {
		await closeUdp();
		throw isAppError(error) ? await cannotListen(error.cause as NodeJS.ErrnoException, at, OPTION, true) : error;
	}
}

async function bind(udp: UdpSocket, at: SocketAddress): Promise<SocketAddress> {
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
		throw await cannotListen(error as NodeJS.ErrnoException, at, OPTION, true);
	}
	const { address, port } = udp.address();
	return { host: address, port };
}

/** RFC 1035 §4.2.2: each message has its length before it. `broken` is called where bytes came and no message. */
function serve(socket: Socket, answered: (query: Uint8Array) => Uint8Array | null, broken: () => void): void {
	let waiting = Buffer.alloc(0);
	let queries = 0;
	socket.setTimeout(PATIENCE, () => socket.destroy());
	socket.once("close", () => {
		if (queries === 0 && waiting.length > 0) broken();
	});
	socket.on("data", (piece: Buffer) => {
		if (socket.destroyed) return;
		waiting = Buffer.concat([waiting, piece]);
		while (waiting.length >= 2) {
			const end = 2 + waiting.readUInt16BE(0);
			if (end > MOST_QUERY || queries === MOST_QUERIES) return void socket.destroy();
			if (waiting.length < end) return;
			queries++;
			const answer = answered(waiting.subarray(2, end));
			waiting = waiting.subarray(end);
			if (answer === null) return void socket.destroy();
			const length = Buffer.alloc(2);
			length.writeUInt16BE(answer.length);
			socket.write(Buffer.concat([length, answer]));
		}
	});
}

function createRate(): { allows(client: string): boolean; refused(): number } {
	let second = 0;
	let refused = 0;
	const counts = new Map<string, number>();
	return {
		allows(client) {
			const now = Math.floor(Date.now() / 1000);
			if (now !== second || counts.size > MOST_CLIENTS) {
				second = now;
				counts.clear();
			}
			const count = (counts.get(client) ?? 0) + 1;
			counts.set(client, count);
			if (count <= MOST_ANSWERS) return true;
			refused++;
			return false;
		},
		refused: () => refused,
	};
}
