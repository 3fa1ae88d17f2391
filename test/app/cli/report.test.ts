// The report's command: what goes together, and what the page says of a case that was only scanned.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { reportCommand } from "../../../src/app/cli/report.ts";
import { writeCaseReport } from "../../../src/app/report/case-report.ts";
import { writeReportFile } from "../../../src/app/report/report-file.ts";
import { scan } from "../../../src/app/scan/scan.ts";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";

const usage = (error: unknown): boolean => isAppError(error) && error.code === "usage" && /--csv goes alone/.test(error.message);

test("CSV goes alone: it has no names to leave out, and is no page to print", async () => {
	for (const more of [{ pdf: true }, { namePeople: true }, { claims: "claims.yaml" }])
		await assert.rejects(reportCommand({ case: "nowhere", csv: true, ...more }), usage);
});

test("a folder that is to be the page is refused, and one that is not there is named, before anything is read and without inner names", async (t) => {
	const folder = mkdtempSync(join(tmpdir(), "report-out-"));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	for (const csv of [false, true]) {
		await assert.rejects(
			reportCommand({ case: "nowhere", out: folder, csv }),
			(error) => isAppError(error) && error.code === "usage" && error.message === `--out ${folder} is a folder: name a file in it`,
		);
		const out = join(folder, "nosuch", "x.html");
		const said = `the ${csv ? "table" : "report"} could not be written to ${out}, and nothing there was changed: the folder it is to lie in does not exist`;
		await assert.rejects(
			reportCommand({ case: "nowhere", out, csv }),
			(error) => isAppError(error) && error.code === "failure" && error.message === said,
		);
		await assert.rejects(
			writeReportFile(out, (async function* () {})()),
			(error) => isAppError(error) && error.code === "failure" && !error.message.includes(".part"),
		);
	}
});

test("a case that was only scanned gives a page that names nobody, for its owner alone; with names it has the messages and their source", async (t) => {
	const folder = mkdtempSync(join(tmpdir(), "report-"));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	const mailbox = join(folder, "ada.niholm@newsroom.example");
	writeFileSync(
		mailbox,
		"From: news@shop.example\r\nTo: ada.niholm@newsroom.example\r\nSubject: For Ada Niholm\r\nDate: Sat, 1 Mar 2025 08:00:00 +0000\r\nContent-Type: text/html\r\n\r\n" +
			'<img src="https://t1.track.example/o.gif?u=ada.niholm%40newsroom.example">\r\n',
	);
	const casebook = await openCase(join(folder, "case"), { actor: "analyst", now: () => "2025-03-02T09:00:00.000Z" });
	t.after(() => casebook.close());
	await scan([mailbox], casebook, { owner: ["ada.niholm@newsroom.example"], keepRaw: false, workers: 1 });
	await casebook.correlate({ isOperatorHost: () => false });
	const file = join(folder, "report.html");
	const choices = { made: "2025-03-02T09:30:00.000Z", program: "counterpixel 0.0.0" };
	await writeCaseReport(casebook, file, { ...choices, named: false });
	const page = readFileSync(file, "utf8");
	assert.doesNotMatch(page, /niholm|ada\.|For Ada/i);
	assert.match(page, /1 message was read/);
	assert.equal(statSync(file).mode & 0o777, 0o600);
	await writeCaseReport(casebook, file, { ...choices, named: true });
	const named = readFileSync(file, "utf8");
	assert.match(named, /For Ada Niholm/);
	assert.match(named, /<mark>https\[:\]\/\/t1\.track\.example\/o\.gif\?u=ada\.niholm%40newsroom\.example<\/mark>/);
});
