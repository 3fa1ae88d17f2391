// What a run's silence allows to conclude, by where its listeners stood and what came.

import assert from "node:assert/strict";
import { test } from "node:test";
import { conclusionsOf } from "../../../src/app/selftest/conclusions.ts";
import { byGmail, contact, LOOPBACK, lookup, PUBLIC, run } from "./made-up-run.ts";

function said(reach = LOOPBACK, result = run([contact()])): string {
	return conclusionsOf(reach, result).join("\n");
}

test("on loopback it says that phones and webmail were not tested, why webmail may be silent, and how to test them", () => {
	assert.match(said(), /only programs on this machine/);
	assert.match(said(), /phones/);
	assert.match(said(), /public https site may be kept by the browser.*loopback or plain http/);
	assert.match(said(), /--listen HOST:PORT --public https:\/\/NAME behind a reverse proxy, or counterpixel selftest serve/);
});

test("with a public name and https silence is the program's own, with http it may be the browser's", () => {
	assert.match(said(PUBLIC), /where a sender's would/);
	assert.doesNotMatch(said(PUBLIC), /loopback|plain http/);
	assert.match(said({ ...PUBLIC, origin: "http://selftest.example" }), /plain http.*--public https:\/\/NAME/);
	assert.doesNotMatch(said({ ...PUBLIC, origin: "http://selftest.example", served: true }), /--public/);
});

test("an address of a private network is not a public one", () => {
	for (const origin of ["https://192.168.1.5:8443", "https://10.0.0.1", "https://[fd00::1]:8443"]) {
		assert.match(said({ ...PUBLIC, origin }), /private network/);
		assert.doesNotMatch(said({ ...PUBLIC, origin }), /where a sender's would/);
	}
});

test("no contact, only lookups and only machines are each no proof, and each says so", () => {
	assert.match(said(LOOPBACK, run([])), /Perhaps no message was opened/);
	assert.match(said(LOOPBACK, run([lookup()])), /Only lookups/);
	assert.match(said(LOOPBACK, run([byGmail()])), /Only machines.*not known/);
	assert.match(said(LOOPBACK, run([lookup(), byGmail()])), /Only machines/);
	assert.doesNotMatch(said(), /Only|Perhaps/);
});

test("messages of which nothing came, and deeds that nobody did, are named", () => {
	const more = { vector: "object-data", trigger: "open", channel: "http", message: 2, fact: null } as const;
	const result = run([contact()]);
	assert.match(said(LOOPBACK, run([contact()], { probes: [...result.probes, more] })), /Nothing came from message 2\./);
	assert.match(said(), /a link clicked, an attachment opened\) is silent/);
	const clicked = contact({ probe: { vector: "a-href", trigger: "click", message: 2 } });
	assert.doesNotMatch(said(LOOPBACK, run([clicked])), /a link clicked/);
});

test("a test that goes on says so, and none calls a program safe", () => {
	assert.match(said(LOOPBACK, run([], { ended: null })), /goes on/);
	for (const reach of [LOOPBACK, PUBLIC]) assert.match(said(reach), /may load tomorrow/);
});
