// The table of docs/mail-programs.md is read back as it was written, so that a later measurement can be held against it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Fired, Measurement } from "../../mail-programs/measurement.ts";
import { programs } from "../../mail-programs/programs.ts";
import { columnOf, differences, findingsOf, readTable, writeTable } from "../../mail-programs/table.ts";

const PROGRAMS = [
	{ id: "one", name: "One | Mail", driven: "by hand", allowed: "pictures on" },
	{ id: "two", name: "Two", driven: "by hand", allowed: "pictures on" },
];

function fired(vector: string, channel: string, fact: string | null = null): Fired {
	return { vector, fact, trigger: "open", channel, message: 1, host: null };
}

function measurement(program: string, setting: Measurement["setting"], probes: readonly Fired[]): Measurement {
	return { program, version: "1.0", setting, messages: 3, fired: probes, unnamed: [], userAgents: ["Mail|1\n.0", ""], seconds: 9 };
}

const MEASURED = [
	measurement("one", "as installed", []),
	measurement("one", "remote content allowed", [fired("img-src", "http"), fired("img-src", "smb"), fired("link-preconnect", "dns")]),
	measurement("two", "remote content allowed", [fired("css-background", "http", "rendered by Gecko (Thunderbird, Firefox)")]),
];

test("findings are read back as they were written", () => {
	const text = writeTable(PROGRAMS, MEASURED, "2026-01-01");
	const { findings, versions } = readTable(text);
	assert.deepEqual(
		[...findings].sort(([a], [b]) => (a < b ? -1 : 1)),
		[...findingsOf(MEASURED)].sort(([a], [b]) => (a < b ? -1 : 1)),
	);
	assert.equal(findings.get("img-src")?.get("one, remote content allowed"), "http smb");
	assert.equal(versions.get("Two"), "1.0");
	assert.deepEqual(differences(findings, findingsOf(MEASURED), MEASURED.map(columnOf)), []);
});

test("a difference names the program, its setting, the probe and what it does now", () => {
	const { findings } = readTable(writeTable(PROGRAMS, MEASURED, "2026-01-01"));
	const now = findingsOf([measurement("one", "as installed", [fired("img-src", "http")])]);
	assert.deepEqual(differences(findings, now, ["one, as installed"]), ["one, as installed: img-src did nothing, now does http"]);
});

test("the committed table is of the programs that are measured", () => {
	const { findings, versions } = readTable(readFileSync(join(import.meta.dirname, "../../docs/mail-programs.md"), "utf8"));
	assert.deepEqual([...versions.keys()].sort(), programs.map(({ name }) => name).sort());
	assert.ok(findings.size > 30);
});
