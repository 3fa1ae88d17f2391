// Truth file: truth.json while it is written: whole JSON, a message a line, nothing kept.

import { closeSync, openSync, writeSync } from "node:fs";
import type { Truth, TruthMessage } from "./truth.ts";

export interface TruthFile {
	message(message: TruthMessage): void;
	/** All the rest. */
	close(rest: Omit<Truth, "format" | "messages">): void;
}

const BUFFER = 256 * 1024;

/** Throws node:fs errors. */
export function openTruthFile(path: string, format: Truth["format"]): TruthFile {
	const descriptor = openSync(path, "w");
	let waiting = `{"format":${format},"messages":[`;
	let first = true;
	return {
		message(message) {
			waiting += `${first ? "" : ","}\n${JSON.stringify(message)}`;
			first = false;
			if (waiting.length < BUFFER) return;
			writeSync(descriptor, waiting);
			waiting = "";
		},
		close(rest) {
			const fields = Object.entries(rest).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
			writeSync(descriptor, `${waiting}\n],\n${fields.join(",\n")}}\n`);
			closeSync(descriptor);
		},
	};
}
