// Detection: a log is known by what its first lines say, not by its name, and the answer is always the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { detectFormat, formatNamed } from "../../../src/core/logs/detection/detect.ts";
import { formats } from "../../../src/core/logs/index.generated.ts";

const CONTEXT = { now: Date.parse("2021-06-01T00:00:00Z"), zone: 0 };
const SQUID = "1611133923.104    212 192.0.2.17 TCP_MISS/200 815 GET http://px.example/ - HIER_DIRECT/203.0.113.9 image/gif";
const COMBINED = '192.0.2.17 - - [20/Jan/2021:09:12:03 +0000] "GET http://px.example/ HTTP/1.1" 200 815 "-" "Mozilla/5.0"';

function detected(...lines: readonly string[]): string | null {
	return detectFormat(lines, CONTEXT)?.id ?? null;
}

test("half of the lines are enough, and fewer are not", () => {
	assert.equal(detected(SQUID, SQUID, "cut off", "torn"), "squid");
	assert.equal(detected(SQUID, "cut off", "torn"), null);
	assert.equal(detected("", SQUID, "", ""), "squid");
});

test("Squid's combined log is told from Apache's by its last field, and a site before the line makes it another", () => {
	assert.equal(detected(COMBINED), "combined");
	assert.equal(detected(`${COMBINED} TCP_MISS:HIER_DIRECT`), "squid-combined");
	assert.equal(detected(`www.house.example:443 ${COMBINED}`), "vhost-combined");
	assert.equal(detected(`${COMBINED} "203.0.113.1"`), "combined");
	assert.equal(detected('192.0.2.17:49152 - - [20/Jan/2021:09:12:03 +0000] "GET /a HTTP/1.1" 200 815'), "combined");
});

test("of a syslog that several resolvers wrote the first by name is taken, whatever the order of its lines", () => {
	const lines = [
		"Jan 20 09:12:03 gw dnsmasq[811]: query[A] px.example from 192.0.2.17",
		"Jan 20 09:12:04 gw unbound: [2008:0] info: 192.0.2.17 px.example. A IN",
		"Jan 20 09:12:05 gw kernel: eth0: link up",
	];
	assert.equal(detected(...lines), "dnsmasq");
	assert.equal(detected(...lines.toReversed()), "dnsmasq");
});

test("a mapping is for files that no format of its own fits better, and each format can be asked for by name", () => {
	const mapping = { format: "json", name: "export", kind: "dns", fields: { time: "t", host: "h" } } as const;
	assert.equal(detectFormat(['{"t":"2021-01-20T09:12:03Z","h":"px.example"}'], { ...CONTEXT, mapping })?.id, "json");
	for (const format of formats) assert.equal(formatNamed(format.id), format);
	assert.equal(formatNamed("squids"), null);
});

test("a year that a log leaves out is the last that is not in the future, line by line across New Year", () => {
	const lines = ["Dec 31 23:59:59", "Jan  1 00:00:01", "May 31 23:59:59", "Jun  1 00:00:00", "Jun  1 00:00:01", "Feb 29 12:00:00"].map(
		(time) => `${time} gw dnsmasq[811]: query[A] px.example from 192.0.2.17`,
	);
	const reader = formatNamed("dnsmasq")?.reader(lines, CONTEXT);
	assert.deepEqual(
		lines.map((line) => new Date(reader?.time(line) ?? 0).toISOString()),
		[
			"2020-12-31T23:59:59.000Z",
			"2021-01-01T00:00:01.000Z",
			"2021-05-31T23:59:59.000Z",
			"2021-06-01T00:00:00.000Z",
			"2020-06-01T00:00:01.000Z",
			"2020-02-29T12:00:00.000Z",
		],
	);
});
