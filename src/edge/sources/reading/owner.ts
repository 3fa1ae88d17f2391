// Owner of a mailbox by folder name: the deepest folder at or below the source that is named as a mail address.

import { basename, resolve } from "node:path";

/** As folders are named after accounts: no quoting, no leading dot (Maildir++ folders have one), a domain with a dot. */
const ADDRESS = /^[^\s@/\\<>()",;:.][^\s@/\\<>()",;:]*@(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?\.)+[\p{L}\p{N}-]+$/u;
const LONGEST = 320;

export function isAddress(name: string): boolean {
	return name.length <= LONGEST && ADDRESS.test(name);
}

/**
 * `location` is the source as given; `folders` the names below it, outermost first. Lower case, or null.
 * A relative source counts by its full name: in a folder `anna@x.example`, "." is hers.
 */
export function ownerOf(location: string, folders: readonly string[]): string | null {
	const named = folders.findLast(isAddress);
	if (named !== undefined) return named.toLowerCase();
	const root = basename(resolve(location));
	return isAddress(root) ? root.toLowerCase() : null;
}
