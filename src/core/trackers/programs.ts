// Mail programs: turns "would report" into "in your program, by default, would report". The rows are facts about programs, not about a
// message: they take leaks away where a program is known to, and never add one. docs/leaks.md shows the table, and is made from it.

import type { Leak } from "../model/leak.ts";
import type { RemoteReference } from "../model/reference.ts";
import { appleMail, appleMailUnprotected } from "./programs/apple-mail.ts";
import { clawsMail } from "./programs/claws-mail.ts";
import { evolution } from "./programs/evolution.ts";
import { gmail } from "./programs/gmail.ts";
import { kindOf } from "./programs/kinds.ts";
import { outlookClassic, outlookMobile, outlookNew } from "./programs/outlook.ts";
import type { Behaviour, Evidence, Program, ProgramAct, ReferenceKind } from "./programs/program.ts";
import { protonMail } from "./programs/proton-mail.ts";
import { roundcube } from "./programs/roundcube.ts";
import { thunderbird } from "./programs/thunderbird.ts";

export const programs: readonly Program[] = [
	appleMail,
	appleMailUnprotected,
	gmail,
	outlookClassic,
	outlookNew,
	outlookMobile,
	thunderbird,
	protonMail,
	roundcube,
	evolution,
	clawsMail,
];

/** By its id, in any case; null where there is none. */
export function programNamed(name: string): Program | null {
	const id = name.trim().toLowerCase();
	return programs.find((program) => program.id === id) ?? null;
}

/** What one program does by default with one reference. */
export interface InProgram {
	/** Id of the program. */
	readonly program: string;
	readonly kind: ReferenceKind;
	readonly act: ProgramAct;
	/** The request comes from the program's proxy rather than from the reader's own address. */
	readonly proxied: boolean;
	readonly evidence: Evidence;
	/** What the sender learns once it is contacted: for `asks` if the reader agrees; none for `never`; all for `unknown`. */
	readonly leaks: readonly Leak[];
	/** "Thunderbird, by default: loaded only if the reader agrees (Show Remote Content), from the reader's own address". */
	readonly says: string;
}

export function inProgram(reference: RemoteReference, program: Program): InProgram {
	const kind = kindOf(reference);
	const behaviour = program.rows[kind] ?? UNKNOWN;
	const { act, proxied = false, evidence } = behaviour;
	const hidden = proxied ? (program.proxy?.hides ?? []) : [];
	const leaks = act === "never" ? [] : reference.leaks.filter((leak) => !hidden.includes(leak));
	return { program: program.id, kind, act, proxied, evidence, leaks, says: `${program.name}, by default: ${sentenceOf(program, kind)}` };
}

const UNKNOWN: Behaviour = { act: "unknown", evidence: "unverified", sources: [] };

/** What happens to what, in the passive: "loaded", "sent". */
const DONE: Readonly<Record<ReferenceKind, string>> = {
	picture: "loaded",
	style: "loaded",
	embedded: "loaded",
	script: "run",
	hint: "loaded",
	lookup: "looked up",
	share: "opened",
	other: "loaded",
	reply: "loaded",
	receipt: "sent",
	click: "opened",
	attachment: "contacted",
	arrival: "contacted",
	reminder: "opened",
};

/** "loaded when the message is opened, by Google's image proxy (...)": what a program does by default with a kind of reference. */
export function sentenceOf(program: Program, kind: ReferenceKind): string {
	const behaviour = program.rows[kind] ?? UNKNOWN;
	const note = behaviour.note === undefined ? "" : ` (${behaviour.note})`;
	return `${actOf(program, kind, behaviour)}${note}`;
}

function actOf(program: Program, kind: ReferenceKind, { act, when, proxied }: Behaviour): string {
	const done = DONE[kind];
	const from = proxied === true ? `by ${program.proxy?.name ?? "a proxy"}` : "from the reader's own address";
	switch (act) {
		case "never":
			return `not ${done}`;
		case "unknown":
			return `not known whether it is ${done}`;
		case "asks":
			return kind === "receipt" ? `${done} only if the reader agrees` : `${done} only if the reader agrees, ${from}`;
		case "loads":
			return `${done}${WHEN[when ?? (kind === "click" ? "click" : "opening")]}, ${from}`;
	}
}

const WHEN = {
	arrival: " when the message arrives, opened or not",
	opening: " when the message is opened",
	click: " when the reader clicks",
} as const;
