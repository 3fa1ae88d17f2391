// Systems that are measured beside each other. Each is loaded only where it is asked for, so that a fresh process holds one alone.

export const SYSTEM_IDS = ["extraction", "floor", "mailparser", "postal-mime"] as const;
export type SystemId = (typeof SYSTEM_IDS)[number];

/** Does its whole work on one raw message. */
export type Read = (bytes: Uint8Array) => unknown;

/** mailparser's "bare" parse: nothing of what it can make of a message beside the parse. */
const BARE = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true };

export async function loadSystem(id: SystemId): Promise<Read> {
	switch (id) {
		case "extraction": {
			// Identifiers, operators and leaks are part of every inspection.
			const { inspect } = await import("../src/index.ts");
			return (bytes) => inspect(bytes);
		}
		case "floor":
			return (await import("./floor.ts")).floor;
		case "mailparser": {
			const { simpleParser } = await import("mailparser");
			return (bytes) => simpleParser(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), BARE);
		}
		case "postal-mime": {
			const { default: PostalMime } = await import("postal-mime");
			return (bytes) => PostalMime.parse(bytes);
		}
	}
}

/** The clock, or (where the machine does other things as well) the processor time of this thread; both in milliseconds. */
export const TIMES = {
	clock: () => performance.now(),
	processor() {
		const { user, system } = process.threadCpuUsage();
		return (user + system) / 1000;
	},
} as const;
export type Time = keyof typeof TIMES;

/** Milliseconds for one pass over `messages`. */
export async function timePass(read: Read, messages: readonly Uint8Array[], time: Time): Promise<number> {
	const now = TIMES[time];
	const before = now();
	for (const message of messages) {
		const result = read(message);
		// Waiting for what is no promise would give each message of a synchronous system a turn of the event loop.
		if (result instanceof Promise) await result;
	}
	return now() - before;
}
