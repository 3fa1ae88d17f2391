// Marionette: the remote control of Mozilla's programs, over TCP on this machine. A frame is `LENGTH:JSON`, LENGTH in bytes; a command is
// [0, id, name, parameters], its answer [1, id, error, result]. Version 3 of the protocol.

import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** No answer that is asked for here comes near it. */
const LONGEST_FRAME = 8 * 1024 * 1024;
const COLON = 0x3a;

export function frame(value: unknown): Buffer {
	const body = Buffer.from(JSON.stringify(value), "utf8");
	return Buffer.concat([Buffer.from(`${body.length}:`), body]);
}

/** Takes bytes as they come and returns the values of the frames that are now whole. Throws on what is no frame. */
export function frameReader(): (bytes: Uint8Array) => unknown[] {
	let pending = Buffer.alloc(0);
	return (bytes) => {
		pending = Buffer.concat([pending, bytes]);
		const values: unknown[] = [];
		for (;;) {
			const colon = pending.indexOf(COLON);
			if (colon < 0 && pending.length > 8) throw new Error("marionette: no length before a frame");
			if (colon < 0) return values;
			const digits = pending.toString("latin1", 0, colon);
			const length = /^\d{1,8}$/.test(digits) ? Number(digits) : Number.NaN;
			if (!(length <= LONGEST_FRAME)) throw new Error(`marionette: ${JSON.stringify(digits.slice(0, 20))} is no length`);
			const end = colon + 1 + length;
			if (pending.length < end) return values;
			values.push(JSON.parse(pending.toString("utf8", colon + 1, end)));
			pending = pending.subarray(end);
		}
	};
}

export interface Marionette {
	command(name: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
	/** Runs a function body in the program itself; its last argument is called with the result. */
	run(script: string, args?: readonly unknown[]): Promise<unknown>;
	close(): void;
}

/** Connects as soon as the program listens on `port`; throws after `most` milliseconds. */
export async function openMarionette(port: number, most: number): Promise<Marionette> {
	const socket = await connected(port, most);
	const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
	const read = frameReader();
	let last = 0;
	const fail = (error: Error): void => {
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	};
	socket.on("data", (bytes: Buffer) => {
		try {
			for (const value of read(bytes)) take(value);
		} catch (error) {
			fail(error as Error);
			socket.destroy();
		}
	});
	socket.on("error", fail).on("close", () => fail(new Error("marionette: the program ended")));

	/** The greeting is an object and answers nothing. */
	function take(value: unknown): void {
		if (!Array.isArray(value)) return;
		const [, id, error, result] = value as [number, number, { error: string; message: string } | null, unknown];
		const asked = waiting.get(id);
		waiting.delete(id);
		if (error === null) asked?.resolve(result);
		else asked?.reject(new Error(`marionette: ${error.error}: ${error.message}`));
	}

	const command = (name: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
		new Promise((resolve, reject) => {
			last++;
			waiting.set(last, { resolve, reject });
			socket.write(frame([0, last, name, parameters]));
		});
	return {
		command,
		async run(script, args = []) {
			const result = await command("WebDriver:ExecuteAsyncScript", { script, args, sandbox: "system", newSandbox: false });
			return (result as { value: unknown }).value;
		},
		close: () => socket.destroy(),
	};
}

async function connected(port: number, most: number): Promise<Socket> {
	for (const end = performance.now() + most; ; await wait(100)) {
		const socket = connect(port, "127.0.0.1");
		const open = await new Promise<boolean>((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
		if (open) return socket;
		if (performance.now() > end) throw new Error(`marionette: nothing listens on port ${port}`);
	}
}
