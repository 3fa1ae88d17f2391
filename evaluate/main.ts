// How right the program is, on made-up cases whose truth is known and on real legitimate mail: npm run evaluate [-- --short] [--write] [--seeds N]
// [--size N] [--background N,N] [--shape NAME] [--evasion N] [--edition NAME]. What was measured and what it means stands in docs/evaluation.md.

import { parseArgs } from "node:util";
import { breaches } from "./breaches.ts";
import { writeDocument } from "./document.ts";
import { legitimate } from "./legitimate.ts";
import { FULL, plansOf, SHORT } from "./plans.ts";
import { type Run, run } from "./run.ts";
import { describeRun, tables } from "./tables.ts";

const { values } = parseArgs({
	options: {
		short: { type: "boolean", default: false },
		write: { type: "boolean", default: false },
		seeds: { type: "string" },
		size: { type: "string" },
		background: { type: "string" },
		shape: { type: "string" },
		evasion: { type: "string" },
		edition: { type: "string" },
	},
});

const all = values.short
	? SHORT
	: plansOf({
			seeds: Number(values.seeds ?? FULL.seeds),
			size: Number(values.size ?? FULL.size),
			background: values.background?.split(",").map(Number) ?? FULL.background,
		});
const plans = all.filter(
	({ shape, evasion, edition }) =>
		(values.shape ?? shape) === shape && Number(values.evasion ?? evasion) === evasion && (values.edition ?? edition) === edition,
);

const runs: Run[] = [];
for (const plan of plans) {
	const done = await run(plan);
	runs.push(done);
	console.error(describeRun(done));
}
const real = values.shape === undefined ? await legitimate((line) => console.error(line)) : [];
const text = tables(runs, real);
console.log(text);
if (values.write) writeDocument(text, `npm run evaluate -- ${process.argv.slice(2).join(" ")}`, new Date());
const broken = breaches(runs, real);
for (const breach of broken) console.error(`Must not be: ${breach}`);
if (broken.length > 0) process.exitCode = 1;
