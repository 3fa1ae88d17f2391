// Skimming: most lines of a resolver's log are looked at and not read. Nothing that is told may depend on that.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isSkimmer } from "../../../src/core/logs/reading/skimmer.ts";
import * as formats from "../../../src/edge/logs/log-formats.ts";
import { CUTS } from "../../../src/edge/logs/read-logs.ts";
import * as everyLine from "./every-line.ts";
import { cuts } from "./made-up-logs.ts";
import { type Read, readText } from "./reading.ts";
import { KINDS, NOW, resolverLog, WATCHED } from "./resolver-logs.ts";

const REAL = { module: CUTS.module, formats };
const SLOW = { ...REAL, formats: everyLine };

/** Lines about long names are read as well. */
const blocks = fc.tuple(cuts, fc.constantFrom(0, 4000)).map(([cut, more]) => ({ ...cut, maxLineBytes: cut.maxLineBytes + more }));

function options(format: string, zone = 0) {
	return { format, hosts: WATCHED, context: { now: NOW, zone } };
}

for (const id of Object.keys(KINDS)) {
	test(`contacts, lines, what cannot be read and coverage of a log of "${id}" are those of reading each of its lines`, async () => {
		await fc.assert(
			fc.asyncProperty(resolverLog(id), blocks, fc.constantFrom(0, 90, -720), async (text, cut, zone) => {
				const expected = await readText(text, { ...cut, ...SLOW }, options(id, zone));
				assert.deepEqual(await readText(text, { ...cut, ...REAL }, options(id, zone)), expected);
			}),
			{ numRuns: 60 },
		);
	});
}

/** Lines that make up most of such a log, of hosts that nobody looks for. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
	bind: [
		"20-Jan-2020 09:12:03.104 queries: info: client @0x7f3e1a533617 192.0.2.17#40521 (px.test): query: px.test IN A +E(0)K (192.0.2.1)",
		"2020-01-20T09:12:03.104Z client @0x7f3e1a533617 2001:db8::17#40522 (px.test): view inside: query: px.test IN AAAA + (2001:db8::1)",
		"20-Jan-2020 09:12:05.000 rpz: info: client @0x7f 192.0.2.18#40523 (px.test): rpz QNAME NXDOMAIN rewrite px.test/A/IN via px.test.block.test",
		"20-Jan-2020 09:12:07.000 security: info: client @0x7f 192.0.2.19#40524 (px.test): query (cache) 'px.test/A/IN' denied",
		"Jan 20 09:12:09 ns1 named[811]: client @0x7f 192.0.2.20#40525 (px.test): query: px.test IN A + (192.0.2.1)",
		"client @0x7f3e1a533617 192.0.2.21#40526 (px.test): query: px.test IN HTTPS + (192.0.2.1)",
		"queries: info: client @0x7f 192.0.2.21#40526 (px.test): query: px.test IN HTTPS + (192.0.2.1)",
	],
	unbound: [
		"[1579511523] unbound[2008:0] info: 192.0.2.17 px.test. A IN",
		"[1579511523] unbound[2008:0] info: 192.0.2.17 px.test. A IN NOERROR 0.012000 0 65",
		"[1579511523] unbound[2008:1] info: px.test. always_nxdomain 192.0.2.18@40521 px.test. A IN",
		"[1579511523] unbound[2008:0] info: rpz: applied [block.test] *.px.test. rpz-nxdomain 192.0.2.19@40522 px.test. A IN",
		"[1579511523] unbound[2008:0] info: resolving px.test. A IN",
		"Jan 20 09:12:10 gw unbound: [2008:0] info: 192.0.2.22 px.test. A IN SERVFAIL 5.0 0 35",
		"Jan 20 09:12:10 gw kernel: eth0: link up",
	],
	dnsmasq: [
		"Jan 20 09:12:03 dnsmasq[811]: query[type=65] px.test from 192.0.2.17",
		"Jan 20 09:12:03 gw dnsmasq[811]: 17 2001:db8::18/40521 query[A] px.test from 2001:db8::18",
		"Jan 20 09:12:03 dnsmasq[811]: forwarded px.test to 192.0.2.1",
		"Jan 20 09:12:03 dnsmasq[811]: gravity blocked px.test is 0.0.0.0",
		"2020-01-20T09:12:12.250+01:00 gw dnsmasq[811]: reply px.test is 203.0.113.8",
		"dnsmasq: cached px.test is 203.0.113.8",
	],
	resolved: [
		"Jan 20 09:12:03 laptop systemd-resolved[613]: Looking up RR for px.test IN A.",
		"2020-01-20T09:12:04+0100 laptop systemd-resolved[613]: Transaction 4321 for <px.test IN A> scope dns on eth0/*.",
		'{"__REALTIME_TIMESTAMP":"1579511523250000","_SELINUX_CONTEXT":"unconfined\\n","SYSLOG_IDENTIFIER":"systemd-resolved","MESSAGE":"Cache miss for px.test IN A"}',
		'{"state":"success","question":[{"class":1,"type":1,"name":"px.test"}],"answer":[]}',
		"→ Q: px.test IN AAAA",
	],
	"zeek-json": [
		'{"_path":"dns","ts":1579511523.104012,"uid":"C1","id.orig_h":"192.0.2.17","query":"PX.test","TTLs":[300.0],"rcode_name":"NOERROR","AA":false}',
	],
	"zeek-tsv": ["1579511523.104012\tC1\t192.0.2.17\tpx.test\tNOERROR", "1579511523.104012\tC1\t192.0.2.17\t-\t-"],
};

for (const [id, lines] of Object.entries(USUAL))
	test(`the usual lines of "${id}" are not read`, () => {
		const reader = formats.findLogFormat(id)?.reader((KINDS[id].head ?? "").split("\n"), { now: NOW, zone: 0 });
		assert.ok(reader !== undefined && isSkimmer(reader));
		for (const line of lines) {
			const bytes = Buffer.from(`\n${line}\n`);
			assert.ok(reader.skim(bytes, 1, bytes.length - 1), line);
			if (reader.skimmedTime !== undefined) assert.equal(reader.skimmedTime(), reader.time(line), line);
		}
	});

/** What comes of a refusal that names no client, after a question and so many more names, each asked for twice. */
async function clientAfter(names: number): Promise<readonly (string | null)[]> {
	const front = "Jan 20 09:12:03 dnsmasq[811]:";
	const others = Array.from({ length: 2 * names }, (_, index) => {
		// Spelt in another way, and what is no name.
		const name = index < names ? `n${index}.test` : `N${index - names}.Test.`;
		return `${front} query[A] ${name} from 192.0.2.1\n${front} reply ${name} is 203.0.113.8\n${front} query[A] -${index} from 192.0.2.1\n`;
	});
	const text = `${front} query[A] evil.example from 192.0.2.17\n${others.join("")}${front} config evil.example is NXDOMAIN\n`;
	const read: Read[] = [];
	for (const cut of [REAL, SLOW]) read.push(await readText(text, cut, options("dnsmasq")));
	assert.deepEqual(read[0], read[1]);
	return read[0].contacts.map(({ event }) => event.client);
}

test("dnsmasq's refusal is of who asked for the name, unless a thousand others were asked for since", async () => {
	assert.deepEqual(await clientAfter(0), ["192.0.2.17", "192.0.2.17"]);
	assert.deepEqual(await clientAfter(999), ["192.0.2.17", "192.0.2.17"]);
	assert.deepEqual(await clientAfter(1000), ["192.0.2.17", null]);
});
