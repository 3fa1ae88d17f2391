// The PDF of a report, printed by a real Chromium: it is A4, with words that can be searched, and nobody is asked for anything while it is made.

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { findChromium, printPdf } from "../../../src/app/report/case-report-pdf.ts";
import { renderCaseReport } from "../../../src/app/report/html/case/page.ts";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { needBrowser, openBrowser } from "../../support/browser.ts";
import { needProgram } from "../../support/programs.ts";
import { caseData } from "./case-report-made-up.ts";
import { HOSTILE } from "./made-up.ts";

function folderOf(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), "case-pdf-"));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

function failsWith(pattern: RegExp): (error: unknown) => boolean {
	return (error) => isAppError(error) && error.code === "failure" && pattern.test(error.message) && !error.message.includes("\n");
}

test("without a Chromium the error says what to do", async (t) => {
	const folder = folderOf(t);
	const page = join(folder, "report.html");
	writeFileSync(page, "<p>x");
	await assert.rejects(printPdf(page, join(folder, "report.pdf"), { PATH: folder }), failsWith(/install chromium, or set CHROMIUM/));
	await assert.rejects(
		printPdf(page, join(folder, "report.pdf"), { PATH: folder, CHROMIUM: "/nowhere/chromium" }),
		failsWith(/CHROMIUM names/),
	);
	const mute = join(folder, "chromium");
	for (const [script, said] of [
		["exit 0", /printed nothing/],
		["echo it is broken >&2; exit 3", /did not print the PDF \(exit 3\): it is broken/],
	] as const) {
		writeFileSync(mute, `#!/bin/sh\n${script}\n`);
		chmodSync(mute, 0o755);
		assert.equal(findChromium({ PATH: folder }), mute);
		await assert.rejects(printPdf(page, join(folder, "report.pdf"), { PATH: folder }), failsWith(said));
	}
	assert.equal(existsSync(join(folder, "report.pdf")), false);
});

test("the report is printed on A4, for its owner alone, and leaves no profile behind", needProgram("chromium"), async (t) => {
	const folder = folderOf(t);
	const [page, pdf] = [join(folder, "report.html"), join(folder, "report.pdf")];
	writeFileSync(page, [...renderCaseReport(caseData("Lanternford"))].join(""));
	const profiles = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("counterpixel-print-"));
	const before = profiles();
	await printPdf(page, pdf);
	assert.deepEqual(profiles(), before);
	const bytes = readFileSync(pdf, "latin1");
	assert.match(bytes, /^%PDF-/);
	const [, width = "", height = ""] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(bytes) ?? [];
	assert.ok(Math.abs(Number(width) - 595) < 1 && Math.abs(Number(height) - 842) < 1, `${width} x ${height}`);
	assert.ok(bytes.length < 2_000_000, `${bytes.length} bytes`);
	assert.equal(statSync(pdf).mode & 0o777, 0o600);
});

test(
	"even a page that names hosts makes the printing Chromium ask nobody, not on this machine either",
	needProgram("chromium"),
	async (t) => {
		const folder = folderOf(t);
		const asked: string[] = [];
		const server = createServer((request, response) => {
			asked.push(request.url ?? "");
			response.end();
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		t.after(() => server.close());
		const { port } = server.address() as AddressInfo;
		const page = join(folder, "report.html");
		writeFileSync(
			page,
			["127.0.0.1", "localhost", "tracker.example"]
				.map((host) => `<img src="http://${host}:${port}/${host}"><link rel="stylesheet" href="http://${host}:${port}/${host}.css">`)
				.join(""),
		);
		await printPdf(page, join(folder, "report.pdf"));
		assert.deepEqual(asked, []);
	},
);

test("on a phone, on a desk and at 320 pixels nothing runs, loads or scrolls sideways", needBrowser(), async (t) => {
	const folder = folderOf(t);
	const file = join(folder, "report.html");
	const browser = await openBrowser();
	t.after(() => browser.close());
	for (const text of ["Chamber of Lanternford", HOSTILE[13] ?? "", "x".repeat(300), HOSTILE[19] ?? ""]) {
		writeFileSync(file, [...renderCaseReport(caseData(text))].join(""));
		for (const width of [320, 390, 1280]) {
			const page = await browser.newPage({ viewport: { width, height: 800 } });
			const complaints: string[] = [];
			page.on("request", (request) => {
				if (request.url() !== pathToFileURL(file).href) complaints.push(request.url());
			});
			page.on("console", (entry) => complaints.push(entry.text()));
			await page.goto(pathToFileURL(file).href);
			for (const summary of await page.locator("details > summary").all()) await summary.click();
			assert.deepEqual(complaints, []);
			const [widest, shown] = (await page.evaluate(`[
				document.documentElement.scrollWidth,
				[...document.querySelectorAll(".plot > svg")].filter((svg) => getComputedStyle(svg).display !== "none").length,
			]`)) as [number, number];
			assert.ok(widest <= width, `${widest} at ${width} with ${text.slice(0, 20)}`);
			assert.equal(shown, 3, "one form of each plot");
			await page.close();
		}
	}
});
