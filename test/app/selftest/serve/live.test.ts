// Live pages end by themselves, one for a run, no more than a bound in all, and never hold more than a slow browser is given.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Contact } from "../../../../src/app/selftest/contact.ts";
import { createLivePages, type LiveEvent } from "../../../../src/app/selftest/serve/live.ts";
import type { Runs } from "../../../../src/app/selftest/serve/runs.ts";

function watched() {
	const watchers = new Map<string, Set<(contact: Contact | null) => void>>();
	const watch: Runs["watch"] = (id, seen) => {
		const own = watchers.get(id) ?? new Set();
		watchers.set(id, own.add(seen));
		return () => own.delete(seen);
	};
	return { runs: { watch } as Runs, watchers };
}

const CONTACT = { time: "2026-01-02T03:04:05.000Z" } as Contact;

async function all(events: AsyncIterable<LiveEvent> | null): Promise<LiveEvent[]> {
	const list: LiveEvent[] = [];
	for await (const event of events ?? []) list.push(event);
	return list;
}

test("it tells what comes, says something in silence, and ends after its time", async () => {
	const { runs, watchers } = watched();
	const events = all(createLivePages(runs, { longest: 120, silence: 50 }).open("a"));
	for (const seen of watchers.get("a") ?? []) seen(CONTACT);
	assert.deepEqual(
		(await events).map(({ kind }) => kind),
		["contact", "silence", "silence", "end"],
	);
	assert.equal(watchers.get("a")?.size, 0);
});

test("an erased run ends its page, and another page of the same run the one before", async () => {
	const { runs, watchers } = watched();
	const pages = createLivePages(runs, { most: 1 });
	const first = all(pages.open("a"));
	const second = all(pages.open("a"));
	assert.deepEqual(await first, [{ kind: "end", why: "another" }]);
	assert.equal(pages.open("b"), null, "the bound");
	for (const seen of [...(watchers.get("a") ?? [])]) seen(null);
	assert.deepEqual(await second, [{ kind: "end", why: "erased" }]);
	const third = pages.open("b");
	assert.notEqual(third, null, "there is room again");
	pages.close();
	assert.deepEqual(await all(third), [{ kind: "end", why: "time" }]);
});

test("a browser that leaves makes room", async () => {
	const { runs, watchers } = watched();
	const pages = createLivePages(runs, { most: 1, silence: 10 });
	for await (const event of pages.open("a") ?? []) {
		assert.equal(event.kind, "silence");
		break;
	}
	assert.equal(watchers.get("a")?.size, 0);
	assert.notEqual(pages.open("b"), null);
	pages.close();
});

test("of a flood a slow browser is kept a bounded number, and the end", async () => {
	const { runs, watchers } = watched();
	const pages = createLivePages(runs);
	const events = pages.open("a");
	for (let contact = 0; contact < 5_000; contact++) for (const seen of watchers.get("a") ?? []) seen(CONTACT);
	pages.close();
	const list = await all(events);
	assert.equal(list.length, 501);
	assert.equal(list.at(-1)?.kind, "end");
});
