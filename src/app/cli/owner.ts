// --owner ADDRESS[,ALIAS...]: the account first, then its aliases.

import { appError } from "../../core/model/app-error.ts";

/** Throws a usage error for what is no address. */
export function readOwner(value: string | undefined): readonly string[] {
	if (value === undefined) return [];
	const addresses = value.split(",").map((address) => address.trim().toLowerCase());
	for (const address of addresses) {
		if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw appError("usage", `--owner takes mail addresses: "${address}" is none`);
	}
	return addresses;
}
