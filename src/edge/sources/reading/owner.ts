// Owner of a mailbox by folder name: the deepest folder at or below the source that is named as a mail address. Archives are folders.

import { basename, resolve } from "node:path";

/** As folders are named after accounts: no quoting, no leading dot (Maildir++ folders have one), a domain with a dot. */
const ADDRESS = /^[^\s@/\\<>()",;:.][^\s@/\\<>()",;:]*@(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?\.)+[\p{L}\p{N}-]+$/u;
const LONGEST = 320;

/** The address that a folder is named as, in lower case, or null. */
export function accountOf(name: string): string | null {
	return name.length <= LONGEST && ADDRESS.test(name) ? name.toLowerCase() : null;
}

/** Whose a folder is that was given as a source. A relative one counts by its full name: in a folder `anna@x.example`, "." is hers. */
export function ownerOf(location: string): string | null {
	return accountOf(basename(resolve(location)));
}
