// Clients of the listeners: real programs, raw sockets, and a list of what a listener says it saw. All of it on loopback.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Arrival } from "../../../src/edge/listeners/arrival.ts";

export const LOOPBACK = { host: "127.0.0.1", port: 0 } as const;

const FOREVER = 30_000;

export interface Ran {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

/** Ended after half a minute, whatever it does. */
export function run(program: string, args: readonly string[], input = ""): Promise<Ran> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { timeout: FOREVER, killSignal: "SIGKILL" });
		const out: Buffer[] = [];
		const err: Buffer[] = [];
		child.stdout.on("data", (piece) => out.push(piece));
		child.stderr.on("data", (piece) => err.push(piece));
		child.once("error", reject);
		child.once("close", (code) => resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
		child.stdin.on("error", () => {});
		child.stdin.end(input);
	});
}

/** What a listener reports, in order. */
export interface Seen {
	readonly list: Arrival[];
	readonly add: (arrival: Arrival) => void;
	/** Once there are so many; fails after some seconds with what there is. */
	reach(count: number): Promise<readonly Arrival[]>;
}

export function createSeen(): Seen {
	const list: Arrival[] = [];
	return {
		list,
		add: (arrival) => void list.push(arrival),
		async reach(count) {
			await until(() => list.length >= count, `${count} arrivals; there are ${list.length}`);
			return list;
		},
	};
}

export async function until(holds: () => boolean, what: string): Promise<void> {
	for (const end = Date.now() + FOREVER; !holds(); await wait(5)) {
		if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
	}
}

export interface RawClient {
	readonly socket: Socket;
	/** What came back by now. */
	received(): string;
	/** Once the listener closed it: milliseconds since it was opened. */
	readonly closed: Promise<number>;
}

/** A connection that says `first`, and nothing more by itself. */
export function rawClient(port: number, first: string | Uint8Array = "", host = "127.0.0.1"): RawClient {
	const begun = performance.now();
	const socket = connect({ port, host });
	let received = "";
	socket.on("data", (piece) => {
		received += piece.toString("latin1");
	});
	socket.on("error", () => {});
	if (first.length > 0) socket.write(first);
	return {
		socket,
		received: () => received,
		closed: new Promise((resolve) => socket.once("close", () => resolve(performance.now() - begun))),
	};
}

/** Closes `listener` and says how many milliseconds that took. */
export async function closing(listener: { close(): Promise<void> }): Promise<number> {
	const begun = performance.now();
	await listener.close();
	return performance.now() - begun;
}

export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-listeners-"));
	try {
		await work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
