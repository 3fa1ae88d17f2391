// Groups: what is joined, directly or through others, is one (union-find with path halving; Tarjan and van Leeuwen, J. ACM 1984). The smallest index
// stands for its group, so that the answer does not depend on the order of joining.

export interface Groups {
	join(a: number, b: number): void;
	/** The smallest index of the group that holds `index`. */
	of(index: number): number;
}

export function createGroups(size: number): Groups {
	const parents = Int32Array.from({ length: size }, (_, index) => index);
	const of = (index: number): number => {
		let at = index;
		for (;;) {
			const parent = parents[at] as number;
			if (parent === at) return at;
			const above = parents[parent] as number;
			parents[at] = above;
			at = above;
		}
	};
	return {
		of,
		join(a, b) {
			const first = of(a);
			const second = of(b);
			if (first < second) parents[second] = first;
			else parents[first] = second;
		},
	};
}
