// Progress: a bar that is rewritten in place on a terminal, a plain line every few seconds elsewhere; always on standard error.

export interface Progress {
	/** `done` and `total` in bytes; `note` is what else counts ("1,204 messages"). */
	update(done: number, total: number, note: string): void;
	/** Takes the bar away, so that something else can be printed. */
	clear(): void;
}

const REDRAW = 100;
const PLAIN_LINE = 5_000;
const BAR = 24;

/** `now` in milliseconds. Nothing is shown in the first two seconds of plain output. */
export function createProgress(stream: NodeJS.WriteStream, now: () => number): Progress {
	const started = now();
	let last = stream.isTTY ? 0 : started + 2_000 - PLAIN_LINE;
	let shown = false;
	return {
		update(done, total, note) {
			const time = now();
			if (time - last < (stream.isTTY ? REDRAW : PLAIN_LINE)) return;
			last = time;
			const line = describe(done, total, note, (time - started) / 1000);
			if (!stream.isTTY) stream.write(`${line}\n`);
			else {
				stream.write(`\r${line.slice(0, (stream.columns ?? 80) - 1)}\x1b[K`);
				shown = true;
			}
		},
		clear() {
			if (shown) stream.write("\r\x1b[K");
			shown = false;
		},
	};
}

function describe(done: number, total: number, note: string, seconds: number): string {
	const rate = seconds > 0 ? done / seconds : 0;
	const speed = `${note}, ${(rate / 1e6).toFixed(1)} MB/s`;
	if (total <= 0) return speed;
	const share = Math.min(1, done / total);
	const filled = Math.round(share * BAR);
	const left = rate > 0 && share < 1 ? `, ${durationOf((total - done) / rate)} left` : "";
	return `[${"#".repeat(filled)}${".".repeat(BAR - filled)}] ${Math.floor(share * 100)}%  ${speed}${left}`;
}

/** "45 s", "3 min", "2 h 5 min" */
export function durationOf(seconds: number): string {
	if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
	const minutes = Math.round(seconds / 60);
	return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
