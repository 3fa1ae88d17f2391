// Correlation of a million sightings from nothing, and of one more mailbox after that: node bench/correlate.ts [--senders 20000] [--case DIR]. Seconds of
// the clock and of the processor, and the most memory that the process ever held. Copies are not compared, and nothing is assessed: judge: false.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { correlateSightings } from "../src/core/correlate.ts";
import { traitBits } from "../src/core/model/sighting.ts";
import { correlate } from "../src/edge/casebook/correlation/correlation.ts";
import type { Engine } from "../src/edge/casebook/engine.ts";
import { migrate } from "../src/edge/casebook/migrations.ts";
import { openSqlite } from "../src/edge/casebook/sqlite.ts";
import { inTransaction } from "../src/edge/casebook/transaction.ts";
import { fromHex, type Value } from "../src/edge/casebook/values.ts";
import { type MadeSighting, sightingsOf } from "./sightings.ts";

const { values } = parseArgs({
	options: {
		senders: { type: "string", default: "20000" },
		case: { type: "string" },
		store: { type: "boolean", default: false },
		memory: { type: "boolean", default: false },
	},
});
const senders = Number(values.senders);
const folder = values.case ?? mkdtempSync(join(tmpdir(), "counterpixel-bench-"));
const isOperatorHost = (host: string): boolean => host.endsWith("mailer0.test");

if (values.memory) {
	measureInMemory();
	process.exit();
}
if (!values.store) {
	console.log(
		spawnSync(process.execPath, [import.meta.filename, "--memory", "--senders", values.senders])
			.stdout.toString()
			.trim(),
	);
	// In a process of its own, so that what it took does not count as the correlation's.
	const stored = spawnSync(process.execPath, [import.meta.filename, "--store", "--case", folder, "--senders", values.senders]);
	if (stored.status !== 0) throw new Error(String(stored.stderr));
}
const engine = openSqlite(folder, { toRead: false, busyTimeout: 1000 });
try {
	if (values.store) await storeAll(engine);
	else await measure(engine);
} finally {
	await engine.close();
	if (values.case === undefined) rmSync(folder, { recursive: true, force: true });
}

/** The pure core alone, on sightings that are in memory already. */
function measureInMemory(): void {
	const sightings = Array.from({ length: senders }, (_, sender) => sightingsOf(sender)).flat();
	const held = Math.round(process.memoryUsage.rss() / 1024 / 1024);
	const before = process.cpuUsage();
	const { campaigns } = correlateSightings(sightings, isOperatorHost);
	const { user, system } = process.cpuUsage(before);
	const most = Math.round(process.resourceUsage().maxRSS / 1024);
	console.log(
		`${sightings.length} sightings in memory: ${((user + system) / 1e6).toFixed(1)} s of a processor, ${most} MB at most of which ${held} MB are the sightings; ${campaigns.length} campaigns`,
	);
}

async function storeAll(engine: Engine): Promise<void> {
	await migrate(engine, () => ({ time: "2026-01-01T00:00:00.000Z", actor: "bench" }));
	if ((await engine.db.selectFrom("sighting").select("strand").limit(1).execute()).length > 0) return;
	await engine.durable(false);
	for (let sender = 0; sender < senders; sender += 200)
		await store(engine, Array.from({ length: Math.min(200, senders - sender) }, (_, at) => sightingsOf(sender + at)).flat());
	await engine.settle();
}

async function measure(engine: Engine): Promise<void> {
	const { seconds, processor, messages, campaigns } = await timed(engine);
	const most = Math.round(process.resourceUsage().maxRSS / 1024);
	console.log(
		`${messages} sightings from nothing: ${seconds.toFixed(1)} s by the clock, ${processor.toFixed(1)} s of a processor, ${most} MB at most; ${campaigns} campaigns`,
	);
	// A mailbox more: a copy of something of senders that are known, and senders nobody saw before.
	const more = Array.from({ length: 400 }, (_, at): MadeSighting => {
		const [first] = sightingsOf(at % 2 === 0 ? (at * 25) % senders : senders + at);
		const { sha256, ...rest } = first as MadeSighting;
		return { ...rest, sha256: sha256.replace(/^....../, "777777"), owner: "one-more@parliament.example" };
	});
	await store(engine, more);
	const again = await timed(engine);
	console.log(`a mailbox of ${again.messages} more: ${again.seconds.toFixed(2)} s, ${again.campaigns} campaigns looked at`);
}

async function timed(engine: Engine) {
	const before = process.cpuUsage();
	const start = performance.now();
	const done = await correlate(engine, { isOperatorHost, judge: false });
	const seconds = (performance.now() - start) / 1000;
	const { user, system } = process.cpuUsage(before);
	return { ...done, seconds, processor: (user + system) / 1e6 };
}

async function store(engine: Engine, made: readonly MadeSighting[]): Promise<void> {
	const sighting: Value[] = [];
	const placement: Value[] = [];
	const fresh: Value[] = [];
	for (const { strand, received, sha256, features, traits, owner } of made) {
		const message = fromHex(sha256);
		sighting.push(strand, received, message, JSON.stringify(features.map(({ kind, value }) => `${kind} ${value}`)), traitBits(traits));
		placement.push(owner, owner, Number.parseInt(sha256.slice(0, 8), 16), message, "[]", owner, 0);
		fresh.push(message, "", 0);
	}
	await inTransaction(engine, async (trx) => {
		await engine.insert(trx, "sighting", sighting, "replace");
		await engine.insert(trx, "placement", placement, "replace");
		await engine.insert(trx, "fresh", fresh, "replace");
	});
}
