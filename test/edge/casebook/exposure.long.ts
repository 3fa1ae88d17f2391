// Logs, leases and what they are held against, in the case, on each database.

import assert from "node:assert/strict";
import type { LogEvent } from "../../../src/core/model/log-event.ts";
import type { ReadLog } from "../../../src/edge/casebook/exposure/exposure.ts";
import { correlated } from "./correlated.ts";
import { testEach } from "./engines.ts";
import { all, scanned } from "./scanned.ts";

const TIME = Date.parse("2024-01-02T12:00:00Z");
const LOG = "ab".repeat(32);

function event(more: Partial<LogEvent> = {}): LogEvent {
	return {
		...{ kind: "http", time: TIME, client: "192.0.2.1", host: "t1.pixel.test", url: "https://t1.pixel.test/o.gif", outcome: "answered" },
		...{ status: 200, agent: "Mozilla/5.0", user: null },
		...more,
	} as LogEvent;
}

function log(more: Partial<ReadLog> = {}): ReadLog {
	return {
		...{ log: "squid.log", sha256: LOG, format: "squid", size: 900, lines: 12, unread: 1, speaksFor: ["parliament.example"], offset: 3000 },
		problems: [{ offset: 17, problem: "not a line" }],
		coverage: [
			[TIME - 3_600_000, TIME],
			[TIME + 86_400_000, TIME + 90_000_000],
		],
		...more,
	};
}

testEach(
	"A log lies in the case with its contacts, its coverage and a journal entry; one that comes again takes its own place.",
	async (t, engine) => {
		const { casebook } = await correlated(t, engine, { aaaa: [scanned(1)] });
		const { exposure, journal } = casebook;
		const hosts = (await exposure.watchedHosts()).map(({ host }) => host);
		assert.ok(hosts.includes("t1.pixel.test"));
		for (const count of [3, 2]) {
			const taking = exposure.take(hosts);
			await taking.add(Array.from({ length: count }, (_, offset) => ({ event: event({ time: TIME + offset }), offset })));
			await taking.add([{ event: event({ host: "deeper.t1.pixel.test" }), offset: 90 }]);
			await taking.finish(log());
		}
		const [taken, ...rest] = await exposure.logs();
		assert.equal(rest.length, 0);
		assert.deepEqual(
			{ ...taken, added: "" },
			{
				...{
					log: "squid.log",
					sha256: LOG,
					format: "squid",
					size: 900,
					lines: 12,
					unread: 1,
					problems: [{ offset: 17, problem: "not a line" }],
				},
				coverage: [
					{ from: "2024-01-02T11:00:00.000Z", to: "2024-01-02T12:00:00.000Z" },
					{ from: "2024-01-03T12:00:00.000Z", to: "2024-01-03T13:00:00.000Z" },
				],
				...{ speaksFor: ["parliament.example"], skew: null, offset: 3000, added: "", contacts: 2 },
			},
		);
		const contacts = await exposure.contacts(["t1.pixel.test", "absent.example"]);
		assert.deepEqual(contacts[0], { ...event(), citation: { log: "squid.log", sha256: LOG, offset: 0 } });
		assert.equal(contacts.length, 2);
		assert.deepEqual(await exposure.contacted(), ["t1.pixel.test"]);
		assert.deepEqual(await exposure.unsearched(hosts), new Map());
		assert.deepEqual(await exposure.unsearched([...hosts, "new.example"]), new Map([[LOG, new Set(["new.example"])]]));
		const entries = (await all(journal.entries())).filter(({ action }) => action === "log.taken");
		assert.equal(entries.length, 2);
		const { sha256, format, lines, unread, from, to, gaps } = JSON.parse(entries[0]?.detail ?? "{}");
		assert.deepEqual({ sha256, format, lines, unread, gaps }, { sha256: LOG, format: "squid", lines: 12, unread: 1, gaps: 1 });
		assert.deepEqual([from, to], ["2024-01-02T11:00:00.000Z", "2024-01-03T13:00:00.000Z"]);
		assert.equal((await journal.verify()).ok, true);
	},
);

testEach("A contact comes back as its line told it, without a time, a client or anything else too.", async (t, engine) => {
	const { casebook } = await correlated(t, engine, { aaaa: [scanned(1)] });
	const bare = event({ time: null, client: null, url: null, status: null, agent: null, kind: "dns", outcome: "unknown" });
	const odd = event({ time: TIME + 0.4, agent: "a\0b\ud800", user: "HOUSE\\anna" });
	const taking = casebook.exposure.take(["t1.pixel.test"]);
	await taking.add([
		{ event: bare, offset: 2 ** 33 },
		{ event: odd, offset: 5 },
	]);
	await taking.finish(log());
	const [first, second] = await casebook.exposure.contacts(["t1.pixel.test"]);
	assert.deepEqual(first, { ...bare, citation: { log: "squid.log", sha256: LOG, offset: 2 ** 33 } });
	assert.deepEqual([second?.time, second?.agent, second?.user], [TIME, "a\ufffdb\ufffd", "HOUSE\\anna"]);
});

testEach("Leases of one file replace each other, and those are told that fit a client of a log, or are ranges.", async (t, engine) => {
	const { casebook } = await correlated(t, engine, { aaaa: [scanned(1)] });
	const { exposure } = casebook;
	const address = (last: string): string => `00000000000000000000ffffc00002${last}`;
	const lease = (first: string, last: string, account: string) => ({
		first: address(first),
		last: address(last),
		begins: 0,
		ends: TIME * 2,
		account,
	});
	await exposure.putLeases([lease("01", "01", "old@parliament.example")], { source: "leases.csv" });
	const leases = [
		lease("01", "01", "anna@parliament.example"),
		lease("02", "02", "ben@parliament.example"),
		lease("10", "1f", "carl@parliament.example"),
	];
	for (let times = 0; times < 2; times++) assert.equal(await exposure.putLeases(leases, { source: "leases.csv" }), 3);
	const taking = exposure.take(["t1.pixel.test"]);
	await taking.add([{ event: event(), offset: 0 }]);
	await taking.finish(log());
	const found = await exposure.leases();
	assert.deepEqual(found.map(({ account }) => account).sort(), ["anna@parliament.example", "carl@parliament.example"]);
	assert.deepEqual(
		found.find(({ account }) => account.startsWith("anna")),
		leases[0],
	);
});

testEach("It is known which campaigns' mail leads which account to a host.", async (t, engine) => {
	const { casebook } = await correlated(t, engine, {
		aaaa: [scanned(1, { owner: "anna@parliament.example" })],
		bbbb: [scanned(8, { owner: "ben@parliament.example", mailbox: "b" })],
		cccc: [scanned(2, { owner: "ben@parliament.example", mailbox: "b" })],
	});
	const { exposure } = casebook;
	const hosts = await exposure.watchedHosts();
	assert.deepEqual(
		hosts.map(({ host }) => host),
		[...new Set(hosts.map(({ host }) => host))].sort(),
	);
	const shared = await exposure.campaignsOf(["click1.track.example", "absent.example"]);
	assert.deepEqual([...(shared.get("click1.track.example") ?? [])].sort(), ["aaaa", "bbbb"]);
	assert.equal(shared.has("absent.example"), false);
	const led = await exposure.ledTo("click1.track.example");
	assert.deepEqual([...led].map(([account, of]) => [account, ...of]).sort(), [
		["anna@parliament.example", "aaaa"],
		["ben@parliament.example", "bbbb"],
	]);
	assert.deepEqual(await exposure.owners(), ["anna@parliament.example", "ben@parliament.example"]);
	assert.ok((await exposure.hostsOfCampaigns(["aaaa"])).includes("t1.pixel.test"));
	assert.deepEqual(await exposure.messagesLinkingTo(["t2.pixel.test"]), [scanned(2).raw.sha256]);
});

testEach("A sample of a log tells whose mail it shows, and that its clock is behind.", async (t, engine) => {
	const mails = [1, 14, 27].map((seed) => scanned(seed, { owner: `m${seed}@parliament.example`, mailbox: `m${seed}` }));
	const { casebook } = await correlated(t, engine, { aaaa: mails });
	const taking = casebook.exposure.take(["t1.pixel.test"]);
	const opened = mails.map(({ inspection }) => {
		const { url = "" } = inspection.references.find(({ host }) => host === "t1.pixel.test") ?? {};
		return { url: url.replace(/#.*/, ""), received: Date.parse(inspection.received ?? "") };
	});
	await taking.add(opened.map(({ url, received }, offset) => ({ event: event({ url, time: received - 58 * 60_000 }), offset })));
	await taking.finish(log());
	const sample = await casebook.exposure.sample(LOG);
	assert.deepEqual(sample.opened.flatMap(({ accounts }) => accounts).sort(), [
		"m14@parliament.example",
		"m1@parliament.example",
		"m27@parliament.example",
	]);
	assert.equal((await casebook.exposure.logs())[0]?.skew, -60);
});
