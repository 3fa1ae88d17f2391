// What one organisation exports, another hunts for: the readers of indicators understand all that the writers of STIX and MISP write.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { exporters } from "../../../src/core/exports/index.generated.ts";
import { readMisp } from "../../../src/core/indicators/misp-event.ts";
import type { Searches } from "../../../src/core/indicators/search.ts";
import { readStix } from "../../../src/core/indicators/stix-bundle.ts";
import type { ExportedCase } from "../../../src/core/model/export.ts";

const made = JSON.parse(readFileSync("fixtures/exports/case.json", "utf8")) as ExportedCase;
const parsed = (id: string): unknown => JSON.parse([...(exporters.find((one) => one.id === id)?.write(made) ?? [])].join(""));
/** Without what is no host at all, and is named nowhere. */
const WHOLE = made.campaigns
	.flatMap(({ hosts }) => hosts.filter(({ block }) => block === "whole").map(({ host }) => host.replace(/^\[|\]$/g, "")))
	.filter((host) => !host.includes(";"));

function valuesOf({ searches }: Searches): Set<string> {
	return new Set(searches.flatMap(({ all }) => all.flatMap((terms) => terms.map(({ indicator }) => indicator.value))));
}

test("a STIX bundle of ours is hunted for without a remark: every host that is to be blocked, senders and messages", () => {
	const found = readStix(parsed("stix"), "bundle.json", made.made);
	assert.deepEqual(found.remarks, []);
	const values = valuesOf(found);
	const [campaign] = made.campaigns;
	for (const wanted of [...WHOLE, campaign?.senders[0] ?? "", "one.0003@mta.mass-mailer.example"]) assert.ok(values.has(wanted), wanted);
});

test("of a MISP event of ours hosts that are to be blocked are hunted for, and senders, whom anybody may forge, where all is asked for", () => {
	const event = parsed("misp");
	const found = readMisp(event, "event.json", false);
	assert.deepEqual(found.remarks, []);
	const [some, all] = [valuesOf(found), valuesOf(readMisp(event, "event.json", true))];
	for (const host of WHOLE) assert.ok(some.has(host), host);
	const [sender = ""] = made.campaigns[0]?.senders ?? [];
	assert.deepEqual([some.has(sender), all.has(sender)], [false, true]);
});
