// Operators: whose URL this is, by host and path (records in data/operators, operators.generated.ts). Asked for every reference of
// every mail, most of them on hosts never seen before, so nothing is cached, cut or allocated: the host is hashed once from its end,
// and at each dot one lookup tells whether any known host ends so. The first that none ends in ends the search, mostly after two labels:
// a thousand records cost what ten cost, and a hostile host of a megabyte costs no more than a real one. The public suffix list is not
// needed for this. What is known of hosts wins over what is known of paths: a path proves little, since anybody can write it.

import type { Operator, OperatorKind, OperatorPattern } from "../model/operator.ts";
import { operatorLines } from "./operators.generated.ts";

/** What the program carries of a record; examples and provenance stay in data/operators. */
export type OperatorFacts = Omit<Operator, "examples" | "provenance">;

/** A record with the pattern that led to it, for `why`. Without `pattern.host` the path alone spoke: any host can imitate it. */
export interface OperatorMatch {
	readonly operator: OperatorFacts;
	readonly pattern: OperatorPattern;
}

export interface OperatorIndex {
	/**
	 * `host` in lower case, as WHATWG serialises it (one trailing dot is allowed); `pathAndQuery` begins with "/". The longest known
	 * host wins, then the pattern with the most literal characters, then patterns without a host.
	 */
	find(host: string, pathAndQuery: string): OperatorMatch | null;
	/** The operator of {@link find}. */
	match(host: string, pathAndQuery: string): OperatorFacts | null;
}

/**
 * A path must begin with "/"; without a host, its first segment must be literal and complete (`/ut.php?u=`, `/mo/*.gif`), since that
 * segment is what it is looked up by. Throws where a record breaks this, or two patterns are the same.
 */
export function createOperatorIndex(records: readonly OperatorFacts[]): OperatorIndex {
	const hosts = createTable();
	hosts.shortest = records.reduce(
		(least, { patterns }) => patterns.reduce((sum, { host }) => Math.min(sum, host?.length ?? sum), least),
		MAX_KEY,
	);
	const segments = createTable();
	for (const operator of records) {
		for (const pattern of operator.patterns) {
			const candidate = compile(operator, pattern);
			if (pattern.host !== undefined) insertHost(hosts, pattern.host, candidate);
			else {
				const segment = firstSegment(candidate);
				insert(segments, segment, hashForwards(segment), candidate);
			}
		}
	}

	function byHost(host: string, path: string): OperatorMatch | null {
		let end = host.length;
		if (host.charCodeAt(end - 1) === DOT) end--;
		const least = Math.max(0, end - hosts.longest);
		let found: OperatorMatch | null = null;
		let hash = SEED;
		for (let at = end - 1; at >= least; at--) {
			hash = mix(hash, host.charCodeAt(at));
			if (end - at < hosts.shortest || (at !== 0 && host.charCodeAt(at - 1) !== DOT)) continue;
			const entry = lookup(hosts, hash, host, at, end);
			if (entry === null) break;
			// Going on, a longer host overrides this one.
			found = bestOf(entry.candidates, path) ?? found;
		}
		return found;
	}

	function byPath(path: string): OperatorMatch | null {
		const most = Math.min(path.length, segments.longest + 2);
		let hash = SEED;
		for (let at = 1; at < most; at++) {
			const code = path.charCodeAt(at);
			if (code === SLASH || code === QUESTION_MARK) {
				const entry = lookup(segments, hash, path, 1, at);
				return entry === null ? null : bestOf(entry.candidates, path);
			}
			hash = mix(hash, code);
		}
		return null;
	}

	const find = (host: string, path: string): OperatorMatch | null => byHost(host, path) ?? byPath(path);
	return { find, match: (host, path) => find(host, path)?.operator ?? null };
}

let shared: OperatorIndex | null = null;

/** Over the records of data/operators; built on first use. */
export function operatorIndex(): OperatorIndex {
	shared ??= createOperatorIndex(operatorLines.map(recordOf));
	return shared;
}

function recordOf(line: string): OperatorFacts {
	const [id = "", name = "", kind, ...patterns] = line.split("\t");
	return { id, name, kind: kind as OperatorKind, patterns: patterns.map(patternOf) };
}

/** "mailchimp.com", "nationbuilder.com/r/o", "/wf/open?upn=". */
function patternOf(text: string): OperatorPattern {
	const slash = text.indexOf("/");
	if (slash < 0) return { host: text };
	return slash === 0 ? { path: text } : { host: text.slice(0, slash), path: text.slice(slash) };
}

const DOT = 0x2e;
const SLASH = 0x2f;
const QUESTION_MARK = 0x3f;

/** A pattern taken apart at its `*`. Matched at the start and open at the end, so the leftmost place for each run is the right one. */
interface Candidate {
	readonly match: OperatorMatch;
	readonly start: string;
	readonly runs: readonly string[];
	/** Literal characters: the more, the more specific. */
	readonly weight: number;
}

function compile(operator: OperatorFacts, pattern: OperatorPattern): Candidate {
	const { path } = pattern;
	const match = { operator, pattern };
	if (path === undefined) return { match, start: "", runs: NO_RUNS, weight: 0 };
	if (!path.startsWith("/")) throw new Error(`${operator.id}: the path ${path} does not begin with a slash`);
	if (!path.includes("*")) return { match, start: path, runs: NO_RUNS, weight: path.length };
	const [start = "", ...runs] = path.split("*");
	return { match, start, runs: runs.filter((run) => run !== ""), weight: path.replaceAll("*", "").length };
}

const NO_RUNS: readonly string[] = [];

function firstSegment({ match: { operator, pattern }, start }: Candidate): string {
	const segment = /^\/([^/?]+)[/?]/.exec(start)?.[1];
	if (segment === undefined) throw new Error(`${operator.id}: ${pattern.path} alone is too general, it needs a host`);
	return segment;
}

/** The first of candidates sorted by weight that fits. Linear in the path: each run is sought from where the one before ended. */
function bestOf(candidates: readonly Candidate[], path: string): OperatorMatch | null {
	for (let index = 0; index < candidates.length; index++) {
		const candidate = candidates[index] as Candidate;
		if (path.startsWith(candidate.start) && hasRuns(candidate.runs, path, candidate.start.length)) return candidate.match;
	}
	return null;
}

function hasRuns(runs: readonly string[], path: string, from: number): boolean {
	for (let index = 0; index < runs.length; index++) {
		const run = runs[index] as string;
		const at = path.indexOf(run, from);
		if (at < 0) return false;
		from = at + run.length;
	}
	return true;
}

/** More than any host or path segment has. */
const MAX_KEY = 0x3fffffff;

/** Entries by the hash of their key; keys that share a hash are chained. Only records fill it, so hostile input cannot make chains. */
interface Table {
	readonly entries: Map<number, Entry>;
	/** Lengths of keys; what lies outside is not looked up ("com" never is). */
	shortest: number;
	longest: number;
}

interface Entry {
	readonly key: string;
	readonly candidates: Candidate[];
	readonly next: Entry | null;
}

function createTable(): Table {
	return { entries: new Map(), shortest: MAX_KEY, longest: 0 };
}

/** With an entry for every end of it at a dot, that a search finds its way from the last label on. */
function insertHost(table: Table, host: string, candidate: Candidate): void {
	let hash = SEED;
	for (let at = host.length - 1; at >= 0; at--) {
		hash = mix(hash, host.charCodeAt(at));
		if (at === 0) insert(table, host, hash, candidate);
		else if (host.charCodeAt(at - 1) === DOT && host.length - at >= table.shortest) entryOf(table, hash, host, at);
	}
}

function entryOf(table: Table, hash: number, text: string, from: number): Entry {
	let entry = lookup(table, hash, text, from, text.length);
	if (entry === null) {
		entry = { key: text.slice(from), candidates: [], next: table.entries.get(hash) ?? null };
		table.entries.set(hash, entry);
	}
	return entry;
}

function insert(table: Table, key: string, hash: number, candidate: Candidate): void {
	table.shortest = Math.min(table.shortest, key.length);
	table.longest = Math.max(table.longest, key.length);
	const { candidates } = entryOf(table, hash, key, 0);
	const { operator, pattern } = candidate.match;
	for (const { match } of candidates) {
		if (match.pattern.path === pattern.path)
			throw new Error(`${operator.id} and ${match.operator.id} both have ${key} ${pattern.path ?? ""}`);
	}
	candidates.push(candidate);
	if (candidates.length > 1) candidates.sort((a, b) => b.weight - a.weight);
}

function lookup(table: Table, hash: number, text: string, from: number, to: number): Entry | null {
	let entry = table.entries.get(hash) ?? null;
	while (entry !== null && !(entry.key.length === to - from && text.startsWith(entry.key, from))) entry = entry.next;
	return entry;
}

/** FNV-1a (Fowler, Noll and Vo), kept to 30 bits: a small integer in V8, which a Map finds without boxing it. */
const SEED = 0x811c9dc5 & 0x3fffffff;
const PRIME = 0x01000193;

function mix(hash: number, code: number): number {
	return Math.imul(hash ^ code, PRIME) & 0x3fffffff;
}

function hashForwards(text: string): number {
	let hash = SEED;
	for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
	return hash;
}
