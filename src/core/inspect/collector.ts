// Collector: what a vector found becomes a remote reference, with what its sender would learn and the reasons for saying so.

import { MAX_REFERENCES } from "../mail/limits.ts";
import { createReport, type Report } from "../mail/problems.ts";
import type { OperatorPattern } from "../model/operator.ts";
import type { Problem } from "../model/problem.ts";
import type { Channel, RemoteReference, Trigger } from "../model/reference.ts";
import type { Target, Vector } from "../model/vector.ts";
import type { Identify } from "../trackers/identifiers.ts";
import { leaksOf } from "../trackers/leaks.ts";
import type { OperatorMatch } from "../trackers/operators.ts";
import { type Contact, createContactFinder } from "./contacts.ts";
import type { Place } from "./place.ts";

/** What else is true of where a target stands. */
export interface Circumstances {
	/** CSS conditions around it, outermost first. */
	readonly conditions: readonly string[];
	/** A sentence, or null. */
	readonly remark: string | null;
}

export const PLAIN: Circumstances = Object.freeze({ conditions: Object.freeze([]) as readonly string[], remark: null });

/** What the message's own header tells of its references. */
export interface Surroundings {
	/** Address in From, lower case. */
	readonly sender: string | null;
	/** It answers or forwards another mail, which it may quote. */
	readonly answers: boolean;
}

const UNKNOWN: Surroundings = { sender: null, answers: false };

export interface Collector {
	/** Of the message at hand. */
	references: RemoteReference[];
	problems: Problem[];
	/** Adds to the problems; bounded for each code. */
	report: Report;
	/** Of the message at hand. */
	answers: boolean;
	/** Begins another message; `identify` knows its reader's addresses. */
	begin(identify: Identify, surroundings?: Surroundings): void;
	add(vector: Vector, target: Target, place: Place, circumstances: Circumstances): void;
}

export function createCollector(): Collector {
	const finder = createContactFinder();
	let full = false;

	/** false where no further reference is taken. */
	function hasRoom(offset: number): boolean {
		if (collector.references.length < MAX_REFERENCES) return true;
		full = true;
		collector.report("limit-references", `more than ${MAX_REFERENCES} references: the rest is not listed`, offset);
		return false;
	}

	const collector: Collector = {
		references: [],
		problems: [],
		report: createReport([]),
		answers: false,
		begin(identify, { sender, answers } = UNKNOWN) {
			finder.begin(identify, sender);
			collector.answers = answers;
			full = false;
			collector.references = [];
			collector.problems = [];
			collector.report = createReport(collector.problems);
		},
		add(vector, target, place, circumstances) {
			// Attack: millions of references, each of which would be judged and traced back to its bytes for nothing.
			if (full) return;
			const { text } = target;
			const { value } = text;
			let { from, to } = target;
			while (from < to && value.charCodeAt(from) <= 0x20) from++;
			while (to > from && value.charCodeAt(to - 1) <= 0x20) to--;
			const written = target.url ?? value.slice(from, to);
			const own = target.trigger ?? vector.trigger;
			const trigger = own === "open" || own === "attachment" ? place.opens : own;
			const channel = target.channel ?? vector.channel;
			const contacts = finder.find(written, channel, place.document.base);
			if (contacts === null) {
				collector.report("unparsable", `no program agrees on this URL: ${shorten(written)}`, () => text.start(from));
				return;
			}
			for (const contact of contacts) {
				// A share is opened by what loads by itself; a click on the same text goes to the web.
				if (contact.share && trigger === "click" && contacts.length > 1) continue;
				const start = text.start(from);
				if (!hasRoom(start)) return;
				const via = contact.share ? "smb" : channel;
				collector.references.push(referenceTo(contact, vector, target, trigger, via, circumstances, place, start, text.end(to)));
			}
		},
	};
	return collector;
}

function referenceTo(
	contact: Contact,
	vector: Vector,
	target: Target,
	trigger: Trigger,
	channel: Channel,
	circumstances: Circumstances,
	{ part, path }: Place,
	start: number,
	end: number,
): RemoteReference {
	const { url, host, identifier, operator } = contact;
	const reference = {
		vector: vector.id,
		channel,
		trigger,
		url,
		host,
		part,
		start,
		end,
		identifier,
		operator: operator === null ? null : operator.operator.id,
		leaks: leaksOf({ trigger, channel, conditional: circumstances.conditions.length > 0, identified: identifier.kind !== "none" }),
		why: reasonsFor(contact, vector, target, circumstances),
	};
	return path === "" ? reference : { ...reference, path };
}

/** The reasons of a vector alone: most references have no others. */
const vectorReasons = new Map<Vector, readonly string[]>();

function reasonsFor(contact: Contact, vector: Vector, target: Target, { conditions, remark }: Circumstances): readonly string[] {
	const { identifier, operator, wrapped, share, stranger } = contact;
	const plain = target.why === undefined && remark === null && conditions.length === 0;
	if (plain && !share && wrapped === null && identifier.how === "" && stranger === null && operator === null) {
		let alone = vectorReasons.get(vector);
		if (alone === undefined) {
			alone = Object.freeze([vector.why]);
			vectorReasons.set(vector, alone);
		}
		return alone;
	}
	const why = [vector.why];
	if (target.why !== undefined) why.push(target.why);
	if (remark !== null) why.push(remark);
	if (conditions.length > 0) why.push(`only under ${conditions.join(" and ")}: that it is fetched tells which`);
	if (share) why.push("Windows programs open it as a network share and send an NTLM response");
	if (wrapped !== null) why.push(`${wrapped.gateway} wraps ${shorten(wrapped.inner)}`);
	if (identifier.how !== "") why.push(identifier.how);
	if (stranger !== null) why.push(stranger);
	if (operator !== null) why.push(operatorReason(operator));
	return why;
}

const operatorReasons = new Map<OperatorPattern, string>();

/** One string for each pattern: a million references share it. Anybody may use an operator's path on a host of their own. */
function operatorReason({ operator, pattern }: OperatorMatch): string {
	let reason = operatorReasons.get(pattern);
	if (reason === undefined) {
		const subject = pattern.host === undefined ? "path looks like" : "host is";
		reason = `the ${subject} ${operator.name}'s, a known operator (${operator.kind})`;
		operatorReasons.set(pattern, reason);
	}
	return reason;
}

const LONGEST_QUOTE = 120;

function shorten(text: string): string {
	return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}...`;
}
