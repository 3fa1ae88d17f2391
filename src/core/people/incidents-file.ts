// Incidents file: what happened to somebody later, and whether it has to do with a campaign, which may well be unknown: "may or may not be connected" is a
// state that a case must be able to hold. It never changes what is said of anybody's exposure.

import { CONFIDENCES, CONNECTIONS, type Incident, isDate } from "../model/person.ts";

export interface ReadIncidents {
	readonly incidents: readonly Incident[];
	readonly refused: readonly { readonly incident: string; readonly problem: string }[];
}

const KEYS: ReadonlySet<unknown> = new Set([
	...["id", "on", "account", "organisation", "country", "what", "by", "campaign", "connected", "confidence", "why"],
]);
const MOST = 10_000;
const LONGEST = 2_000;
/** Of the first mail that went from one machine to another there is no day; it was in this year. */
const FIRST_MAIL = "1971-01-01";

/**
 * `content`: the file as its YAML says, its objects as Maps. `latest`: the last day that has begun; any day is taken without it. Throws an Error with one
 * sentence where it is no list of incidents at all.
 */
export function incidentsFrom(content: unknown, latest?: string): ReadIncidents {
	const list = content instanceof Map ? (content.get("incidents") as unknown) : undefined;
	if (!Array.isArray(list)) throw new Error('it has no list "incidents:"');
	if (list.length > MOST) throw new Error(`it has ${list.length} incidents; ${MOST} are read at most`);
	const incidents: Incident[] = [];
	const refused: { incident: string; problem: string }[] = [];
	const places = new Map<string, number>();
	for (const [index, entry] of list.entries()) {
		const fields: ReadonlyMap<string, unknown> = entry instanceof Map ? entry : new Map();
		const id = textOf(fields.get("id"));
		try {
			const read = incidentOf(fields, id, latest);
			const before = places.get(id);
			if (before !== undefined) throw new Error(`incident ${index + 1} has the id of incident ${before}, which stands`);
			places.set(id, index + 1);
			incidents.push(read);
		} catch (error) {
			refused.push({ incident: id === "" ? `incident ${index + 1}` : id, problem: (error as Error).message });
		}
	}
	return { incidents, refused };
}

function incidentOf(fields: ReadonlyMap<string, unknown>, id: string, latest: string | undefined): Incident {
	const text = (name: string): string => textOf(fields.get(name));
	if (id === "") throw new Error("it has no id");
	for (const key of fields.keys()) if (!KEYS.has(key)) throw new Error(`"${key}" is none of ${[...KEYS].join(", ")}`);
	if (text("what") === "") throw new Error('it has no "what": what happened?');
	const on = text("on").slice(0, 10);
	if (!isDate(on)) throw new Error(`"on" is to be a date such as 2021-08-26; not "${text("on")}"`);
	if (on < FIRST_MAIL) throw new Error(`"on" is ${on}: before there was any mail`);
	if (latest !== undefined && on > latest) throw new Error(`"on" is ${on}, which is still to come`);
	const account = text("account").toLowerCase();
	if (account !== "" && !/^[^\s@]{1,200}@[^\s@]{1,255}$/.test(account))
		throw new Error(`"account" is to be a mail address; not "${text("account")}"`);
	if (account === "" && text("organisation") === "" && text("country") === "")
		throw new Error("it names no account, organisation or country");
	const why = text("why");
	const connected = wordOf(fields.get("connected"), CONNECTIONS, "connected", "unknown");
	if (connected !== "unknown" && why === "")
		throw new Error(`it is said to be ${connected === "yes" ? "" : "un"}connected without a reason: "why"`);
	return {
		id,
		on,
		account: account === "" ? null : account,
		organisation: text("organisation"),
		country: text("country").toUpperCase(),
		what: text("what"),
		by: text("by"),
		campaign: text("campaign") === "" ? null : text("campaign"),
		connected,
		confidence: wordOf(fields.get("confidence"), CONFIDENCES, "confidence", "none"),
		why,
	};
}

/** YAML reads yes and no as truth in its older version. */
function wordOf<T extends string>(value: unknown, words: readonly T[], name: string, missing: T): T {
	if (value === undefined || value === null) return missing;
	const said = value === true ? "yes" : value === false ? "no" : textOf(value).toLowerCase();
	const word = words.find((one) => one === said);
	if (word === undefined) throw new Error(`"${name}" is to be one of ${words.join(", ")}; not "${textOf(value)}"`);
	return word;
}

function textOf(value: unknown): string {
	if (value instanceof Date) return value.toISOString().slice(0, 10);
	return typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, LONGEST) : "";
}
