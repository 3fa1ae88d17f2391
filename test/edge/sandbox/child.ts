// A child that does on request what hostile containers make parsers do.

import { readSync, writeSync } from "node:fs";
import { connect } from "node:net";
import { deflateSync, inflateSync } from "node:zlib";
import { FIRST_FILE, serve } from "../../../src/edge/sandbox/serve.ts";

const hoard: unknown[] = [];

await serve(async (head, bytes, emit) => {
	const { act, count = 0, size = 0, path = "" } = head as { act: string; count?: number; size?: number; path?: string };
	switch (act) {
		case "echo":
			emit({ length: bytes.length, zone: new Date(0).getHours() }, bytes);
			return;
		case "pid":
			emit(process.pid);
			return;
		case "count":
			for (let index = 0; index < count; index++) emit(index, new Uint8Array(size).fill(index));
			return;
		case "buffers":
			for (;;) hoard.push(new Uint8Array(4 << 20).fill(1));
		case "swallow":
			for (;;) {
				try {
					hoard.push(new Uint8Array(4 << 20).fill(1));
				} catch {
					// As a parser does that tries the next entry.
				}
			}
		case "leave":
			emit(Array.from({ length: count }, (_, index) => ({ text: `${index}`, more: [index] })).length === count);
			return;
		case "hold": {
			const much = new Uint8Array(size).fill(1);
			emit(much.length);
			return;
		}
		case "inflate":
			for (let index = 0; index < 8; index++) inflateSync(deflateSync(Buffer.alloc(size, index)));
			emit(true);
			return;
		case "objects":
			for (;;) hoard.push({ text: String(hoard.length) });
		case "loop":
			emit("before");
			for (;;);
		case "throw":
			emit("before");
			throw new Error("an odd entry");
		case "crash":
			process.abort();
			return;
		case "exit":
			process.exit(7);
			return;
		case "print":
			console.log("x".repeat(100_000));
			console.error("x".repeat(1_000_000));
			return;
		case "read":
			emit((await import("node:fs")).readFileSync("/etc/passwd", "utf8"));
			return;
		case "write":
			(await import("node:fs")).writeFileSync(path, "");
			return;
		case "nonsense":
			writeSync(3, Buffer.from([2, 3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7b, 0x7b]));
			return;
		case "inherited": {
			const target = new Uint8Array(16);
			const filled = readSync(FIRST_FILE, target, 0, target.length, 0);
			emit(null, target.subarray(0, filled));
			return;
		}
		case "run":
			(await import("node:child_process")).execFileSync("/bin/true");
			return;
		case "import":
			await import("node:http");
			return;
		case "connect":
			emit(await connected((head as { port: number }).port));
	}
});

function connected(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		connect(port, "127.0.0.1")
			.on("connect", () => resolve(true))
			.on("error", () => resolve(false));
	});
}
