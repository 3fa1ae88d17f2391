// Plan: every vector's probe and the extras, each with a token and a target of its own, in as few messages as can be without one spoiling another.

import type { Probe, Vector } from "../../core/model/vector.ts";
import { vectors } from "../../core/vectors/index.generated.ts";
import { endingOf } from "./endings.ts";
import { extras } from "./extras.ts";
import { GROUPS, type Group, groupOfOne } from "./groups.ts";
import { type Asker, composeTestMessage, type TestMessage } from "./messages.ts";
import type { SelftestProbe, Untestable } from "./probe.ts";
import type { Reach } from "./reach.ts";
import { targetOf } from "./targets.ts";

export interface PlanOptions {
	readonly reach: Reach;
	/** Makes a token from a name that is the same in every run (tokens.ts). */
	readonly tokenOf: (name: string) => string;
	/** Who stands as its sender, and whose mailbox it goes to: addresses. */
	readonly from: string;
	readonly to: string;
	readonly asker: Asker;
	/** When it is written, by this machine's clock. */
	readonly now: Date;
}

export interface SelftestPlan {
	/** `messages[N - 1]` has number N. */
	readonly messages: readonly TestMessage[];
	readonly probes: readonly SelftestProbe[];
	readonly untestable: readonly Untestable[];
}

/** A probe before its message has a number. */
interface Candidate {
	/** Sets its token apart. */
	readonly name: string;
	readonly vector: Vector;
	readonly channel: Vector["channel"];
	readonly fact: string | null;
	readonly extra: boolean;
	probe(target: string): Probe;
}

export function planSelftest(options: PlanOptions): SelftestPlan {
	const { reach, tokenOf, from } = options;
	const placed = new Map<Group, { readonly candidate: Candidate; readonly token: string; readonly probe: Probe }[]>();
	const untestable: Untestable[] = [];
	for (const candidate of candidates()) {
		const { vector, channel } = candidate;
		const token = tokenOf(candidate.name);
		const target = targetOf({ vector: vector.id, channel, token, ending: endingOf(vector.id) }, reach, from);
		if (target.kind === "untestable") {
			// Of an extra the vector is tested otherwise.
			if (!candidate.extra) untestable.push({ vector: vector.id, why: target.why });
			continue;
		}
		const probe = candidate.probe(target.value);
		const group = GROUPS.find(({ has }) => has(vector, probe)) ?? groupOfOne(vector.title, probe);
		const members = placed.get(group) ?? [];
		members.push({ candidate, token, probe });
		placed.set(group, members);
	}

	const groups = [...GROUPS.filter((group) => placed.has(group)), ...[...placed.keys()].filter((group) => !GROUPS.includes(group))];
	const probes: SelftestProbe[] = [];
	const messages = groups.map((group, index) => {
		const members = placed.get(group) ?? [];
		const number = index + 1;
		for (const { candidate, token } of members) {
			const { vector, channel, fact } = candidate;
			probes.push({ token, vector: vector.id, trigger: vector.trigger, channel, message: number, fact });
		}
		const answer = answerTo(number, options);
		if (answer !== null) probes.push(answer);
		return composeTestMessage(
			group,
			members.map(({ candidate, probe }) => ({ vector: candidate.vector.id, probe })),
			{
				number,
				of: groups.length,
				from,
				to: options.to,
				asker: options.asker,
				now: options.now,
				messageId: tokenOf(`message ${number}`),
				replyTo: answer === null ? null : `${answer.token}@${reach.receipts}`,
			},
		);
	});
	return { messages, probes, untestable };
}

/** Who answers a message, by hand or automatically, tells the sender as much as a receipt does. */
function answerTo(message: number, { reach, tokenOf }: PlanOptions): SelftestProbe | null {
	if (reach.receipts === null) return null;
	return { token: tokenOf(`reply-to ${message}`), vector: "reply-to", trigger: "reply", channel: "smtp", message, fact: null };
}

function candidates(): readonly Candidate[] {
	const byId = new Map(vectors.map((vector) => [vector.id, vector]));
	const own = vectors.map((vector) => ({
		name: vector.id,
		vector,
		channel: vector.channel,
		fact: null,
		extra: false,
		probe: (target: string) => vector.probe(target),
	}));
	const further = extras.map(({ name, vector: id, channel, fact, probe }) => {
		const vector = byId.get(id);
		if (vector === undefined) throw new Error(`the extra "${name}" names no vector: ${id}`);
		return { name: `${id} ${name}`, vector, channel, fact, extra: true, probe };
	});
	return [...own, ...further];
}
