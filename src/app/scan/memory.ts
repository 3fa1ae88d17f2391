// Memory: a scan and its report make much that is garbage at once. V8 lets the young generation of each thread grow to tens of
// megabytes before it looks, for speed that is not measurable here: kept small, a scan of a gigabyte peaks at half the memory.

import { setFlagsFromString } from "node:v8";

/** Call before the work begins; holds for threads that start later too. */
export function keepYoungGenerationSmall(): void {
	setFlagsFromString("--semi-space-growth-factor=1");
}
