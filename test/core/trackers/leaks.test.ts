import assert from "node:assert/strict";
import { test } from "node:test";
import { LEAKS } from "../../../src/core/model/leak.ts";
import { CHANNELS, TRIGGERS } from "../../../src/core/model/reference.ts";
import { leaksOf } from "../../../src/core/trackers/leaks.ts";

const plain = { conditional: false, identified: false } as const;

test("a picture that is fetched on opening tells time, addresses, program and that the mailbox is read", () => {
	assert.deepEqual(leaksOf({ trigger: "open", channel: "http", ...plain }), [
		"time",
		"client-address",
		"resolver-address",
		"user-agent",
		"language",
		"address-alive",
	]);
});

test("a click may be preceded by a lookup of its host", () => {
	assert.ok(leaksOf({ trigger: "click", channel: "http", ...plain }).includes("host-lookup"));
});

test("a lookup tells only the resolver and the time", () => {
	assert.deepEqual(leaksOf({ trigger: "open", channel: "dns", ...plain }), ["time", "resolver-address"]);
});

test("a share makes Windows send an NTLM response", () => {
	assert.ok(leaksOf({ trigger: "open", channel: "smb", ...plain }).includes("ntlm-hash"));
	for (const channel of ["http", "dns", "smtp"] as const) assert.ok(!leaksOf({ trigger: "open", channel, ...plain }).includes("ntlm-hash"));
});

test("a receipt is a mail: it names the reader and the servers on its way", () => {
	const leaks = leaksOf({ trigger: "receipt", channel: "smtp", ...plain });
	for (const leak of ["time", "address-alive", "mail-server", "user-agent", "recipient"] as const) assert.ok(leaks.includes(leak));
	assert.ok(!leaks.includes("client-address"));
});

test("every trigger and channel has leaks of the vocabulary, each once; conditions and recipient only where they are told", () => {
	for (const channel of CHANNELS)
		for (const trigger of TRIGGERS)
			for (const conditional of [false, true])
				for (const identified of [false, true]) {
					const leaks = leaksOf({ trigger, channel, conditional, identified });
					assert.ok(leaks.length > 0 && leaks.every((leak) => LEAKS.includes(leak)));
					assert.equal(new Set(leaks).size, leaks.length);
					assert.equal(leaks.includes("conditions"), conditional);
					assert.equal(leaks.includes("recipient"), identified || (channel === "smtp" && trigger !== "parse"));
				}
});

test("references of a kind share one frozen array", () => {
	const reference = { trigger: "open", channel: "http", conditional: true, identified: true } as const;
	assert.equal(leaksOf(reference), leaksOf({ ...reference }));
	assert.ok(Object.isFrozen(leaksOf(reference)));
});
