// A Squid log for measurements: requests for pages of hosts that share their words with those looked for, and one in twenty thousand for one of them.
// The same in every run.

import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";

const WORDS =
	`signal lantern copper harbour willow granite orchard beacon tide cobalt letter linden amber falcon river stone maple cedar ember
	frost`.split(/\s+/);
const HOSTS = 1000;
const HIT_EVERY = 20_000;
const LINES_A_WRITE = 5000;

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

/** About so many millions of bytes. */
export function writeLog(file: string, megabytes: number): { readonly bytes: number; readonly hits: number } {
	const hosts = watchedHosts();
	const draw = draws(2);
	const word = (): string => WORDS[draw(WORDS.length)];
	const descriptor = openSync(file, "w");
	let [seconds, bytes, hits] = [1_605_769_303, 0, 0];
	while (bytes < megabytes * 1e6) {
		let text = "";
		for (let line = 0; line < LINES_A_WRITE; line++) {
			if (draw(100) === 0) seconds++;
			const isHit = draw(HIT_EVERY) === 0;
			if (isHit) hits++;
			const host = isHit ? hosts[draw(HOSTS)] : `www.page-${word()}-${word()}.example`;
			const url = draw(3) === 0 ? `CONNECT ${host}:443` : `GET http://${host}/${word()}/${word()}?q=${word()}&id=${draw(1e9)}`;
			text += `${seconds}.${100 + draw(900)} ${`${draw(2000)}`.padStart(6)} 192.0.2.${draw(250)} TCP_MISS/200 ${draw(90000)} ${url}`;
			text += ` - HIER_DIRECT/203.0.113.${draw(250)} text/html\n`;
		}
		const piece = Buffer.from(text);
		writeSync(descriptor, piece);
		bytes += piece.length;
	}
	closeSync(descriptor);
	return { bytes, hits };
}
