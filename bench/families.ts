// Families: what each family of vectors costs, and what judging the references does. Everything is measured with all families and again
// without the one in question, in turns, so that the difference is what leaving it out would save. A family that finds much costs what its
// references cost; one that finds nothing costs what watching costs.

import { readFamilies } from "../scripts/generate/vectors.ts";
import { createCollector } from "../src/core/inspect/collector.ts";
import { createBudget, walkMessage } from "../src/core/inspect/files.ts";
import { compileRegistry } from "../src/core/inspect/registry.ts";
import { createWalker } from "../src/core/inspect/walker.ts";
import { readMessage } from "../src/core/mail/message.ts";
import { summarise } from "../src/core/mail/summary.ts";
import type { Opened } from "../src/core/model/container.ts";
import { NO_IDENTIFIER } from "../src/core/model/identifier.ts";
import type { Vector } from "../src/core/model/vector.ts";
import { createIdentifier } from "../src/core/trackers/identifiers.ts";
import { nodeCodec } from "../src/edge/node-codec.ts";
import type { Mail } from "./mail.ts";
import { ROOT } from "./mail.ts";
import { type Read, type Time, timePass } from "./systems.ts";
import { figure, median, table } from "./table.ts";

interface Variant {
	readonly name: string;
	/** References it found in the last pass. */
	readonly references: { count: number };
	readonly read: Read;
	readonly milliseconds: number[];
}

const NOTHING: Opened = { files: [], constructs: [], problems: [] };

export async function measureFamilies({ messages, bytes }: Mail, passes: number, time: Time): Promise<string> {
	const families = await readFamilies(ROOT);
	const everything = families.flatMap(({ vectors }) => vectors);
	const without = families.map(({ name, vectors }) =>
		variantOf(
			name.replace(/\.ts$/, ""),
			everything.filter((vector) => !vectors.includes(vector)),
		),
	);
	const all = variantOf("all", everything);
	const unidentified = variantOf("recipient identifiers", everything, false);
	const none = variantOf("all vectors: parts read and decoded only", []);
	const others = [...without, unidentified, none];
	for (let pass = -2; pass < passes; pass++) {
		// "all" has its turn beside each of them, so that both meet the same machine.
		for (const variant of others) {
			for (const one of [all, variant]) {
				one.references.count = 0;
				const took = await timePass(one.read, messages, time);
				if (pass >= 0) one.milliseconds.push(took);
			}
		}
	}
	const whole = median(all.milliseconds);
	const rows = others
		.map(({ name, milliseconds, references }, index) => {
			const beside = milliseconds.map((took, pass) => 1 - took / all.milliseconds[pass * others.length + index]);
			return { name, share: median(beside), found: all.references.count - references.count };
		})
		.sort((a, b) => b.share - a.share);
	const lines = rows.map(({ name, share, found }) => [name, `${(share * 100).toFixed(1)}%`, String(found)]);
	const head = `All families together: ${figure(bytes / 1e3 / whole)} MB/s, ${all.references.count} references.`;
	return `${head}\n\n${table(["left out", "of the time", "references less"], lines)}`;
}

function variantOf(name: string, vectors: readonly Vector[], identified = true): Variant {
	const registry = compileRegistry(vectors);
	const collector = createCollector();
	const engine = { registry, collector, walker: createWalker(registry, collector, nodeCodec), codec: nodeCodec };
	const references = { count: 0 };
	return {
		name,
		references,
		milliseconds: [],
		read(bytes) {
			const message = readMessage(bytes, nodeCodec);
			const { to, cc, deliveredTo } = summarise(message);
			collector.begin(identified ? createIdentifier([...deliveredTo, ...to, ...cc]) : () => NO_IDENTIFIER);
			const steps = walkMessage(message, null, engine, createBudget());
			while (!steps.next(NOTHING).done);
			references.count += collector.references.length;
		},
	};
}
