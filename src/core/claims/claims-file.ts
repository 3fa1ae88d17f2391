// Claims file: what others said of a case, each with who, when, where it was published and a number (CONTRACT.md, `claims`). A claim without a source is
// refused: a number that nobody can look up cannot be held against anybody. What is wrong with one claim costs that claim alone.

import { CLAIM_COUNTS, type Claim, type ClaimCount, isDate } from "../model/person.ts";

/** A claim that cannot be used: which, and why in a few words. */
export interface RefusedClaim {
	/** Its id, else its place: "claim 3". */
	readonly claim: string;
	readonly problem: string;
}

export interface ReadClaims {
	readonly claims: readonly Claim[];
	readonly refused: readonly RefusedClaim[];
}

/** More than anybody will have read. */
const MOST = 10_000;
const LONGEST = 2_000;

/** `content`: the file as its YAML says. `latest`: the last day that has begun. Throws an Error with one sentence where it is no list of claims at all. */
export function claimsFrom(content: unknown, latest: string): ReadClaims {
	const list = isRecord(content) ? content.get("claims") : undefined;
	if (!Array.isArray(list)) throw new Error('it has no list "claims:"');
	if (list.length > MOST) throw new Error(`it has ${list.length} claims; ${MOST} are read at most`);
	const claims: Claim[] = [];
	const refused: RefusedClaim[] = [];
	const seen = new Set<string>();
	for (const [index, entry] of list.entries()) {
		const fields = isRecord(entry) ? entry : new Map<string, unknown>();
		const id = textOf(fields.get("id"));
		const claim = id ?? `claim ${index + 1}`;
		try {
			const read = claimOf(fields, id, latest);
			if (seen.has(read.id)) throw new Error("its id is another claim's as well");
			seen.add(read.id);
			claims.push(read);
		} catch (error) {
			refused.push({ claim, problem: (error as Error).message });
		}
	}
	return { claims, refused };
}

function claimOf(fields: ReadonlyMap<string, unknown>, id: string | null, latest: string): Claim {
	if (id === null) throw new Error("it has no id");
	const source = textOf(fields.get("source"));
	if (source === null) throw new Error("it has no source: name where it was said, so that anybody can look it up");
	const counts = textOf(fields.get("counts"));
	if (!isCount(counts)) throw new Error(`"counts" is to be one of ${CLAIM_COUNTS.join(", ")}`);
	return {
		id,
		text: required(fields, "text"),
		by: required(fields, "by"),
		on: dateOf(required(fields, "on"), latest),
		source,
		counts,
		quantity: quantityOf(fields),
		scope: scopeOf(fields.get("scope")),
	};
}

function required(fields: ReadonlyMap<string, unknown>, name: string): string {
	const text = textOf(fields.get(name));
	if (text === null) throw new Error(`it has no "${name}"`);
	return text;
}

function dateOf(text: string, latest: string): string {
	const date = text.slice(0, 10);
	if (!isDate(date)) throw new Error(`"on" is to be a date such as 2024-03-25; not "${text}"`);
	if (date > latest) throw new Error(`"on" is ${date}, which is still to come`);
	return date;
}

function quantityOf(fields: ReadonlyMap<string, unknown>): Claim["quantity"] {
	const [is, over] = [fields.get("is"), fields.get("over")];
	if ((is === undefined) === (over === undefined)) throw new Error('it needs one of "is: N" and "over: N"');
	const number = is ?? over;
	if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 0)
		throw new Error("its number is to be 0 or a whole number above");
	return is !== undefined ? { is: number } : { over: number };
}

function scopeOf(value: unknown): Claim["scope"] {
	if (value === undefined || value === null) return {};
	if (!isRecord(value)) throw new Error('"scope" is to hold country, outside, organisation or campaign');
	const known = ["country", "outside", "organisation", "campaign"];
	for (const name of value.keys()) if (!known.includes(name)) throw new Error(`"scope" knows ${known.join(", ")}; not "${name}"`);
	const [country, outside, organisation, campaign] = known.map((name) => (value.has(name) ? required(value, name) : null));
	return { ...(country && { country }), ...(outside && { outside }), ...(organisation && { organisation }), ...(campaign && { campaign }) };
}

function textOf(value: unknown): string | null {
	if (typeof value === "number") return String(value);
	if (value instanceof Date) return value.toISOString().slice(0, 10);
	if (typeof value !== "string") return null;
	const text = value.trim().slice(0, LONGEST);
	return text === "" ? null : text;
}

function isCount(text: string | null): text is ClaimCount {
	return (CLAIM_COUNTS as readonly (string | null)[]).includes(text);
}

/** YAML is read into Maps: a key `__proto__` is a key like any other. */
function isRecord(value: unknown): value is ReadonlyMap<string, unknown> {
	return value instanceof Map;
}
