// Inside: the first process of a measurement's name spaces (main.ts starts it): `node mail-programs/inside.ts PROGRAM SETTING FOLDER`. It sets up
// the network, starts the self-test, has the program show every message, and prints one JSON object. Whatever should still run ends with it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startSelftest } from "./contacts.ts";
import { type MailProgram, SETTINGS, type Setting } from "./mail-program.ts";
import { firedBy, type Measurement, userAgentsOf } from "./measurement.ts";
import { setUpNetwork } from "./network.ts";
import { programs, versionOf } from "./programs.ts";
import { inspectMessages, unnamed } from "./soundness.ts";
import { createWorkspace } from "./workspace.ts";

/** Milliseconds. The first message holds most probes. */
const TIMES = { first: 4_000, other: 2_000, quiet: 1_200, most: 8_000, last: 1_500 };
/** Of a whole measurement; then it failed. */
const LONGEST = 240_000;

const [id = "", settingName = "", folder = ""] = process.argv.slice(2);
const program = programs.find((each) => each.id === id);
const setting = SETTINGS.find((each) => each === settingName);
if (program === undefined || setting === undefined) throw new Error("usage: inside.ts PROGRAM SETTING FOLDER");

setUpNetwork(folder);
const workspace = createWorkspace(folder);
try {
	const measurement = await measured(program, setting);
	await workspace.end();
	writeFileSync(1, `${JSON.stringify(measurement)}\n`);
	process.exit(0);
} catch (error) {
	process.stderr.write(`${program.name}, ${setting}: ${error instanceof Error ? error.message : String(error)}\n${workspace.said()}\n`);
	await workspace.end();
	process.exit(1);
}

async function measured(program: MailProgram, setting: Setting): Promise<Measurement> {
	const test = join(folder, "selftest");
	mkdirSync(test);
	const selftest = await startSelftest(test);
	const { messages, contacts } = selftest;
	const started = performance.now();
	const shown = (number: number): Promise<void> => selftest.settle(number === 1 ? TIMES.first : TIMES.other, TIMES.quiet, TIMES.most);
	await Promise.race([program.open({ setting, messages, workspace, shown }), tooLong()]);
	const seconds = Math.round((performance.now() - started) / 1000);
	await selftest.settle(TIMES.last, TIMES.quiet, TIMES.most);
	await selftest.stop();
	const fired = firedBy(contacts);
	return {
		program: program.id,
		version: versionOf(program),
		setting,
		messages: messages.length,
		fired,
		unnamed: unnamed(fired, inspectMessages(messages)),
		userAgents: userAgentsOf(contacts),
		seconds,
	};
}

async function tooLong(): Promise<never> {
	await wait(LONGEST);
	throw new Error(`not done within ${LONGEST / 1000} s`);
}
