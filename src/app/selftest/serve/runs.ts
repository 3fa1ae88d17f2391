// Runs: the tests of the last days by the hash of their browser's secret. A token lives for 24 hours; what comes then is answered like any other
// and not recorded. A contact is sealed the moment it comes, and shown in clear only to a page that is open just then.

import { randomBytes } from "node:crypto";
import type { Arrival } from "../../../edge/listeners/arrival.ts";
import type { Contact } from "../contact.ts";
import { createLedger, type Ledger, tokensOf } from "../ledger.ts";
import { tokensIn } from "../tokens.ts";
import type { RunFolders, StoredRun } from "./run-folder.ts";
import { type BrowserSecret, opener, publicKeyOf, runIdOf, seal } from "./sealed.ts";
import { MARK_DIGITS, type RunPlan, tokensOfRun } from "./tokens-of-run.ts";
import type { Totals } from "./totals.ts";

export const TOKEN_LIFE = 24 * 3_600_000;
/** Runs of which results are kept at once. */
const MOST_RUNS = 20_000;
/** Bytes of sealed contacts for one run: some three thousand, or ten openings by a program that loads everything. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Runs whose tokens are at hand; of others they are made anew, in a millisecond. */
const MOST_LEDGERS = 200;
/** Sealed contacts that are opened before others have their turn. */
const OPENED_AT_ONCE = 50;

export interface Run {
	readonly id: string;
	stored: StoredRun;
}

export interface RunsOptions {
	readonly folders: RunFolders;
	/** For tokens.ts. */
	readonly secret: Uint8Array;
	readonly plan: RunPlan;
	readonly totals: Totals;
	/** Milliseconds. */
	readonly eraseAfter: number;
	readonly now: () => number;
	readonly told: (words: string) => void;
}

export interface Runs {
	/** Null where there is none any more. */
	find(secret: BrowserSecret): Run | null;
	/** A mark that no other run has; `start` makes the run. */
	newMark(): string;
	start(secret: BrowserSecret, mark: string): Promise<void>;
	/** What became of its messages. */
	sent(id: string, sent: number, rejected: number, sending: boolean): Promise<void>;
	/** Of whatever reached a listener; only what carries a live token is kept. */
	record(arrival: Arrival): void;
	/** A live token stands in `address`. */
	knows(address: string): boolean;
	contacts(secret: BrowserSecret): Promise<readonly Contact[]>;
	/** How many came with a live token beyond what is kept, since this process began. */
	beyond(id: string): number;
	/** Calls back for each new contact, and with null once the run is erased, until what is returned is called. */
	watch(id: string, seen: (contact: Contact | null) => void): () => void;
	erase(id: string): Promise<void>;
	/** Erases what has been kept long enough, and closes the account of runs whose tokens died. */
	sweep(): Promise<void>;
	/** Writes what is waiting to be written. */
	settled(): Promise<void>;
}

interface Entry extends Run {
	bytes: number;
	/** What came when that was too much. */
	beyond: number;
	/** An earlier process has put it into the totals, or lost what it saw of it: it is not counted twice. */
	readonly accounted: boolean;
	/** Appends follow each other. */
	writing: Promise<void>;
	readonly watchers: Set<(contact: Contact | null) => void>;
}

export async function openRuns(options: RunsOptions): Promise<Runs> {
	const { folders, secret, plan, totals, eraseAfter, now, told } = options;
	const entries = new Map<string, Entry>();
	const byMark = new Map<string, Entry>();
	const ledgers = new Map<string, Ledger>();
	const add = (id: string, stored: StoredRun, bytes: number, accounted: boolean): Entry => {
		const entry = {
			id,
			stored,
			bytes,
			beyond: 0,
			accounted,
			writing: Promise.resolve(),
			watchers: new Set<(contact: Contact | null) => void>(),
		};
		entries.set(id, entry);
		byMark.set(stored.mark, entry);
		return entry;
	};
	// Whatever was being sent when an earlier process ended is not sent any more.
	for (const { id, run, bytes } of await folders.all()) add(id, { ...run, sending: false }, bytes, true);

	const lives = ({ stored }: Entry): boolean => now() - stored.started < TOKEN_LIFE;
	const ledgerOf = ({ id, stored }: Entry): Ledger => {
		const ledger = ledgers.get(id) ?? createLedger(plan.probesWith(tokensOfRun(secret, stored.mark)));
		ledgers.delete(id);
		ledgers.set(id, ledger);
		for (const oldest of ledgers.keys()) {
			if (ledgers.size <= MOST_LEDGERS) break;
			ledgers.delete(oldest);
		}
		return ledger;
	};
	const liveEntries = (tokens: readonly string[]): readonly Entry[] =>
		[...new Set(tokens.map((token) => byMark.get(token.slice(0, MARK_DIGITS))))].filter((entry) => entry !== undefined).filter(lives);
	const keep = (entry: Entry, contact: Contact): void => {
		const line = seal(entry.stored.publicKey, entry.id, JSON.stringify(contact));
		entry.bytes += line.length + 1;
		entry.writing = entry.writing
			.then(() => (entries.has(entry.id) ? folders.append(entry.id, line) : undefined))
			.catch((error) => told(`a contact could not be kept (${(error as NodeJS.ErrnoException).code})`));
		for (const watcher of entry.watchers) watcher(contact);
		if (!entry.accounted) totals.saw(entry.id, contact);
	};
	const erase = async (id: string): Promise<void> => {
		const entry = entries.get(id);
		if (entry === undefined) return;
		entries.delete(id);
		ledgers.delete(id);
		if (byMark.get(entry.stored.mark) === entry) byMark.delete(entry.stored.mark);
		for (const watcher of entry.watchers) watcher(null);
		totals.close(id);
		await entry.writing;
		await folders.erase(id);
	};

	return {
		find: (browser) => entries.get(runIdOf(browser)) ?? null,
		newMark() {
			let mark: string;
			do mark = randomBytes(MARK_DIGITS / 2).toString("hex");
			while (byMark.has(mark));
			return mark;
		},
		async start(browser, mark) {
			for (const oldest of entries.keys()) {
				if (entries.size < MOST_RUNS) break;
				await erase(oldest);
			}
			const stored = { started: now(), mark, publicKey: publicKeyOf(browser), sent: 0, rejected: 0, sending: true };
			const id = runIdOf(browser);
			await folders.write(id, stored);
			totals.started();
			add(id, stored, 0, false);
		},
		async sent(id, sent, rejected, sending) {
			const entry = entries.get(id);
			if (entry === undefined) return;
			entry.stored = { ...entry.stored, sent, rejected, sending };
			const { stored } = entry;
			entry.writing = entry.writing
				.then(() => (entries.has(id) ? folders.write(id, stored) : undefined))
				.catch((error: Error) => told(error.message));
			await entry.writing;
		},
		record(arrival) {
			for (const entry of liveEntries(tokensOf(arrival))) {
				if (entry.bytes >= MOST_BYTES) {
					entry.beyond++;
					return;
				}
				const contact = ledgerOf(entry).record(arrival);
				if (contact !== null) return keep(entry, contact);
			}
		},
		knows: (address) => liveEntries(tokensIn(address)).some((entry) => ledgerOf(entry).knows(address)),
		async contacts(browser) {
			const id = runIdOf(browser);
			const entry = entries.get(id);
			if (entry === undefined) return [];
			await entry.writing;
			const open = opener(browser);
			const contacts: Contact[] = [];
			for (const [index, line] of (await folders.contacts(id)).entries()) {
				if (index % OPENED_AT_ONCE === 0) await new Promise(setImmediate);
				const text = open(line);
				// What is sealed is our own, and bound to this run: it has the form in which it was written.
				if (text !== null) contacts.push(JSON.parse(text) as Contact);
			}
			return contacts;
		},
		beyond: (id) => (entries.get(id)?.beyond ?? 0) + (ledgers.get(id)?.uncounted().beyond ?? 0),
		watch(id, seen) {
			const entry = entries.get(id);
			entry?.watchers.add(seen);
			return () => entry?.watchers.delete(seen);
		},
		erase,
		async sweep() {
			for (const entry of [...entries.values()]) {
				if (!lives(entry)) totals.close(entry.id);
				const age = now() - entry.stored.started;
				if (age >= eraseAfter) await erase(entry.id).catch((error: Error) => told(`a run could not be erased: ${error.message}`));
			}
		},
		async settled() {
			await Promise.all([...entries.values()].map(({ writing }) => writing));
		},
	};
}
