// `counterpixel report`: the case as one HTML file, with --pdf as PDF too, or as CSV. Ends with 1 where something in the case is targeted.

import { createWriteStream } from "node:fs";
import { access } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { appError } from "../../core/model/app-error.ts";
import type { Claim } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { notWritten, refuseFolder } from "../export/written-file.ts";
import { standingCounts } from "../report/campaigns-list.ts";
import { shownText } from "../report/shown-text.ts";
import { keepYoungGenerationSmall } from "../scan/memory.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";
import type { ReportOptions } from "./report-options.ts";
import { openUserCase, reportOf } from "./user-case.ts";
import { VERSION } from "./version.ts";

export async function reportCommand(options: ReportOptions): Promise<number> {
	keepYoungGenerationSmall();
	if (options.csv && (options.pdf || options.namePeople || options.claims !== undefined))
		throw appError("usage", "--csv goes alone: --pdf, --name-people and --claims are for the page");
	const { claims, refused } = options.claims === undefined ? { claims: null, refused: false } : await claimsIn(options.claims);
	if (options.out !== undefined) await mayLieAt(options);
	const casebook = await openUserCase(options.case, { toRead: true });
	try {
		await correlateNew(casebook);
		if (options.csv) await writeCsv(casebook, options.out);
		else await writePage(casebook, options, claims);
		if (refused) return EXIT.unreadable;
		return (await standingCounts(casebook)).targeted > 0 ? EXIT.targeted : EXIT.fine;
	} finally {
		await casebook.close();
	}
}

async function writeCsv(casebook: Casebook, out: string | undefined): Promise<void> {
	const { csvOfCase } = await import("../report/csv.ts");
	const rows = csvOfCase(casebook);
	if (out === undefined) for await (const row of rows) await print(row);
	else
		await pipeline(Readable.from(rows), createWriteStream(out)).catch((error) => {
			throw "syscall" in error ? notWritten("the table", out, error) : error;
		});
}

/** Before all work: a page is made for minutes where a case is large. */
async function mayLieAt({ csv = false, pdf = false, ...options }: ReportOptions): Promise<void> {
	const places = placesOf(options);
	for (const file of csv ? [options.out as string] : pdf ? [places.page, places.pdf] : [places.page]) {
		await refuseFolder(file);
		await access(dirname(file)).catch((cause) => {
			throw notWritten(csv ? "the table" : "the report", file, cause);
		});
	}
}

async function writePage(casebook: Casebook, options: ReportOptions, claims: readonly Claim[] | null): Promise<void> {
	const { page, pdf } = placesOf(options);
	const { writeCaseReport } = await import("../report/case-report.ts");
	await writeCaseReport(casebook, page, {
		made: new Date().toISOString(),
		program: `counterpixel ${VERSION}`,
		named: options.namePeople === true,
		...(claims !== null && { claims }),
	});
	if (options.pdf) {
		const { printPdf } = await import("../report/case-report-pdf.ts");
		await printPdf(page, pdf);
		await print(`The PDF: ${pdf}\n`);
	}
	await print(`The report: ${page}\n`);
}

/** The PDF lies beside the page, under the same name. */
function placesOf({ case: given, out = reportOf(given) }: ReportOptions): { readonly page: string; readonly pdf: string } {
	const stem = out.replace(/\.(?:html?|pdf)$/i, "");
	return { page: /\.pdf$/i.test(out) ? `${stem}.html` : out, pdf: /\.pdf$/i.test(out) ? out : `${stem}.pdf` };
}

async function claimsIn(file: string): Promise<{ readonly claims: readonly Claim[]; readonly refused: boolean }> {
	const { readClaims } = await import("../claims/read-claims.ts");
	const { claims, refused } = await readClaims(file);
	for (const { claim, problem } of refused)
		process.stderr.write(`${file}: ${shownText(claim, 80)} is left out: ${shownText(problem, 200)}\n`);
	return { claims, refused: refused.length > 0 };
}
