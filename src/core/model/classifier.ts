// Classifier: what somebody else's knowledge says of a URL, a filter list of the user's for instance. Core asks whoever is given to it,
// tells the answer among the reasons, and judges nothing by it: a list may be wrong, and a URL that no list knows is found all the same.

import type { Trigger } from "./reference.ts";

/** A sentence for `why`, or null where nothing is known. `vector` is the id of the vector that found it. Must not throw. */
export type Classify = (url: string, vector: string, trigger: Trigger) => string | null;
