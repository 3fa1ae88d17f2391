// `counterpixel report`: the case as one HTML file, or as CSV. Ends with 1 where something in the case is targeted.

import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { standingCounts } from "../report/campaigns-list.ts";
import { keepYoungGenerationSmall } from "../scan/memory.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";
import { openUserCase, reportOf } from "./user-case.ts";

export interface ReportOptions {
	readonly case?: string;
	readonly out?: string;
	readonly csv?: boolean;
}

export async function reportCommand(options: ReportOptions): Promise<number> {
	keepYoungGenerationSmall();
	const casebook = await openUserCase(options.case, { mustExist: true });
	try {
		await correlateNew(casebook);
		if (options.csv) {
			const { csvOfCase } = await import("../report/csv.ts");
			const rows = csvOfCase(casebook);
			if (options.out === undefined) for await (const row of rows) await print(row);
			else await pipeline(Readable.from(rows), createWriteStream(options.out));
		} else {
			const { writeCaseReport } = await import("../report/case-report.ts");
			const file = options.out ?? reportOf(options.case);
			await writeCaseReport(casebook, file, new Date().toISOString());
			await print(`The report: ${file}\n`);
		}
		return (await standingCounts(casebook)).targeted > 0 ? EXIT.targeted : EXIT.fine;
	} finally {
		await casebook.close();
	}
}
