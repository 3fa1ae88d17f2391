// Budget: what may be unpacked from one archive and all archives in it, together, whatever they claim. limits.ts names the attacks.

import { FREE_UNPACKED_BYTES, MAX_ARCHIVE_BYTES, MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_ENTRIES, MAX_EXPANSION, MAX_HELD_BYTES } from "./limits.ts";

export interface Budget {
	/** Archives around: 1 inside the outermost. */
	readonly depth: number;
	/** Counts unpacked bytes; false past the limit. */
	unpack(bytes: number): boolean;
	/** Counts an entry; false past the limit. */
	entry(): boolean;
	/** Counts memory that a nested archive is held in; false where there is none left. A negative count gives it back. */
	hold(bytes: number): boolean;
	/** Inside an archive of this one; null where they lie too deep. */
	deeper(): Budget | null;
}

/** `packed`: size in bytes of the outermost archive as it is stored; null where that is not known. */
export function createBudget(packed: number | null): Budget {
	const most = Math.min(MAX_ARCHIVE_BYTES, packed === null ? MAX_ARCHIVE_BYTES : FREE_UNPACKED_BYTES + MAX_EXPANSION * packed);
	let unpacked = 0;
	let entries = 0;
	let held = 0;
	function at(depth: number): Budget {
		return {
			depth,
			unpack(bytes) {
				unpacked += bytes;
				return unpacked <= most;
			},
			entry() {
				entries++;
				return entries <= MAX_ARCHIVE_ENTRIES;
			},
			hold(bytes) {
				if (held + bytes > MAX_HELD_BYTES) return false;
				held += bytes;
				return true;
			},
			deeper: () => (depth < MAX_ARCHIVE_DEPTH ? at(depth + 1) : null),
		};
	}
	return at(1);
}
