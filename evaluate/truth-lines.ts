// The truth of a rehearsal read line by line: truth.json has a message a line, and of a hundred thousand of them only what is compared is kept.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Truth, TruthMessage } from "../src/app/rehearsal/truth.ts";

export interface TruthRest extends Omit<Truth, "messages"> {}

/** Calls `each` for every message; returns all the rest. */
export async function readTruth(path: string, each: (message: TruthMessage) => void): Promise<TruthRest> {
	let rest = "";
	let within = false;
	for await (const line of createInterface({ input: createReadStream(path) })) {
		if (line.endsWith('"messages":[')) {
			rest += `${line}]`;
			within = true;
		} else if (within && line === "],") {
			rest += ",";
			within = false;
		} else if (within) each(JSON.parse(line.endsWith(",") ? line.slice(0, -1) : line) as TruthMessage);
		else rest += line;
	}
	return JSON.parse(rest) as TruthRest;
}
