// Collector: what a vector found becomes a remote reference: resolved, identified, with operator, leaks and reasons.

import { isUnparsable, type ResolvedUrl, resolveUrl } from "../encoding/urls.ts";
import { MAX_REFERENCES } from "../mail/limits.ts";
import { NO_IDENTIFIER } from "../model/identifier.ts";
import type { Problem } from "../model/problem.ts";
import type { Channel, RemoteReference, Trigger } from "../model/reference.ts";
import type { Target, Vector } from "../model/vector.ts";
import type { Identify } from "../trackers/identifiers.ts";
import { leaksOf } from "../trackers/leaks.ts";
import { type OperatorMatch, operatorIndex } from "../trackers/operators.ts";
import { unwrap } from "../trackers/wrapped-links.ts";
import type { Place } from "./place.ts";

export interface Collector {
	/** Of the message at hand. */
	references: RemoteReference[];
	problems: Problem[];
	/** Begins another message, with its reader's addresses. */
	begin(identify: Identify): void;
	/** `conditions`: the CSS conditions it stands under, for what they tell the sender. */
	add(vector: Vector, target: Target, place: Place, conditions: readonly string[], circumstance: string | null): void;
}

const NO_CONDITIONS: readonly string[] = [];
const MAILTO = "mailto:";
const LOOKUP = "dns:";

export function createCollector(): Collector {
	let identify: Identify = nobody;

	function resolve(written: string, channel: Channel, place: Place): readonly ResolvedUrl[] {
		if (channel === "smtp") {
			const host = hostOf(written.slice(written.lastIndexOf("@") + 1));
			return host === null ? [] : [{ url: written.startsWith(MAILTO) ? written : MAILTO + written, host, channel: "http" }];
		}
		if (written.startsWith(LOOKUP))
			return [{ url: written.toLowerCase(), host: written.slice(LOOKUP.length).toLowerCase(), channel: "http" }];
		return resolveUrl(written, place.document.base);
	}

	const collector: Collector = {
		references: [],
		problems: [],
		begin(next) {
			identify = next;
			collector.references = [];
			collector.problems = [];
		},
		add(vector, target, place, conditions = NO_CONDITIONS, circumstance) {
			const { references, problems } = collector;
			const { text } = target;
			const [from, to] = withoutBlanks(text.value, target.from, target.to);
			const written = target.url ?? text.value.slice(from, to);
			const own = target.trigger ?? vector.trigger;
			const trigger: Trigger = own === "open" ? place.opens : own;
			const channel = target.channel ?? vector.channel;
			const resolved = resolve(written, channel, place);
			if (resolved.length === 0) {
				if (isUnparsable(resolved)) {
					problems.push({ code: "unparsable", detail: `no program agrees on this URL: ${shorten(written)}`, offset: text.start(from) });
				}
				return;
			}
			const start = text.start(from);
			const end = text.end(to);
			for (const { url, host, channel: reached } of resolved) {
				if (reached === "smb" && trigger === "click" && resolved.length > 1) continue;
				if (references.length >= MAX_REFERENCES) {
					if (references.length === MAX_REFERENCES && problems.at(-1)?.code !== "limit-references") {
						problems.push({
							code: "limit-references",
							detail: `more than ${MAX_REFERENCES} references: the rest is not listed`,
							offset: start,
						});
					}
					return;
				}
				const via = reached === "smb" ? "smb" : channel;
				const wrapped = via === "http" ? unwrap(url) : null;
				const found = identify(url, host);
				const identifier = found.kind === "none" && wrapped !== null ? identify(wrapped.inner, host) : found;
				const match = via === "smtp" || via === "smb" ? null : operatorIndex().find(host, pathOf(url, host));
				const why = [vector.why];
				if (target.why !== undefined) why.push(target.why);
				if (circumstance !== null) why.push(circumstance);
				if (conditions.length > 0) why.push(`only under ${conditions.join(" and ")}: that it is fetched tells which`);
				if (via === "smb") why.push("Windows programs open it as a network share and send an NTLM response");
				if (wrapped !== null) why.push(`${wrapped.gateway} wraps ${shorten(wrapped.inner)}`);
				if (identifier.kind !== "none") why.push(identifier.how);
				if (match !== null) why.push(operatorReason(match));
				references.push({
					vector: vector.id,
					channel: via,
					trigger,
					url,
					host,
					part: place.part,
					start,
					end,
					identifier,
					operator: match === null ? null : match.operator.id,
					leaks: leaksOf({ trigger, channel: via, conditional: conditions.length > 0, identified: identifier.kind !== "none" }),
					why,
				});
			}
		},
	};
	return collector;
}

const nobody: Identify = () => NO_IDENTIFIER;

const reasons = new Map<string, string>();

/** One string for each operator: a million references share it. Anybody may use an operator's path on a host of their own. */
function operatorReason({ operator, pattern }: OperatorMatch): string {
	const { name, kind } = operator;
	const key = pattern.host === undefined ? `${name} path` : name;
	let reason = reasons.get(key);
	if (reason === undefined) {
		reason = `the ${pattern.host === undefined ? "path looks like" : "host is"} ${name}'s, a known operator (${kind})`;
		reasons.set(key, reason);
	}
	return reason;
}

function withoutBlanks(value: string, from: number, to: number): [number, number] {
	while (from < to && value.charCodeAt(from) <= 0x20) from++;
	while (to > from && value.charCodeAt(to - 1) <= 0x20) to--;
	return [from, to];
}

/** Path and query: what follows the host (and port) in a serialised URL. */
function pathOf(url: string, host: string): string {
	const slash = url.indexOf("/", url.indexOf("//") + 2 + host.length);
	return slash < 0 ? "/" : url.slice(slash);
}

function hostOf(domain: string): string | null {
	return domain === "" ? null : (URL.parse(`http://${domain}`)?.hostname ?? null);
}

const LONGEST_QUOTE = 120;

function shorten(text: string): string {
	return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}...`;
}
