// Logs that real resolvers write of requests that this test makes, as they come and in their other forms: Unbound with its times in words and with a response
// policy of every kind, BIND with its dnstap file, without times and with clients that it turns away, dnsmasq with its short log and to a terminal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { format as dnstap } from "../../../src/core/logs/dnstap.ts";
import { runSealedFor, serve, until } from "../../support/sealed-run.ts";
import { dig, eventsIn, need, outcomes, type Told, told } from "./real-log.ts";

const NAMES = ["asked", "gone", "empty", "elsewhere", "again", "passed", "address"].map((name) => `${name}.example`);
const ZONE = `$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\n* A 203.0.113.1\naddress A 203.0.113.9\n`;
/** https://datatracker.ietf.org/doc/html/draft-vixie-dnsop-dns-rpz: what each name's policy is, and that of an address in an answer. */
const POLICY = `$TTL 60
@ SOA localhost. root.localhost. 1 60 60 60 60
@ NS localhost.
gone.example CNAME .
empty.example CNAME *.
elsewhere.example A 192.0.2.99
again.example CNAME rpz-tcp-only.
passed.example CNAME rpz-passthru.
32.9.113.0.203.rpz-ip CNAME .
`;
const READY = until("dig @127.0.0.1 -p 5300 +tries=1 +time=1 localhost");
const REFUSED = ["address.example refused", "elsewhere.example refused", "empty.example refused", "gone.example refused"];
const ASK = `${dig("asked.example", "refused.example")}sleep 1\n`;

test("Unbound's log tells who asked for what, and what a local zone refused", need("unbound", "dig"), () => {
	const began = Date.now();
	const conf = `server:
  interface: 127.0.0.1@5300
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "FOLDER"
  pidfile: ""
  use-syslog: no
  logfile: "FOLDER/unbound.log"
  log-queries: yes
  log-replies: yes
  log-local-actions: yes
  local-zone: "refused.example." always_nxdomain
auth-zone:
  name: "example"
  zonefile: "FOLDER/world"
  for-upstream: yes
  for-downstream: no
remote-control:
  control-enable: no
`;
	const { printed, files } = runSealedFor(
		`${serve("unbound -d -c FOLDER/unbound.conf >out")}${READY}${ASK}cat out\n`,
		{ "unbound.conf": conf, world: ZONE },
		["unbound.log"],
	);
	const said = outcomes(eventsIn(files["unbound.log"], "unbound", began));
	for (const one of ["asked.example answered", "asked.example unknown", "refused.example refused"])
		assert.ok(said.includes(one), `${said}\n${printed}`);
});

test("BIND's log and its dnstap file tell who asked for what, and what a policy refused", need("named", "dig"), () => {
	const began = Date.now();
	const conf = `options { directory "FOLDER"; listen-on port 5300 { 127.0.0.1; }; listen-on-v6 { none; }; pid-file none; recursion yes; dnssec-validation no;
allow-query { any; }; session-keyfile none; response-policy { zone "block.test"; } qname-wait-recurse no; dnstap { client; }; dnstap-output file "FOLDER/dnstap.fstrm"; };
controls { };
logging { channel told { file "FOLDER/named.log"; print-time yes; print-category yes; print-severity yes; }; category queries { told; }; category rpz { told; }; };
zone "block.test" { type primary; file "policy"; };
zone "example" { type primary; file "world"; };
`;
	const policy = "$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\nrefused.example CNAME .\n";
	const { printed, files } = runSealedFor(
		`${serve("named -f -c FOLDER/named.conf >out 2>&1")}${READY}${ASK}kill $server; wait $server\ntail -5 out\n`,
		{ "named.conf": conf, world: ZONE, policy },
		["named.log", "dnstap.fstrm"],
	);
	assert.deepEqual(
		outcomes(eventsIn(files["named.log"], "bind", began)),
		["asked.example unknown", "refused.example refused", "refused.example unknown"],
		printed,
	);

	const stream = new Uint8Array(files["dnstap.fstrm"]);
	assert.ok(dnstap.detect(stream.subarray(0, 65_536)), printed);
	const reader = dnstap.reader({ now: Date.now(), zone: 0 });
	const events: Told[] = [];
	for (let at = 0; at < stream.length; ) {
		const length = reader.frameLength(stream, at, stream.length);
		assert.ok(length !== null && at + length <= stream.length, `a frame at ${at}`);
		const { event } = reader.read(stream, at, at + length);
		assert.ok(event === null || !("problem" in event), JSON.stringify(event));
		events.push(...told(event, began));
		at += length;
	}
	assert.deepEqual(outcomes(events), [
		"asked.example answered",
		"asked.example unknown",
		"refused.example answered",
		"refused.example unknown",
	]);
});

test("dnsmasq's log tells who asked for what, and what the configuration refused", need("dnsmasq", "dig"), () => {
	const began = Date.now();
	const { printed, files } = runSealedFor(
		`${serve("dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --addn-hosts=FOLDER/hosts --listen-address=127.0.0.1 --bind-interfaces --port=5300 --log-queries=extra --log-facility=FOLDER/dnsmasq.log --address=/refused.example/ --user= --pid-file= >out")}${READY}${ASK}cat out\n`,
		{ hosts: "203.0.113.1 asked.example\n" },
		["dnsmasq.log"],
	);
	const said = outcomes(eventsIn(files["dnsmasq.log"], "dnsmasq", began));
	assert.deepEqual(said, ["asked.example unknown", "refused.example refused", "refused.example unknown"], printed);
});

test(
	"Unbound's log, its times in words, tells which names a response policy refused, and which it let pass",
	need("unbound", "dig"),
	() => {
		const began = Date.now();
		const conf = `server:
  interface: 127.0.0.1@5300
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "FOLDER"
  pidfile: ""
  use-syslog: no
  logfile: "FOLDER/unbound.log"
  log-time-ascii: yes
  log-queries: yes
  log-replies: yes
  log-tag-queryreply: yes
  module-config: "respip iterator"
auth-zone:
  name: "example"
  zonefile: "FOLDER/world"
  for-upstream: yes
  for-downstream: no
rpz:
  name: "block.test"
  zonefile: "FOLDER/policy"
  rpz-log: yes
  rpz-log-name: "our list"
remote-control:
  control-enable: no
`;
		const { printed, files } = runSealedFor(
			`${serve("unbound -d -c FOLDER/unbound.conf >out 2>&1")}${READY}${dig(...NAMES)}sleep 1\ncat out unbound.log\n`,
			{ "unbound.conf": conf, world: ZONE, policy: POLICY },
			["unbound.log"],
		);
		const said = outcomes(eventsIn(files["unbound.log"], "unbound", began));
		assert.deepEqual(
			said.filter((one) => one.endsWith(" refused")),
			REFUSED,
			printed,
		);
		for (const name of NAMES) assert.ok(said.includes(`${name} unknown`), `${name}\n${printed}`);
		for (const name of ["asked", "again", "passed"]) assert.ok(said.includes(`${name}.example answered`), `${name}\n${printed}`);
	},
);

const NAMED = `session-keyfile none; pid-file none; listen-on port 5300 { 127.0.0.1; }; listen-on-v6 { none; }; dnssec-validation no; directory "FOLDER";`;
const ZONES = `zone "example" { type primary; file "world"; };\n`;

test("BIND's log without times tells which names a response policy refused, and which it let pass", need("named", "dig"), () => {
	const conf = `options { ${NAMED} recursion yes; response-policy { zone "block.test"; } qname-wait-recurse no; };
controls { };
logging { channel told { file "FOLDER/named.log"; print-time no; print-category yes; print-severity yes; }; category queries { told; }; category rpz { told; }; };
zone "block.test" { type primary; file "policy"; };
${ZONES}`;
	const { printed, files } = runSealedFor(
		`${serve("named -f -c FOLDER/named.conf >out 2>&1")}${READY}${dig(...NAMES)}kill $server; wait $server\ncat out named.log\n`,
		{ "named.conf": conf, world: ZONE, policy: POLICY },
		["named.log"],
	);
	const said = outcomes(eventsIn(files["named.log"], "bind", 0, { timeless: true }));
	assert.deepEqual(said, [...NAMES.map((name) => `${name} unknown`), ...REFUSED].sort(), printed);
});

test("BIND's log, its times in ISO 8601 or with nothing before a line, tells of clients that it turned away", need("named", "dig"), () => {
	const began = Date.now();
	const conf = `options { ${NAMED} recursion no; allow-query { none; }; };
controls { };
logging { channel told { file "FOLDER/named.log"; print-time iso8601-utc; print-severity yes; }; channel bare { file "FOLDER/bare.log"; };
category queries { told; bare; }; category query-errors { told; bare; }; category security { told; bare; }; };
${ZONES}`;
	const { printed, files } = runSealedFor(
		`${serve("named -f -c FOLDER/named.conf >out 2>&1")}${READY}${dig("asked.example")}kill $server; wait $server\ncat out named.log bare.log\n`,
		{ "named.conf": conf, world: ZONE },
		["named.log", "bare.log"],
	);
	const wanted = ["asked.example refused", "asked.example unknown"];
	assert.deepEqual(outcomes(eventsIn(files["named.log"], "bind", began)), wanted, printed);
	assert.deepEqual(outcomes(eventsIn(files["bare.log"], "bind", 0, { timeless: true })), wanted, printed);
});

test(
	"dnsmasq's short log, in a file or to a terminal, tells who asked for what, and what the configuration refused",
	need("dnsmasq", "dig"),
	() => {
		const began = Date.now();
		const dnsmasq =
			"dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --addn-hosts=FOLDER/hosts --listen-address=127.0.0.1 --bind-interfaces" +
			" --port=5300 --log-queries --address=/gone.example/ --address=/empty.example/0.0.0.0 --user= --pid-file=";
		for (const [facility, timeless] of [
			["FOLDER/dnsmasq.log", false],
			["-", true],
		] as const) {
			const { printed, files } = runSealedFor(
				`${serve(`${dnsmasq} --log-facility=${facility} >out 2>dnsmasq.err`)}${READY}${dig("asked.example", "gone.example", "empty.example")}sleep 1\ncat out dnsmasq.err\n`,
				{ hosts: "203.0.113.1 asked.example\n" },
				["dnsmasq.log", "dnsmasq.err"],
			);
			const said = outcomes(eventsIn(files[timeless ? "dnsmasq.err" : "dnsmasq.log"], "dnsmasq", began, { timeless }));
			assert.deepEqual(
				said,
				["asked.example unknown", "empty.example refused", "empty.example unknown", "gone.example refused", "gone.example unknown"],
				printed,
			);
		}
	},
);
