// Sandbox: a parser of hostile containers in a process of its own, with limits. Whatever the parser does (fill the memory, loop, crash,
// flood), the parent gets an answer that says so, and the next request finds a fresh child. The child is started by the first
// request, serves one after another, and ends with its owner.

import type { Problem, ProblemCode } from "../../core/model/problem.ts";
import { type Child, type Death, startChild } from "./child.ts";
import { commandFor } from "./launch.ts";

export interface SandboxOptions {
	/** A module that calls `serve`; see `entryBeside`. */
	readonly entry: URL;
	/** How much memory the child may take beyond what an idle Node has. */
	readonly memoryBytes: number;
	/** How long a request may keep the parent waiting, all its frames together; time in which the parent asks for none does not count. */
	readonly secondsARequest: number;
	/** The attack: an archive of a million entries, or of gigabytes, sent on one by one. */
	readonly mostFrames: number;
	/** Bytes of all frames of an answer. */
	readonly mostBytes: number;
	/** Open descriptors that the child inherits as 4, 5 and so on: it needs no right to open files, nor their names. */
	readonly files?: readonly number[];
}

export interface Frame {
	readonly kind: "frame";
	/** JSON that a process made which hostile data may have taken over: to be checked, not believed. */
	readonly head: unknown;
	readonly bytes: Uint8Array;
}

/** Last of an answer that is not whole: what came before stands. */
export interface Broken {
	readonly kind: "broken";
	/** `failed`: the handler threw, and the child lives on. */
	readonly reason: Death | "failed";
	readonly problem: Problem;
}

export interface Sandbox {
	/** `head` is any JSON value. Begins once it is iterated and the requests before it are done; never rejects. Left early, the child is ended. */
	request(head: unknown, bytes?: Uint8Array): AsyncGenerator<Frame | Broken, void>;
	/** Ends the child; no request may follow. */
	close(): Promise<void>;
}

/** Starting takes a tenth of a second; a machine that is swapping may need longer. */
const SECONDS_TO_START = 60;

const NOTHING = new Uint8Array(0);

/** The module `name` in the folder of the module `here`: compiled in a published package, as written in a checkout. */
export function entryBeside(here: string, name: string): URL {
	return new URL(`./${name}${here.endsWith(".ts") ? ".ts" : ".js"}`, here);
}

export function createSandbox(options: SandboxOptions): Sandbox {
	let child: Child | null = null;
	let turn: Promise<void> = Promise.resolve();

	async function started(): Promise<Child | Death> {
		if (child?.alive === true) return child;
		try {
			child = startChild(await commandFor(options.entry, options.memoryBytes), options.files ?? []);
		} catch {
			return "crash";
		}
		const first = await child.receive(SECONDS_TO_START * 1000, 0);
		return typeof first === "string" ? first : child;
	}

	async function* answer(head: unknown, bytes: Uint8Array): AsyncGenerator<Frame | Broken, void> {
		const running = await started();
		if (typeof running === "string") {
			yield broken(running, options);
			return;
		}
		running.hold(true);
		let whole = false;
		try {
			running.send(head, bytes);
			let milliseconds = options.secondsARequest * 1000;
			let room = options.mostBytes;
			for (let frames = 0; ; frames++) {
				const asked = performance.now();
				const received = await running.receive(milliseconds, room);
				milliseconds = Math.max(1, milliseconds - (performance.now() - asked));
				if (typeof received === "string") {
					yield broken(received, options);
					return;
				}
				if (received.kind !== "frame") {
					const failure = received.kind === "failed" ? failed(received.head, options) : null;
					// Out of memory or nearly so, what is left of the parser still holds it.
					whole = failure === null ? !isSpent(received.head) : failure.reason !== "memory";
					if (failure !== null) yield failure;
					return;
				}
				if (frames >= options.mostFrames) {
					yield broken("too-much", options);
					return;
				}
				room -= received.bytes.length;
				yield { kind: "frame", head: received.head, bytes: received.bytes };
			}
		} finally {
			if (!whole) await running.kill();
			running.hold(false);
		}
	}

	return {
		async *request(head, bytes = NOTHING) {
			const before = turn;
			const { promise, resolve } = Promise.withResolvers<void>();
			turn = promise;
			try {
				await before;
				yield* answer(head, bytes);
			} finally {
				resolve();
			}
		},
		async close() {
			await child?.kill();
		},
	};
}

const CODES: Readonly<Record<Death, ProblemCode>> = {
	memory: "limit-decoded",
	time: "unparsable",
	crash: "unparsable",
	"too-much": "limit-decoded",
};

function broken(reason: Death, { memoryBytes, secondsARequest, mostBytes, mostFrames }: SandboxOptions): Broken {
	const details: Readonly<Record<Death, string>> = {
		memory: `Opening it needs more than ${Math.round(memoryBytes / 1048576)} MiB of memory: only what came before was read.`,
		time: `Opening it takes longer than ${secondsARequest} s: only what came before was read.`,
		crash: "The program that opens it broke down over it: only what came before was read.",
		"too-much": `It holds more than ${mostFrames} pieces or ${mostBytes} bytes: only what came before was read.`,
	};
	return { kind: "broken", reason, problem: { code: CODES[reason], detail: details[reason], offset: 0 } };
}

function isSpent(head: unknown): boolean {
	return ((head ?? {}) as { spent?: unknown }).spent === true;
}

/** What the handler threw; `head` as `serve` writes it, unless the child is no longer itself. */
function failed(head: unknown, options: SandboxOptions): Broken {
	const { reason, memory } = (head ?? {}) as { reason?: unknown; memory?: unknown };
	if (memory === true) return broken("memory", options);
	const detail = `It cannot be opened: ${typeof reason === "string" ? reason.replace(/\.+$/, "") : "no reason given"}.`;
	return { kind: "broken", reason: "failed", problem: { code: "unparsable", detail, offset: 0 } };
}
