// Live: contacts of one run as they come, for a page that is sent piece by piece and so needs no script. A run has one such page at a time (a new
// one ends the one before), all runs together a bounded number, and each ends by itself.

import type { Contact } from "../contact.ts";
import type { Runs } from "./runs.ts";

/** Milliseconds. The listener cuts what goes on for longer than a quarter of an hour. */
const LONGEST = 10 * 60_000;
/** Milliseconds without a contact after which something is sent, so that no proxy takes the page for dead. */
const SILENCE = 15_000;
/** The listener has 512 connections, and has to have some for mail programs. */
const MOST_PAGES = 100;
/** Contacts that wait for a slow browser. */
const MOST_WAITING = 500;

export type LiveEvent =
	| { readonly kind: "contact"; readonly contact: Contact }
	/** Nothing came for a while. */
	| { readonly kind: "silence" }
	| { readonly kind: "end"; readonly why: "time" | "erased" | "another" };

export interface LivePages {
	/** Null where too many are open. It ends with an event of kind "end", unless whoever reads it leaves. */
	open(run: string): AsyncIterableIterator<LiveEvent> | null;
	close(): void;
}

export function createLivePages(runs: Runs, { longest = LONGEST, silence = SILENCE, most = MOST_PAGES } = {}): LivePages {
	const pages = new Map<string, (event: LiveEvent) => void>();

	async function* events(waiting: LiveEvent[], woken: { wake: () => void }, leave: () => void): AsyncIterableIterator<LiveEvent> {
		try {
			for (;;) {
				const event = waiting.shift();
				if (event === undefined) {
					const { promise, resolve } = Promise.withResolvers<void>();
					woken.wake = resolve;
					const timer = setTimeout(() => {
						waiting.push({ kind: "silence" });
						resolve();
					}, silence);
					await promise;
					clearTimeout(timer);
					continue;
				}
				yield event;
				if (event.kind === "end") return;
			}
		} finally {
			leave();
		}
	}

	return {
		open(run) {
			pages.get(run)?.({ kind: "end", why: "another" });
			if (pages.size >= most) return null;
			const waiting: LiveEvent[] = [];
			const woken = { wake: () => {} };
			const push = (event: LiveEvent): void => {
				if (event.kind === "end") leave();
				if (event.kind === "end" || waiting.length < MOST_WAITING) waiting.push(event);
				woken.wake();
			};
			const unwatch = runs.watch(run, (contact) => push(contact === null ? { kind: "end", why: "erased" } : { kind: "contact", contact }));
			const timer = setTimeout(() => push({ kind: "end", why: "time" }), longest);
			const leave = (): void => {
				clearTimeout(timer);
				unwatch();
				if (pages.get(run) === push) pages.delete(run);
			};
			pages.set(run, push);
			return events(waiting, woken, leave);
		},
		close() {
			for (const push of [...pages.values()]) push({ kind: "end", why: "time" });
		},
	};
}
