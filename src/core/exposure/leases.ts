// Leases: whose a client's address was at what time, from DHCP leases or a list of assets. Two people at one address at one time are two people that it may
// have been.

export interface Lease {
	/** 32 hex digits of the first address and of the last (IPv4 as ::ffff:0:0/96). */
	readonly first: string;
	readonly last: string;
	/** Milliseconds since 1970; `ends` is exclusive. */
	readonly begins: number;
	readonly ends: number;
	readonly account: string;
}

export interface Leases {
	/** Accounts that had the address then, in order; of no time all that ever had it. `address`: 32 hex digits. */
	at(address: string, time: number | null): readonly string[];
	readonly size: number;
}

export function createLeases(leases: readonly Lease[]): Leases {
	const single = Map.groupBy(
		leases.filter(({ first, last }) => first === last),
		({ first }) => first,
	);
	const ranges = leases.filter(({ first, last }) => first !== last);
	return {
		size: leases.length,
		at(address, time) {
			const fitting = [...(single.get(address) ?? []), ...ranges.filter(({ first, last }) => first <= address && address <= last)];
			const then = time === null ? fitting : fitting.filter(({ begins, ends }) => begins <= time && time < ends);
			return [...new Set(then.map(({ account }) => account))].sort();
		},
	};
}
