// A log for measurements: requests for, or lookups of, hosts that share their words with those looked for, and one in twenty thousand of one of them.
// The same in every run.

import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { HEADS, LINES, WORDS } from "./logs-lines.ts";

const HOSTS = 1000;
const HIT_EVERY = 20_000;
const ASKED_A_WRITE = 5000;

/** mulberry32, 0 to less than `most`. */
function draws(seed: number): (most: number) => number {
	let state = seed;
	return (most) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
	};
}

function watchedHosts(): string[] {
	const draw = draws(1);
	const word = (): string => WORDS[draw(WORDS.length)];
	const hosts = new Set<string>();
	while (hosts.size < HOSTS)
		hosts.add(`${["www.", "go.", "t.", ""][draw(4)]}${word()}-${word()}${draw(1000)}.${["example", "test"][draw(2)]}`);
	return [...hosts];
}

export function writeHosts(file: string): void {
	writeFileSync(file, `${watchedHosts().join("\n")}\n`);
}

export interface Written {
	readonly bytes: number;
	/** Requests or lookups of hosts looked for. */
	readonly hits: number;
	/** Lines that hold one. */
	readonly hitLines: number;
}

/** About so many millions of bytes. */
export function writeLog(file: string, megabytes: number, format: string): Written {
	const hosts = watchedHosts();
	const draw = draws(2);
	const word = (): string => WORDS[draw(WORDS.length)];
	const descriptor = openSync(file, "w");
	const head = HEADS[format] ?? "";
	writeSync(descriptor, head);
	let [time, bytes, hits, hitLines] = [1_605_769_303_000, head.length, 0, 0];
	while (bytes < megabytes * 1e6) {
		let text = "";
		for (let asked = 0; asked < ASKED_A_WRITE; asked++) {
			time += draw(20);
			const isHit = draw(HIT_EVERY) === 0;
			// Some names are asked for more often than others.
			const host = isHit ? hosts[draw(HOSTS)] : `www.page${draw(1 + draw(40))}-${word()}-${word()}.example`;
			const lines = LINES[format]({ time, host, chance: draw(2 ** 32) });
			text += lines.join("");
			if (!isHit) continue;
			hits++;
			hitLines += lines.filter((line) => line.includes(host)).length;
		}
		const piece = Buffer.from(text);
		writeSync(descriptor, piece);
		bytes += piece.length;
	}
	closeSync(descriptor);
	return { bytes, hits, hitLines };
}
