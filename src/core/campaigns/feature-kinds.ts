// Feature kinds: what it means that two strands share something, and how many points it is worth where nobody else has it. One readable table, since
// every campaign and every link rests on it. Points are a judgement: 8 make a campaign and 5 a link (bonds.ts), so that no single thing ever makes
// a campaign, and what a mass mailer gives all its customers never does.

import type { FeatureKind } from "../model/sighting.ts";

/**
 * Whose a thing is. `sender`: an identity he chose. `text`: words he wrote. `account`: what a mass mailer may have given him alone, or everybody.
 * `route`: how and through whom it was sent and watched, which strangers share at one mass mailer. `weak`: a route that says little by itself.
 */
export type Whose = "sender" | "text" | "account" | "route" | "weak";

export interface KindFacts {
	readonly whose: Whose;
	readonly points: number;
	/** "Both ...", before the value. */
	readonly both: string;
}

export const KINDS: Readonly<Record<FeatureKind, KindFacts>> = {
	"from-address": { whose: "sender", points: 4, both: "are from the address" },
	"from-domain": { whose: "sender", points: 3, both: "are from addresses at" },
	"reply-address": { whose: "sender", points: 4, both: "want answers at" },
	"list-id": { whose: "sender", points: 4, both: "name the mailing list" },
	"text-band": { whose: "text", points: 3, both: "carry nearly the same text" },
	"url-piece": { whose: "account", points: 3, both: "have in their tracking URLs the same" },
	"feedback-account": { whose: "account", points: 3, both: "name to the mass mailer's feedback loop the account" },
	structure: { whose: "account", points: 3, both: "are built of the same elements in the same order, numbered" },
	"tracker-host": { whose: "route", points: 4, both: "contact without a click the host" },
	"tracker-domain": { whose: "route", points: 3, both: "contact without a click hosts of" },
	"dkim-domain": { whose: "route", points: 3, both: "are signed by" },
	"origin-ip": { whose: "route", points: 3, both: "were handed over from the address" },
	"return-domain": { whose: "route", points: 2, both: "have their failures returned to" },
	"subject-shape": { whose: "route", points: 2, both: "have a subject of the same form, numbered" },
	"origin-range": { whose: "route", points: 1.5, both: "were handed over from the network" },
	"url-shape": { whose: "weak", points: 1.5, both: "have tracking URLs of the form" },
	helo: { whose: "weak", points: 1, both: "came from a server that calls itself" },
	"message-id-shape": { whose: "weak", points: 1, both: "have a Message-ID of the form" },
	"boundary-shape": { whose: "weak", points: 1, both: "have part boundaries of the form" },
	mailer: { whose: "weak", points: 1, both: "were written with" },
};

/** All weak things together. */
export const MOST_WEAK = 3;
/** Nearly the same text by one, two, three, and four or more bands of the sketch, of eight: one alone is shared by texts with a sentence or two in common. */
export const TEXT_POINTS = [0, 0, 3, 4, 5] as const;
/** An account that is told from a mass mailer's other customers. */
export const ACCOUNT_POINTS = 5;
/** That the same domain signs, or takes failures, adds to what it says as the sender's: its owner did send this. */
export const ALIGNED_POINTS = 1;
/** From without a signature is a claim. */
export const CLAIMED_POINTS = 3;
/** Both were active within this time of each other, a month as who comes back takes: it helps to make a campaign, and alone to no link. */
export const NEAR = { days: 30, points: 1 } as const;
