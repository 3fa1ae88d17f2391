// What is exported, read again by this program's own readers of indicators (core/indicators): another team's `hunt` looks for what was meant, and for no more.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { exporters } from "../../../src/core/exports/index.generated.ts";
import { readMisp } from "../../../src/core/indicators/misp-event.ts";
import type { Searches } from "../../../src/core/indicators/search.ts";
import { readStix } from "../../../src/core/indicators/stix-bundle.ts";
import type { ExportedCase } from "../../../src/core/model/export.ts";

const NOW = "2026-12-01T00:00:00Z";
const made = JSON.parse(readFileSync("fixtures/exports/case.json", "utf8")) as ExportedCase;
const exported = (id: string): unknown => JSON.parse([...(exporters.find((one) => one.id === id)?.write(made) ?? [])].join(""));

function values({ searches }: Searches): string[] {
	return searches.map(({ all }) =>
		all.map((terms) => terms.map(({ indicator: { kind, value } }) => `${kind} ${value}`).join(" | ")).join(" & "),
	);
}

test("a STIX bundle is looked for by its indicators, with the trackers among them and no borrowed host", () => {
	const read = readStix(exported("stix"), "bundle.json", NOW);
	const found = values(read);
	for (const value of [
		"domain px.tracker-one.example",
		"domain sub.px.tracker-one.example",
		"ip 192.0.2.7",
		"ip 2001:db8::7",
		"address desk1@news-desk.example",
	])
		assert.ok(found.includes(value), `${value} is not in ${found.join(", ")}`);
	assert.ok(found.some((value) => value.startsWith("url ") && value.includes("click.mass-mailer.example/track/open.php?u=1f2e3d4c&id=")));
	assert.deepEqual(
		read.remarks.filter(({ kind }) => kind === "skipped").map(({ says }) => says),
		[],
	);
});

test("a MISP event is looked for by what may be blocked", () => {
	const found = values(readMisp(exported("misp"), "event.json", false));
	for (const value of ["px.tracker-one.example", "sub.px.tracker-one.example", "192.0.2.7"])
		assert.ok(
			found.some((one) => one.endsWith(` ${value}`)),
			`${value} is not in ${found.join(", ")}`,
		);
	for (const value of ["www.posed-as.example", "click.mass-mailer.example"])
		assert.ok(!found.some((one) => one.endsWith(` ${value}`)), value);
});
