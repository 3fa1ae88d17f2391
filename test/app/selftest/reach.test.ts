// Where the listeners stand decides what a probe points at, and what a run's silence may mean.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type ReachOptions, reachOf } from "../../../src/app/selftest/reach-of.ts";
import { targetOf } from "../../../src/app/selftest/targets.ts";

const ALONE: ReachOptions = {
	web: { host: "127.0.0.1", port: 8080 },
	publicUrl: null,
	zone: null,
	mail: null,
	smb: null,
	ownAddresses: ["192.0.2.7"],
	served: false,
};
const TOKEN = "0123456789abcdef0123456789abcdef";

function target(options: Partial<ReachOptions>, channel: "http" | "dns" | "smtp" | "smb", vector = "img-src", from = "a@b.test"): string {
	const found = targetOf({ vector, channel, token: TOKEN, ending: "gif" }, reachOf({ ...ALONE, ...options }), from);
	return found.kind === "target" ? found.value : `untestable: ${found.why}`;
}

test("on loopback a probe points at the port itself", () => {
	assert.equal(target({}, "http"), `http://127.0.0.1:8080/${TOKEN}.gif`);
	assert.equal(target({ web: { host: "::1", port: 80 } }, "http"), `http://[::1]/${TOKEN}.gif`);
	assert.ok(reachOf(ALONE).loopback);
});

test("a listener on all addresses is named by this machine's own", () => {
	assert.equal(target({ web: { host: "0.0.0.0", port: 80 } }, "http"), `http://192.0.2.7/${TOKEN}.gif`);
	assert.ok(!reachOf({ ...ALONE, web: { host: "0.0.0.0", port: 80 } }).loopback);
});

test("behind a public name a probe points there, whatever the listener's own port", () => {
	assert.equal(target({ publicUrl: "https://selftest.example" }, "http"), `https://selftest.example/${TOKEN}.gif`);
	assert.ok(!reachOf({ ...ALONE, publicUrl: "https://selftest.example" }).loopback);
});

test("in a zone each probe has a host of its own, under the scheme and port of the public address", () => {
	const zone = "t.example";
	assert.equal(target({ zone }, "http"), `http://${TOKEN}.t.example:8080/${TOKEN}.gif`);
	assert.equal(target({ zone, publicUrl: "https://selftest.example" }, "http"), `https://${TOKEN}.t.example/${TOKEN}.gif`);
	assert.equal(target({ zone }, "dns", "link-dns-prefetch"), `http://${TOKEN}.t.example:8080/${TOKEN}.gif`);
});

test("without a zone a connection in advance shows by its server name on loopback, and a lookup not at all", () => {
	assert.equal(target({}, "dns", "link-preconnect"), `https://${TOKEN}.localhost:8080/`);
	assert.match(target({}, "dns", "link-dns-prefetch"), /^untestable: no zone/);
	assert.match(target({ publicUrl: "https://selftest.example" }, "dns", "link-preconnect"), /^untestable: no zone/);
});

test("a look-up below the sender's domain is tested where that domain is the zone", () => {
	assert.equal(target({ zone: "t.example" }, "dns", "bimi-selector", "selftest@t.example"), `http://${TOKEN}/`);
	assert.match(target({ zone: "t.example" }, "dns", "bimi-selector", "reader@members.example"), /^untestable: /);
});

test("receipts go to the zone, else to the public name, else to an address in brackets", () => {
	const mail = { host: "0.0.0.0", port: 25 };
	assert.match(target({}, "smtp"), /^untestable: no mail listener/);
	assert.equal(target({ mail, zone: "t.example" }, "smtp"), `${TOKEN}@t.example`);
	assert.equal(target({ mail, publicUrl: "https://selftest.example" }, "smtp"), `${TOKEN}@selftest.example`);
	assert.equal(target({ mail }, "smtp"), `${TOKEN}@localhost`);
	assert.equal(target({ mail, web: { host: "192.0.2.7", port: 80 } }, "smtp"), `${TOKEN}@[192.0.2.7]`);
	assert.equal(target({ mail, web: { host: "2001:db8::7", port: 80 } }, "smtp"), `${TOKEN}@[IPv6:2001:db8::7]`);
});

test("a share is only probed where its host can name the probe", () => {
	const smb = { host: "192.0.2.7", port: 445 };
	assert.match(target({}, "smb"), /^untestable: port 445/);
	assert.match(target({ smb, web: { host: "192.0.2.7", port: 80 } }, "smb"), /^untestable: .*--zone/);
	assert.equal(target({ smb, zone: "t.example" }, "smb"), `http://${TOKEN}.t.example/${TOKEN}/x`);
	assert.equal(target({ smb }, "smb"), `http://${TOKEN}.localhost/${TOKEN}/x`);
});
