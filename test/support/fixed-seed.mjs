// Property tests draw the same cases in every run, so that a green run means the same everywhere and a red one can be run again.
// FC_SEED=N draws others; FC_SEED=random draws new ones each time, which is how to look for more.

import { readFileSync } from "node:fs";

const SEED = 20210125;

const file = process.argv[1];
// Loading fast-check costs a tenth of a second, which only the files that use it should pay.
if (file?.endsWith(".test.ts") && readFileSync(file, "utf8").includes('"fast-check"')) {
	const wanted = process.env.FC_SEED ?? String(SEED);
	const { default: fc } = await import("fast-check");
	if (wanted !== "random") fc.configureGlobal({ seed: Number(wanted) });
}
