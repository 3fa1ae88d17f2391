// Standard input as content. It is read asynchronously, since it may be a pipe that somebody types into.

import { read } from "node:fs";
import type { SourceFailure } from "../source.ts";
import type { Content } from "./content.ts";
import { errorCode, unreadable } from "./failure.ts";

const RETRY_MS = 5;

/** Reads file descriptor 0. */
export function openStandardInput(file: string, descriptor = 0): Content {
	let broken: SourceFailure | null = null;
	let position = 0;
	return {
		stamp: null,
		size: null,
		async fill(target) {
			let filled = 0;
			while (filled < target.length && broken === null) {
				const count = await readSome(descriptor, target.subarray(filled)).catch((error: unknown) => {
					// A terminal or pipe that somebody set to non-blocking has nothing yet.
					if (errorCode(error) === "EAGAIN") return -1;
					if (errorCode(error) !== "EOF") broken = unreadable(file, error, position);
					return 0;
				});
				if (count === 0) break;
				if (count === -1) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
				else {
					filled += count;
					position += count;
				}
			}
			return filled;
		},
		peek: () => null,
		skip: () => false,
		again: null,
		damage: () => broken,
		close() {},
	};
}

function readSome(descriptor: number, target: Uint8Array): Promise<number> {
	return new Promise((resolve, reject) => {
		read(descriptor, target, 0, target.length, null, (error, count) => (error === null ? resolve(count) : reject(error)));
	});
}
