// Coverage: which blocks of the engine's code ran since the last look, as V8 counts them (Chrome DevTools Protocol, Profiler domain). A
// message that reaches code none before it reached is worth mutating further.

import { Session } from "node:inspector";
import { sep } from "node:path";

const ENGINE = `${sep}src${sep}core${sep}`.replaceAll("\\", "/");

interface Range {
	readonly startOffset: number;
	readonly endOffset: number;
	readonly count: number;
}

interface Script {
	readonly url: string;
	readonly functions: readonly { readonly ranges: readonly Range[] }[];
}

export interface Coverage {
	/** Blocks that ran for the first time ever since the last call. */
	fresh(): number;
	/** Blocks that ever ran. */
	total(): number;
	close(): void;
}

export function createCoverage(): Coverage {
	const session = new Session();
	session.connect();
	session.post("Profiler.enable");
	session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
	const seen = new Set<string>();
	return {
		fresh() {
			const before = seen.size;
			// Answered before `post` returns: the session is this thread's own.
			session.post("Profiler.takePreciseCoverage", (error: Error | null, { result }: { result: readonly Script[] }) => {
				if (error !== null) throw error;
				for (const { url, functions } of result) {
					const at = url.indexOf(ENGINE);
					if (at === -1) continue;
					const file = url.slice(at);
					for (const { ranges } of functions) {
						for (const { startOffset, endOffset, count } of ranges) if (count > 0) seen.add(`${file}:${startOffset}:${endOffset}`);
					}
				}
			});
			return seen.size - before;
		},
		total: () => seen.size,
		close() {
			session.post("Profiler.stopPreciseCoverage");
			session.disconnect();
		},
	};
}
