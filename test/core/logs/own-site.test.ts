// Own site: a server's log whose lines name no host says nothing until the user says whose it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { detectFormat } from "../../../src/core/logs/detection/detect.ts";
import { needsSite } from "../../../src/core/logs/detection/own-site.ts";
import type { LogFormat } from "../../../src/core/model/log-event.ts";

const CONTEXT = { now: Date.parse("2024-01-01"), zone: 0 };
const hit = (target: string): string => `192.0.2.1 - - [20/Jan/2021:09:12:03 +0000] "GET ${target} HTTP/1.1" 200 43 "-" "Reader/1.0"`;

function needs(head: readonly string[], site: string | null = null): boolean {
	return needsSite(detectFormat(head, CONTEXT) as LogFormat, head, { ...CONTEXT, site });
}

test("a log of paths needs its site, unless it is told", () => {
	assert.equal(needs([hit("/o/1.gif"), hit("/")]), true);
	assert.equal(needs([hit("/o/1.gif")], "px.example"), false);
	const iis = ["#Fields: date time c-ip cs-method cs-uri-stem sc-status", "2021-01-20 09:12:03 192.0.2.1 GET /o/1.gif 200"];
	assert.equal(needs(iis), true);
});

test("a log some of whose lines name a host does not, nor one that has nothing to do with sites", () => {
	assert.equal(needs([hit("/status"), hit("http://px.example/o/1.gif")]), false);
	assert.equal(
		needs(["1611133923.000     90 192.0.2.24 TCP_MISS/200 815 GET http://px.example/o/1.gif - HIER_DIRECT/203.0.113.9 image/gif"]),
		false,
	);
});
