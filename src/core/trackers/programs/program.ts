// Program: what a mail program does by default with each kind of reference, as its maker documents it, as it was measured, or as others
// report it. Facts age: each row names what it rests on, and where that is thin it says so. A table, so that the self-test can tell a
// reader what to change by the same words.

import type { Leak } from "../../model/leak.ts";

/** What programs tell apart. The first eight are contacted when a message is shown, the rest on another trigger. */
export const REFERENCE_KINDS = [
	"picture", // pictures and backgrounds, in markup and in styles
	"style", // style sheets and fonts
	"embedded", // frames, objects, audio, video
	"script", // scripts, and pages that load another by themselves
	"hint", // prefetch, preload, prerender
	"lookup", // dns-prefetch and preconnect: a name lookup, no request
	"share", // a Windows network share
	"other", // what hardly a program reads: entities, manifests, remote attachments, calendar and contact entries
	"reply",
	"receipt",
	"click",
	"attachment",
	"arrival", // before anybody reads it
	"reminder", // the share that a calendar item names for its sound
] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** `loads`: without being asked; `asks`: only if the reader agrees; `never`; `unknown`: nobody says, so the worst is assumed. */
export const PROGRAM_ACTS = ["loads", "asks", "never", "unknown"] as const;
export type ProgramAct = (typeof PROGRAM_ACTS)[number];

export const EVIDENCE = [
	"plain", // what the thing is: a link opens in the browser
	"vendor", // the maker's documentation or source code
	"measured", // by hand, with probes on a private network
	"reported", // by others
	"unverified", // nothing was found that says so: such a row is `unknown`
] as const;
export type Evidence = (typeof EVIDENCE)[number];

export interface Behaviour {
	readonly act: ProgramAct;
	/** When it is contacted; for `asks` once the reader agrees. */
	readonly when?: "arrival" | "opening";
	/** Through the program's proxy rather than from the reader's own address. */
	readonly proxied?: true;
	/** Goes on after the sentence, in brackets: exceptions, the button that allows it. */
	readonly note?: string;
	readonly evidence: Evidence;
	/** Ids of the program's sources. */
	readonly sources: readonly string[];
}

export interface ProgramSource {
	readonly id: string;
	readonly title: string;
	/** Null where there is no page. */
	readonly url: string | null;
	/** Of the page or the measurement, as far as it is known: "2019-03-21", "2026-11". */
	readonly date: string;
}

export interface Program {
	/** Kebab case: the name on the command line. */
	readonly id: string;
	/** As in "in Thunderbird". */
	readonly name: string;
	/** Which versions and settings the rows are about. */
	readonly covers: string;
	/** Whose machines stand between, and what the sender then does not learn. */
	readonly proxy?: { readonly name: string; readonly hides: readonly Leak[] };
	/** A kind without a row is `unknown`. */
	readonly rows: Partial<Readonly<Record<ReferenceKind, Behaviour>>>;
	/** Where to change it, menu by menu. */
	readonly settings: readonly { readonly for: ReferenceKind; readonly what: string; readonly path: string }[];
	readonly sources: readonly ProgramSource[];
}

/** What no program was found to do otherwise: a link opens in the browser. */
export const IN_THE_BROWSER: Behaviour = { act: "loads", note: "in the browser", evidence: "plain", sources: [] };

/** What is in a file acts in whatever program opens it, which asks or does not. */
export const BY_WHAT_OPENS_IT: Behaviour = {
	act: "unknown",
	note: "what opens the attachment decides, a preview too",
	evidence: "plain",
	sources: [],
};
