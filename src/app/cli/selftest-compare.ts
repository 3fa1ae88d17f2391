// `counterpixel selftest compare BEFORE AFTER`: what a changed setting, program or gateway changed in what leaks.

import { compareSelftests } from "../selftest/compare.ts";
import { comparisonLine, describeComparison } from "../selftest/report/comparison.ts";
import { readRecordedSelftest } from "../selftest/report/recorded.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";

export async function compareCommand(before: string, after: string, options: { readonly json?: boolean }): Promise<number> {
	const comparison = compareSelftests(await readRecordedSelftest(before), await readRecordedSelftest(after));
	await print(options.json ? `${comparisonLine(comparison)}\n` : describeComparison(comparison, screenOf(process.stdout)));
	return EXIT.fine;
}
