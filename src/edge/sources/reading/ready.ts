// Ready: unpacked pieces that wait to be read.

export interface Ready {
	add(pieces: readonly Uint8Array[]): void;
	clear(): void;
	/** Fills `target`; `more` adds pieces or says that none will follow. Returns a smaller count only then. */
	fill(target: Uint8Array, more: () => Promise<boolean>): Promise<number>;
}

export function createReady(): Ready {
	let pieces: Uint8Array[] = [];
	let next = 0;
	return {
		add(added) {
			pieces = next === pieces.length ? [...added] : [...pieces.slice(next), ...added];
			next = 0;
		},
		clear() {
			pieces = [];
			next = 0;
		},
		async fill(target, more) {
			let filled = 0;
			while (filled < target.length) {
				const piece = pieces[next];
				if (piece === undefined) {
					if (!(await more())) break;
					continue;
				}
				const part = piece.subarray(0, target.length - filled);
				target.set(part, filled);
				filled += part.length;
				if (part.length === piece.length) next++;
				else pieces[next] = piece.subarray(part.length);
			}
			return filled;
		},
	};
}
