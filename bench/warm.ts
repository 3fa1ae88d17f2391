// Warm: passes over mail in memory, after the engine has compiled what is hot. The systems take turns on each corpus (A B C D A B C D),
// so that whatever else the machine does falls on all of them, and the median pass counts.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Aim } from "./aims.ts";
import type { Mail } from "./mail.ts";
import { loadSystem, SYSTEM_IDS, type SystemId, type Time, timePass } from "./systems.ts";
import { figure, median, table } from "./table.ts";

export interface WarmOptions {
	/** Passes that are not counted. */
	readonly first: number;
	readonly passes: number;
	readonly time: Time;
}

export interface Warm {
	readonly text: string;
	readonly aims: readonly Aim[];
	/** Of the extraction over all the mail, in MB/s. */
	readonly extractionRate: number;
}

export async function measureWarm(mail: readonly Mail[], { first, passes, time }: WarmOptions): Promise<Warm> {
	const collect = garbageCollector();
	const systems = await Promise.all(SYSTEM_IDS.map(async (id) => ({ id, read: await loadSystem(id) })));
	/** Milliseconds of each pass, by corpus and system. */
	const took = mail.map(() => new Map<SystemId, number[]>(SYSTEM_IDS.map((id) => [id, []])));
	for (let pass = -first; pass < passes; pass++) {
		for (const [index, { messages }] of mail.entries()) {
			for (const { id, read } of systems) {
				// Nobody pays for what the one before left behind. The young generation is enough: with a full collection before each turn
				// the engine forgets the shapes of objects, of which none is alive then, and with them the code that it compiled for them.
				collect({ type: "minor" });
				const milliseconds = await timePass(read, messages, time);
				if (pass >= 0) took[index].get(id)?.push(milliseconds);
			}
		}
	}
	const rows = mail.map((corpus, index) => ({ corpus, milliseconds: (id: SystemId) => median(took[index].get(id) ?? []) }));
	const all = {
		corpus: {
			name: "all together",
			bytes: mail.reduce((sum, { bytes }) => sum + bytes, 0),
			count: mail.reduce((sum, { messages }) => sum + messages.length, 0),
		},
		milliseconds: (id: SystemId) =>
			median(Array.from({ length: passes }, (_, pass) => took.reduce((sum, times) => sum + (times.get(id)?.[pass] ?? 0), 0))),
	};
	const lines = [...rows.map(({ corpus, milliseconds }) => ({ corpus: { ...corpus, count: corpus.messages.length }, milliseconds })), all];
	const text = table(
		["corpus", "MB", ...SYSTEM_IDS.map((id) => `${id} MB/s`), "messages/s", "x mailparser", "x postal-mime", "floor / extraction"],
		lines.map(({ corpus: { name, bytes, count }, milliseconds }) => {
			const own = milliseconds("extraction");
			const times = (id: SystemId): string => figure(milliseconds(id) / own);
			return [
				name,
				figure(bytes / 1e6),
				...SYSTEM_IDS.map((id) => figure(bytes / 1e3 / milliseconds(id))),
				figure((count * 1e3) / own),
				times("mailparser"),
				times("postal-mime"),
				figure(own / milliseconds("floor")),
			];
		}),
	);
	const own = all.milliseconds("extraction");
	const aims: readonly Aim[] = [
		{ what: "warm extraction, mailparser's bare parse", measured: all.milliseconds("mailparser") / own, unit: "times", atLeast: 8 },
		{ what: "warm extraction within the floor", measured: own / all.milliseconds("floor"), unit: "times", atMost: 2.5 },
	];
	return { text, aims, extractionRate: all.corpus.bytes / 1e3 / own };
}

function garbageCollector(): (options: { readonly type: "minor" }) => void {
	setFlagsFromString("--expose-gc");
	return runInNewContext("gc");
}
