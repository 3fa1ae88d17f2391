// Admission: how many connections are open at once, in all and from one address. Whoever comes beyond is turned away without a word, so that
// neither a flood nor one client takes the listener from the reader's own program.

export interface Admission {
	/** False: it is to be cut. True: `leave` is called once it is closed. */
	enter(client: string): boolean;
	leave(client: string): void;
	refused(): number;
}

export function createAdmission(most: number, mostOfOne: number): Admission {
	const open = new Map<string, number>();
	let all = 0;
	let refused = 0;
	return {
		enter(client) {
			const own = open.get(client) ?? 0;
			if (all >= most || own >= mostOfOne) {
				refused++;
				return false;
			}
			all++;
			open.set(client, own + 1);
			return true;
		},
		leave(client) {
			const own = (open.get(client) ?? 1) - 1;
			all--;
			if (own === 0) open.delete(client);
			else open.set(client, own);
		},
		refused: () => refused,
	};
}
