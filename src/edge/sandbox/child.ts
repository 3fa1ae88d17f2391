// Child: one running process of a sandbox, and what is read of it. Whoever reads is told of its end as data: which limit it met,
// or that it broke down.

import { spawn } from "node:child_process";
import type { Duplex, Readable } from "node:stream";
import { decodePrefix, encodeFrame, type FrameKind, PREFIX_BYTES } from "./frames.ts";
import type { Command } from "./launch.ts";

/** Why a child ended: out of memory, out of time, for any other cause, or because it sent more than was allowed. */
export type Death = "memory" | "time" | "crash" | "too-much";

export interface Received {
	readonly kind: FrameKind;
	readonly head: unknown;
	readonly bytes: Uint8Array;
}

export interface Child {
	send(head: unknown, bytes: Uint8Array): void;
	/** The next frame of at most `mostBytes`, or why there is none; `wait` is how many ms the child may take. */
	receive(wait: number, mostBytes: number): Promise<Received | Death>;
	/** Ends it at once; resolves when it is gone. */
	kill(): Promise<void>;
	/** Whether it holds the parent's event loop open. */
	hold(held: boolean): void;
	readonly alive: boolean;
}

const REQUESTS = 0;
const COMPLAINTS = 2;
const ANSWERS = 3;

/** V8's last words, and those of C++ and of glibc. Enough of them to tell what went wrong. */
const LAST_WORDS = 8 * 1024;
const OUT_OF_MEMORY =
	/heap out of memory|process out of memory|heap limit|Array buffer allocation failed|bad_alloc|[Cc]annot allocate memory/;

interface Held {
	ref(): void;
	unref(): void;
}

/** `files` are descriptors that it inherits, from FIRST_FILE on. */
export function startChild({ program, args, bindings }: Command, files: readonly number[]): Child {
	const process = spawn(program, args, { env: { ...bindings }, stdio: ["pipe", "ignore", "pipe", "pipe", ...files], windowsHide: true });
	const requests = process.stdio[REQUESTS] as Duplex;
	const complaints = process.stdio[COMPLAINTS] as Readable;
	const answers = process.stdio[ANSWERS] as Readable;
	const pipes = [requests, complaints, answers];
	const handles: readonly Held[] = [process, ...(pipes as unknown as readonly Held[])];
	let alive = true;
	let said = "";
	let killed: Death | null = null;

	const ended = new Promise<NodeJS.Signals | null>((resolve) => {
		process.on("exit", (_code, signal) => {
			alive = false;
			// Its last words may still be in the pipe.
			if (complaints.closed) resolve(signal);
			else complaints.once("close", () => resolve(signal));
		});
		process.on("error", (error) => {
			alive = false;
			said += error.message;
			resolve(null);
		});
	});
	// A pipe whose other end is gone: its end is told by `ended`.
	for (const pipe of pipes) pipe.on("error", () => {});
	complaints.on("data", (text: Buffer) => {
		if (said.length < LAST_WORDS) said += text.toString("latin1");
	});

	function kill(why: Death | null): void {
		killed ??= why;
		alive = false;
		process.kill("SIGKILL");
		// What it still had to say would keep the pipe open.
		answers.destroy();
	}

	async function death(): Promise<Death> {
		const signal = await ended;
		if (killed !== null) return killed;
		// Nobody else ends it by this signal: the kernel does where a machine's memory is out, and so does the watch.
		return signal === "SIGKILL" || OUT_OF_MEMORY.test(said) ? "memory" : "crash";
	}

	const arrived = createArrivals(answers);

	return {
		send(head, bytes) {
			for (const piece of encodeFrame("request", head, bytes)) requests.write(piece);
		},
		async receive(wait, mostBytes) {
			const timer = setTimeout(kill, wait, "time");
			try {
				const front = await arrived(PREFIX_BYTES);
				if (front === null) return await death();
				const prefix = decodePrefix(front);
				if (prefix === null || prefix.bytes > mostBytes) {
					kill("too-much");
					return await death();
				}
				const head = await arrived(prefix.head);
				const bytes = head === null ? null : await arrived(prefix.bytes);
				if (head === null || bytes === null) return await death();
				const said = parsed(head);
				if (said !== undefined) return { kind: prefix.kind, head: said, bytes: plain(bytes) };
				kill("crash");
				return await death();
			} finally {
				clearTimeout(timer);
			}
		},
		async kill() {
			kill(null);
			for (const handle of handles) handle.ref();
			await ended;
		},
		hold(held) {
			for (const handle of handles)
				if (held) handle.ref();
				else handle.unref();
		},
		get alive() {
			return alive;
		},
	};
}

/** Gives the next bytes of a pipe, of exactly the size asked for; null where it ends before. Nobody asking, the pipe is left full. */
function createArrivals(pipe: Readable): (size: number) => Promise<Buffer | null> {
	let pieces: Buffer[] = [];
	let held = 0;
	let over = false;
	let wanted = 0;
	let wake: () => void = () => {};

	pipe.on("data", (piece: Buffer) => {
		pieces.push(piece);
		held += piece.length;
		if (held >= wanted) {
			pipe.pause();
			wake();
		}
	});
	for (const name of ["end", "close"]) {
		pipe.on(name, () => {
			over = true;
			wake();
		});
	}
	pipe.pause();

	return async (size) => {
		wanted = size;
		while (held < size && !over) {
			await new Promise<void>((resolve) => {
				wake = resolve;
				pipe.resume();
			});
		}
		if (held < size) return null;
		const all = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
		held -= size;
		pieces = held === 0 ? [] : [all.subarray(size)];
		return all.subarray(0, size);
	};
}

/** JSON, or undefined where it is none: the child is no longer itself. */
function parsed(head: Buffer): unknown {
	try {
		return JSON.parse(head.toString("utf8"));
	} catch {
		return undefined;
	}
}

/** Views of Node's Buffer class would make every later loop see two kinds of array. */
function plain(bytes: Buffer): Uint8Array {
	return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
