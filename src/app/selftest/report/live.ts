// Live lines: what a person watches while the messages lie open. A program fetches a hundred probes within a second, so a line holds all
// contacts of one vector in that second, and who made them is said only where it changes.

import { readUserAgent } from "../../../core/exposure/user-agents.ts";
import { count, shownText } from "../../report/shown-text.ts";
import { wrap } from "../../report/terminal/columns.ts";
import type { Screen } from "../../report/terminal/screen.ts";
import type { Contact } from "../contact.ts";
import { isHandshake } from "../learnt.ts";
import { clock } from "./told.ts";

export interface Live {
	show(contact: Contact): void;
	/** Writes what is still held back. */
	end(): void;
}

/** Milliseconds for which contacts are held back, to be told together. */
const TOGETHER = 1000;
const LEAST_WIDTH = 60;
const MOST_FACTS = 3;

interface Held {
	readonly contact: Contact;
	readonly facts: Set<string>;
	count: number;
}

/** `write` takes whole lines. */
export function createLive(screen: Screen, write: (lines: string) => void): Live {
	const held = new Map<string, Held>();
	/** Time of each message's first opening, or of its first contact until then; milliseconds. */
	const origins = new Map<number, { at: number; opening: boolean }>();
	const told = { message: 0, who: "" };
	let timer: NodeJS.Timeout | undefined;

	const flush = (): void => {
		clearTimeout(timer);
		timer = undefined;
		const lines = [...held.values()].flatMap((one) => linesOf(one));
		held.clear();
		if (lines.length > 0) write(`${lines.join("\n")}\n`);
	};
	const linesOf = (one: Held): string[] => {
		const { probe, time } = one.contact;
		const lines: string[] = [];
		if (probe.message !== told.message) {
			lines.push(
				paint(screen, "1", `Message ${probe.message}, first contact ${clock(new Date(origins.get(probe.message)?.at ?? 0).toISOString())}`),
			);
			told.message = probe.message;
			told.who = "";
		}
		const who = whoMade(one.contact);
		const since = Math.max(0, Date.parse(time) - (origins.get(probe.message)?.at ?? 0));
		lines.push(...lineOf(one, since, who === told.who ? "" : who, screen));
		told.who = who;
		return lines;
	};
	return {
		show(contact) {
			const { message, vector, trigger, channel } = contact.probe;
			const opening = trigger === "open" || trigger === "preview";
			const origin = origins.get(message);
			if (origin === undefined || (opening && !origin.opening)) origins.set(message, { at: Date.parse(contact.time), opening });
			const key = JSON.stringify([message, vector, trigger, channel, whoMade(contact), isHandshake(contact)]);
			const one = held.get(key) ?? { contact, facts: new Set(), count: 0 };
			one.count++;
			if (contact.fact !== null) one.facts.add(contact.fact);
			held.set(key, one);
			// The listeners keep the process alive, this need not.
			timer ??= setTimeout(flush, TOGETHER).unref();
		},
		end: flush,
	};
}

/** `+3.2 s  img-src  open, http  Thunderbird 153.7.0 on Linux, from 127.0.0.1` */
function lineOf({ contact, facts, count: times }: Held, since: number, who: string, screen: Screen): string[] {
	const { vector, trigger, channel } = contact.probe;
	const width = Math.max(LEAST_WIDTH, screen.width);
	const many = times > 1 ? ` ×${count(times)}` : "";
	const how = isHandshake(contact) ? `${channel}, no request` : channel;
	const named = [...facts].slice(0, MOST_FACTS).join("; ") + (facts.size > MOST_FACTS ? ` and ${facts.size - MOST_FACTS} more` : "");
	const columns = [sinceWords(since), `${shownText(vector)}${many}`.padEnd(VECTOR, BLANK), `${trigger}, ${how}`.padEnd(HOW, BLANK)];
	const pieces = [...columns, named === "" ? "" : `(${shownText(named)})`, who].filter((piece) => piece !== "");
	const [first = "", ...more] = wrap(pieces.join(BLANK + BLANK), width, INDENT).map((line) => line.replaceAll(BLANK, " ").trimEnd());
	return [paint(screen, trigger === "open" || trigger === "parse" ? "1;31" : "33", first), ...more];
}

/** Holds columns together where lines are wrapped. */
const BLANK = "\u00a0";
const INDENT = 10;
const VECTOR = 22;
const HOW = 10;

/** Eight columns for what anybody waits. */
function sinceWords(milliseconds: number): string {
	return `+${(milliseconds / 1000).toFixed(1)}${BLANK}s`.padStart(INDENT - 2, BLANK);
}

/** "Thunderbird 153.7.0 on Linux, from 192.0.2.1"; nothing but `client_ip` of a program without a name. */
function whoMade({ client_ip, resolver, client_subnet, user_agent, by, why, probe }: Contact): string {
	if (resolver !== null) return `resolver ${shownText(resolver)}${client_subnet === null ? "" : ` for ${shownText(client_subnet)}`}`;
	const { program, system } = readUserAgent(user_agent);
	const from = client_ip === null ? "" : `from ${shownText(client_ip)}`;
	if (by === "machine") return `${shownText(why)}, ${from}`;
	if (program === null) return probe.channel === "smtp" ? `${shownText(why)}, ${from}` : from;
	return `${shownText(program)}${system === null ? "" : ` on ${shownText(system)}`}, ${from}`;
}

function paint({ colour }: Screen, style: string, text: string): string {
	return colour ? `\u001b[${style}m${text}\u001b[0m` : text;
}
