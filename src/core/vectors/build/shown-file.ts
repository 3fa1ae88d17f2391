// A vector in a file that mail programs show within the message (a calendar entry, a contact): what loads by itself does so when the
// message is opened.

import type { Vector } from "../../model/vector.ts";
import { type FileVector, inFile } from "./file-construct.ts";

/** "open" where the row names no trigger. */
export function inShownFile(row: FileVector): Vector {
	return {
		...inFile({ ...row, trigger: row.trigger ?? "open" }),
		probe: (target) => ({ kind: "file", shown: true, ...row.probe(target) }),
	};
}
