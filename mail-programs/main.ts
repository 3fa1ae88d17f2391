// What real mail programs give away when they are shown the self-test: npm run mail-programs [-- --only NAME] [--check] [--list]. Without an option it
// measures all and writes docs/mail-programs.md; `--check` holds a new measurement against that; `--only` measures one and writes nothing. No program
// reaches any host: each runs in a network of its own (network.ts). Needs Linux and Debian's packages; some four minutes on two cores.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { SETTINGS } from "./mail-program.ts";
import { type Job, type Measured, measureAll } from "./measure.ts";
import type { Measurement } from "./measurement.ts";
import { missingPackages, programs } from "./programs.ts";
import { engineBreaches } from "./soundness.ts";
import { columnOf, differences, findingsOf, readTable, writeTable } from "./table.ts";

/** Times that what differs is measured once more. */
const MOST_AGAIN = 2;
const TABLE = join(import.meta.dirname, "../docs/mail-programs.md");

process.exitCode = await run();

/** Returns the exit code: 1 where something differs, is not sound or could not be measured; 2 for a wrong command. */
async function run(): Promise<number> {
	const { values } = parseArgs({
		options: { only: { type: "string" }, check: { type: "boolean", default: false }, list: { type: "boolean", default: false } },
	});
	if (values.list) {
		for (const { id, name, packages } of programs) console.log(`${id.padEnd(16)}${name} (apt-get install ${packages.join(" ")})`);
		return 0;
	}
	const wanted = programs.filter(({ id }) => values.only === undefined || values.only === id);
	if (wanted.length === 0) {
		console.error(`mail-programs: no program ${JSON.stringify(values.only)}; --list names them`);
		return 2;
	}
	const present = wanted.filter((program) => {
		const missing = missingPackages(program);
		if (missing.length > 0) console.error(`${program.name} is not measured: apt-get install ${missing.join(" ")}`);
		return missing.length === 0;
	});
	const jobs = present.flatMap((program) =>
		SETTINGS.filter((each) => program.settings.includes(each)).map((setting) => ({ program, setting })),
	);
	const first = await measureAll(jobs);
	const { measurements, failures } = values.check ? await again(jobs, first) : first;

	const wrong = [...failures, ...soundness(measurements)];
	if (process.env.CI && present.length < wanted.length) wrong.push("a program is missing, and in CI every one must be measured");
	if (values.check) wrong.push(...compare(measurements));
	else if (values.only === undefined && wrong.length === 0 && present.length === wanted.length) {
		writeFileSync(TABLE, table(measurements));
		console.log("wrote docs/mail-programs.md");
	} else console.log(table(measurements));
	for (const sentence of wrong) console.error(`mail-programs: ${sentence}`);
	return wrong.length === 0 ? 0 : 1;
}

function table(measurements: readonly Measurement[]): string {
	return writeTable(programs, measurements, new Date().toISOString().slice(0, 10));
}

/** A busy machine may cut a program short: what differs, or could not be measured, is measured once more, and the last time counts. */
async function again(jobs: readonly Job[], first: Measured): Promise<Measured> {
	const { findings } = readTable(readFileSync(TABLE, "utf8"));
	let { measurements, failures } = first;
	for (let times = 0; times < MOST_AGAIN; times++) {
		const found = new Map(measurements.map((each) => [columnOf(each), differences(findings, findingsOf([each]), [columnOf(each)])]));
		const wanting = jobs.filter(({ program, setting }) => found.get(columnOf({ program: program.id, setting }))?.length !== 0);
		if (wanting.length === 0) break;
		console.error(`measured again, since ${[...failures, ...[...found.values()].flat()].join("; ")}`);
		const repeated = await measureAll(wanting);
		const redone = new Set(wanting.map(({ program, setting }) => columnOf({ program: program.id, setting })));
		measurements = [...measurements.filter((each) => !redone.has(columnOf(each))), ...repeated.measurements];
		failures = repeated.failures;
	}
	return { measurements, failures };
}

function compare(measurements: readonly Measurement[]): readonly string[] {
	const { findings, versions } = readTable(readFileSync(TABLE, "utf8"));
	for (const [name, was] of versions) {
		const is = measurements.find(({ program }) => programs.find(({ id }) => id === program)?.name === name)?.version;
		if (is !== undefined && is !== was) console.log(`${name}: the table was made with ${was}, this is ${is}`);
	}
	const found = differences(findings, findingsOf(measurements), measurements.map(columnOf));
	if (found.length === 0) console.log(`${measurements.length} measurements are as docs/mail-programs.md has them`);
	return found;
}

function soundness(measurements: readonly Measurement[]): readonly string[] {
	return measurements.flatMap((measurement) => [
		...(measurement.program === "chromium" ? engineBreaches(measurement) : []),
		...measurement.unnamed.map(
			({ vector, trigger, channel, message }) =>
				`${columnOf(measurement)}: ${vector} fired (${trigger}, ${channel}), and inspect does not name it in message ${message}`,
		),
	]);
}
