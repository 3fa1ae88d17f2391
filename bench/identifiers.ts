// Measures the recognition of identifiers on real mail: node bench/identifiers.ts [CORPUS...] (see docs/identifiers.md).
// The pairs of newsletter-two-recipients tell the truth: what differs between two people's copies of one mailing is
// individual, what is equal is not. Elsewhere only rates can be told. Mail is read by mailparser and parse5, not by the
// project's own reader, so that a fault there does not hide here. With --list, what was found is printed, one URL a line.

import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type AddressObject, simpleParser } from "mailparser";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { resolveUrl } from "../src/core/encoding/urls.ts";
import { createIdentifier, type Identify } from "../src/core/trackers/identifiers.ts";
import { corporaFolder, corpusMessages, NO_CORPORA } from "../test/support/corpora.ts";

interface Reference {
	readonly url: string;
	readonly host: string;
	readonly click: boolean;
}

const ATTRIBUTES = new Set(["href", "src", "background", "srcset", "poster", "action"]);

function fail(message: string): never {
	throw new Error(message);
}

function referencesOf(html: string): Reference[] {
	const found: Reference[] = [];
	const walk = (node: DefaultTreeAdapterTypes.Node): void => {
		if ("attrs" in node) {
			for (const { name, value } of node.attrs) {
				if (!ATTRIBUTES.has(name)) continue;
				const written = name === "srcset" ? (value.trim().split(/\s/, 1)[0] ?? "") : value;
				for (const { url, host } of resolveUrl(written, null)) {
					found.push({ url, host, click: node.tagName === "a" || node.tagName === "area" || name === "action" });
				}
			}
		}
		if ("childNodes" in node) for (const child of node.childNodes) walk(child);
	};
	walk(parse(html));
	return found;
}

function addressesOf(...fields: (AddressObject | AddressObject[] | undefined)[]): string[] {
	return fields
		.flat()
		.flatMap((field) => field?.value ?? [])
		.flatMap((entry) => entry.address ?? []);
}

async function read(bytes: Uint8Array): Promise<{ references: Reference[]; addresses: string[]; identify: Identify }> {
	const mail = await simpleParser(Buffer.from(bytes), { skipTextToHtml: true, skipImageLinks: true });
	const delivered = mail.headers.get("delivered-to");
	const others = typeof delivered === "string" ? [delivered] : [];
	const addresses = [...others, ...addressesOf(mail.to, mail.cc)];
	return {
		references: typeof mail.html === "string" ? referencesOf(mail.html) : [],
		addresses,
		identify: createIdentifier(addresses),
	};
}

const listing = process.argv.includes("--list");
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const corpora = corporaFolder() ?? fail(NO_CORPORA);
const timed: { addresses: readonly string[]; identify: Identify; references: readonly Reference[] }[] = [];

/** Two copies of each mailing: *.u1.eml or *-u1.eml beside u2. */
async function pairs(): Promise<void> {
	const copies = new Map(corpusMessages("newsletter-two-recipients").map((message) => [message.name, message.bytes]));
	let truePositives = 0;
	let falsePositives = 0;
	let falseNegatives = 0;
	let trueNegatives = 0;
	for (const [name, bytes] of copies) {
		const other = copies.get(name.replace(/u1(?=\.eml$)/, "u2"));
		if (!/u1\.eml$/.test(name) || other === undefined) continue;
		const first = await read(bytes);
		const second = await read(other);
		if (first.references.length !== second.references.length) console.log(`${name}: the copies differ in more than URLs`);
		const seen = new Set<string>();
		for (const [index, { url, host }] of first.references.entries()) {
			const twin = second.references[index];
			if (twin === undefined || seen.has(url)) continue;
			seen.add(url);
			const individual = twin.url !== url;
			const { kind, value } = first.identify(url, host);
			if (kind !== "none") individual ? truePositives++ : falsePositives++;
			else individual ? falseNegatives++ : trueNegatives++;
			if (listing && (kind !== "none") !== individual)
				console.log(`${individual ? "missed" : "wrong "} ${value ?? ""}\t${url.slice(0, 300)}`);
		}
	}
	const precision = truePositives / (truePositives + falsePositives);
	const recall = truePositives / (truePositives + falseNegatives);
	console.log(
		`newsletter-two-recipients: precision ${precision.toFixed(3)} (${falsePositives} wrong), recall ${recall.toFixed(3)} (${falseNegatives} missed), ` +
			`${truePositives} right, ${trueNegatives} rightly none; distinct URLs`,
	);
}

function report(corpus: string, messages: number, seen: Map<string, { readonly kind: string; readonly click: boolean }>): void {
	const rows = ["open", "click"].map((trigger) => {
		const kinds = [...seen.values()].filter(({ click }) => click === (trigger === "click")).map(({ kind }) => kind);
		const share = (kind: string): string => `${kind} ${kinds.filter((each) => each === kind).length}`;
		return `${trigger}: ${kinds.length} URLs, ${share("address")}, ${share("opaque")}, ${share("none")}`;
	});
	console.log(`${corpus}: ${messages} messages; ${rows.join("; ")}`);
}

async function rates(corpus: string): Promise<void> {
	const seen = new Map<string, { kind: string; click: boolean }>();
	const messages = corpusMessages(corpus);
	const readers = new Map<string, (readonly string[])[]>();
	for (const { bytes } of messages) {
		const { references, addresses, identify } = await read(bytes);
		timed.push({ addresses, identify, references });
		for (const { url, host, click } of references) {
			const found = identify(url, host);
			note(seen, url, click, found);
			if (found.kind === "opaque") readers.set(url, [...(readers.get(url) ?? []), addresses]);
		}
	}
	report(corpus, messages.length, seen);
	const common = [...readers].filter(([, sets]) => sets.some((set) => !set.some((address) => sets[0]?.includes(address))));
	console.log(`  of ${readers.size} opaque URLs ${common.length} also stood in mail to others`);
	if (listing) for (const [url] of common) console.log(`others ${url.slice(0, 300)}`);
}

function note(seen: Map<string, { kind: string; click: boolean }>, url: string, click: boolean, found: ReturnType<Identify>): void {
	if (!seen.has(url) && listing && found.kind !== "none")
		console.log(`${found.kind} ${click ? "click" : "open "} ${found.value}\t${url.slice(0, 300)}`);
	seen.set(url, { kind: found.kind, click });
}

/** Bodies without headers: no address is known. */
function bodies(path: string): void {
	const seen = new Map<string, { kind: string; click: boolean }>();
	const identify = createIdentifier([]);
	const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
	for (const file of files) {
		const references = referencesOf(readFileSync(join(path, file), "utf8"));
		timed.push({ addresses: [], identify, references });
		for (const { url, host, click } of references) note(seen, url, click, identify(url, host));
	}
	report("newsletter-html", files.length, seen);
}

/**
 * Nanoseconds a URL: warm, the least that each message took in thirty passes (the sum is little disturbed by what else runs),
 * and cold, one pass of a fresh thread whose engine has compiled nothing, forms of the addresses included.
 */
async function speed(): Promise<void> {
	const count = timed.reduce((sum, { references }) => sum + references.length, 0);
	const length = timed.reduce((sum, { references }) => sum + references.reduce((total, { url }) => total + url.length, 0), 0);
	const least = new Float64Array(timed.length).fill(Number.POSITIVE_INFINITY);
	for (let pass = 0; pass < 30; pass++) {
		for (const [index, { identify, references }] of timed.entries()) {
			const before = performance.now();
			for (const { url, host } of references) identify(url, host);
			least[index] = Math.min(least[index] as number, performance.now() - before);
		}
	}
	const warm = least.reduce((sum, took) => sum + took, 0);
	const cold: number[] = [];
	const messages = timed.map(({ addresses, references }) => ({ addresses, references }));
	for (let thread = 0; thread < 5; thread++) {
		const worker = new Worker(new URL(import.meta.url), { workerData: messages });
		cold.push(((await once(worker, "message")) as [number])[0]);
	}
	const each = (milliseconds: number): string => ((milliseconds * 1e6) / count).toFixed(0);
	console.log(
		`speed: ${each(warm)} ns a URL warm, ${each(Math.min(...cold))} cold (best of five); ${count} URLs of ${Math.round(length / count)} characters`,
	);
}

/** How many addresses a mailbox may be known by: one reader's, a reader's with aliases, an organisation's whose mail is read at once. */
const KNOWN = [1, 10, 1000];
const FIRST_NAMES = "anna bela carl dora emil flora georg hanna igor jana kim lena marc nora otto paula rosa sven tina viktor".split(" ");
const LAST_NAMES = (
	"adler baker berg brandt conti duarte evans fischer garcia hansen ivanov jensen keller lindqvist martin meyer moreau nagy novak olsen " +
	"parker quist ricci rossi santos schmidt silva smith sokolov stern tamm turner ullmann vale vogel wagner walker weber winter young " +
	"zeman ziegler abel becker carter dahl ekberg frank gruber holm"
).split(" ");

/** Plain names, whose words occur in URLs as real ones do. */
function madeUpAddresses(count: number): string[] {
	return Array.from({ length: count }, (_, index) => {
		const first = FIRST_NAMES[index % FIRST_NAMES.length];
		const last = LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length];
		return `${first}.${last}@office${index % 7}.parliament.example`;
	});
}

/**
 * The same URLs with one, ten and a thousand addresses known: what a URL costs warm, in turns, the least of all passes; and what the first
 * pass takes beyond that, in which forms and digests are made, once for each set of addresses.
 */
function knownAddresses(): void {
	const references = timed.flatMap(({ references }) => references);
	const pass = (identify: Identify): number => {
		const before = performance.now();
		for (const { url, host } of references) identify(url, host);
		return performance.now() - before;
	};
	const sets = KNOWN.map((count) => {
		const identify = createIdentifier(madeUpAddresses(count));
		return { count, identify, first: pass(identify), warm: Number.POSITIVE_INFINITY };
	});
	for (let turn = 0; turn < 20; turn++) for (const set of sets) set.warm = Math.min(set.warm, pass(set.identify));
	const base = (sets[0] as (typeof sets)[number]).warm;
	for (const { count, first, warm } of sets) {
		const once = Math.max(0, first - warm);
		console.log(
			`${String(count).padStart(5)} known: ${((warm * 1e6) / references.length).toFixed(0)} ns a URL (${(warm / base).toFixed(2)} times one), ` +
				`${once.toFixed(1)} ms once (${(once / count).toFixed(2)} an address)`,
		);
	}
}

function coldPass(messages: readonly { readonly addresses: readonly string[]; readonly references: readonly Reference[] }[]): number {
	const before = performance.now();
	for (const { addresses, references } of messages) {
		const identify = createIdentifier(addresses);
		for (const { url, host } of references) identify(url, host);
	}
	return performance.now() - before;
}

async function measure(): Promise<void> {
	const wanted = (corpus: string): boolean => chosen.length === 0 || chosen.includes(corpus);
	if (wanted("newsletter-two-recipients")) await pairs();
	if (wanted("newsletter-html")) bodies(join(corpora, "newsletter-html"));
	for (const corpus of ["spamassassin-hard-ham-1", "spamassassin-spam-1", "phishing-2021-2025"]) if (wanted(corpus)) await rates(corpus);
	if (timed.length === 0) return;
	await speed();
	knownAddresses();
}

if (isMainThread) await measure();
else parentPort?.postMessage(coldPass(workerData));
