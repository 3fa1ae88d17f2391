// Openness: why it stays open whether an account fetched a campaign's mail. A level says what logs show; a claim that nobody fetched it also needs to know
// what they may have missed. A lookup is no fetch, and yet somebody asked for the host.

import { DOUBTS } from "../model/exposure.ts";

/** `unasked`: the mail singles nobody out, and logs are not asked about it. The first of them that holds is told. */
export const OPENNESS = [...DOUBTS, "unasked"] as const;
export type Openness = (typeof OPENNESS)[number];
