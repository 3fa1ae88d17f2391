// Serve: the child's side. Reads a request, lets the handler answer it frame by frame, reads the next. Both pipes are read and written
// synchronously: a parent that is slow to take a frame holds the handler up, and so nothing piles up here. What the handler or a
// library prints goes nowhere.

import { closeSync, readSync, writeSync } from "node:fs";
import { registerHooks } from "node:module";
import { Worker } from "node:worker_threads";
import { decodePrefix, encodeFrame, type FrameKind, PREFIX_BYTES } from "./frames.ts";

/** Sends a frame; waits for a parent that is busy. */
export type Emit = (head: unknown, bytes?: Uint8Array) => void;

/** What it throws is told to the parent as the reason. */
export type Handler = (head: unknown, bytes: Uint8Array, emit: Emit) => void | Promise<void>;

const REQUESTS = 0;
const ANSWERS = 3;

/** The first of the files that the child inherits open (`SandboxOptions.files`). */
export const FIRST_FILE = 4;

const NETWORK = /^(?:node:)?(?:net|tls|dgram|dns|dns\/promises|http|https|http2|inspector|inspector\/promises|cluster)$/;

/** Node names "Array buffer allocation failed" and "Invalid typed array length" so. */
const OUT_OF_MEMORY = /allocation failed|ENOMEM/;

/** Bytes; an idle process has half as much. */
const MUCH = 80 * 1024 * 1024;

/** Bytes. What a heap has grown to in pieces does not all come back; a process that took this much leaves the next request to a new one. */
const SPENT = 240 * 1024 * 1024;

/** Milliseconds of work after which garbage is collected: that takes some ten, and many a request takes less than one. */
const WORK = 25;

/** Never returns: the process ends with its requests. Throws in a process that no sandbox started: its input is none of requests. */
export async function serve(handler: Handler): Promise<never> {
	if (process.env.COUNTERPIXEL_SANDBOX === undefined) throw new Error("only a sandbox starts this program");
	refuseNetwork();
	watch();
	write("ready", null);
	for (;;) {
		const request = readRequest();
		// The parent has closed its end, or is gone.
		if (request === null) process.exit(0);
		const began = performance.now();
		try {
			await handler(request.head, request.bytes, (head, bytes) => write("frame", head, bytes));
			const spent = process.memoryUsage.rss() > SPENT;
			write("end", { spent });
			if (!spent) tidy(performance.now() - began);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			const memory = error instanceof RangeError && OUT_OF_MEMORY.test(reason);
			write("failed", { reason: reason.slice(0, 500), memory });
			// What is left of the parser still holds the memory.
			if (memory) process.exit(1);
			tidy(performance.now() - began);
		}
	}
}

/** Milliseconds of work since the last collection. */
let worked = 0;

/** What a request left behind counts against the next one's memory, garbage or not: a small file would fail after a large one. */
function tidy(milliseconds: number): void {
	worked += milliseconds;
	if (worked < WORK || process.memoryUsage.rss() < MUCH) return;
	globalThis.gc?.();
	worked = 0;
}

/** The kernel's namespace is the wall, where there is one; this is the sign on the door: no library here has reason to import these. */
function refuseNetwork(): void {
	registerHooks({
		resolve(specifier, context, next) {
			if (NETWORK.test(specifier)) throw new Error(`no network in here: ${specifier}`);
			return next(specifier, context);
		},
	});
	for (const name of ["fetch", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name);
}

/** Set where no limit of the operating system's holds: how much memory the process may take beyond what it has now. */
function watch(): void {
	const memoryBytes = Number(process.env.COUNTERPIXEL_SANDBOX);
	if (memoryBytes === 0) return;
	const entry = new URL(import.meta.url.endsWith(".ts") ? "./watch.ts" : "./watch.js", import.meta.url);
	const workerData = { mostBytes: process.memoryUsage.rss() + memoryBytes, parent: process.ppid };
	new Worker(entry, { workerData }).unref();
}

function readRequest(): { readonly head: unknown; readonly bytes: Uint8Array } | null {
	const front = readExactly(PREFIX_BYTES);
	const prefix = front === null ? null : decodePrefix(front);
	if (prefix === null) return null;
	const head = readExactly(prefix.head);
	const bytes = readExactly(prefix.bytes);
	return head === null || bytes === null ? null : { head: JSON.parse(head.toString("utf8")), bytes: new Uint8Array(bytes.buffer) };
}

function readExactly(size: number): Buffer<ArrayBuffer> | null {
	const bytes = Buffer.from(new ArrayBuffer(size));
	for (let filled = 0; filled < size; ) {
		let count = 0;
		try {
			count = readSync(REQUESTS, bytes, filled, size - filled, null);
		} catch (error) {
			if (isBusy(error)) {
				pause();
				continue;
			}
		}
		if (count === 0) return null;
		filled += count;
	}
	return bytes;
}

function write(kind: FrameKind, head: unknown, bytes?: Uint8Array): void {
	for (const piece of encodeFrame(kind, head, bytes)) {
		for (let written = 0; written < piece.length; ) {
			try {
				written += writeSync(ANSWERS, piece, written);
			} catch (error) {
				if (isBusy(error)) {
					pause();
					continue;
				}
				// The parent is gone.
				closeSync(ANSWERS);
				process.exit(1);
			}
		}
	}
}

/** A pipe that something made non-blocking must not cost a processor while the other side is busy. */
function pause(): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

function isBusy(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "EAGAIN";
}
