// Logs that the real programs write of requests that this test makes: each line says what was asked, by whom, and what became of it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { detectFormat } from "../../../src/core/logs/detection/detect.ts";
import { format as dnstap } from "../../../src/core/logs/dnstap.ts";
import type { LogEvent } from "../../../src/core/model/log-event.ts";
import { needNamespace } from "../../support/namespace.ts";
import { needProgram, type Program, type Skip } from "../../support/programs.ts";
import { runSealedFor, serve, until } from "../../support/sealed-run.ts";

const seal = needNamespace();
const need = (...programs: readonly Program[]): Skip => (seal.skip === false ? needProgram("ip", ...programs) : seal);

/** What a log says of hosts below .example, without times; those are held to be of the last minute or two. */
function eventsIn(text: Buffer, id: string, began: number): Omit<LogEvent, "time">[] {
	const lines = text
		.toString("utf8")
		.split("\n")
		.filter((line) => line !== "");
	// The programs write the machine's own time.
	const context = { now: Date.now() + 60_000, zone: -new Date().getTimezoneOffset() };
	const format = detectFormat(lines, context);
	assert.equal(format?.id, id, lines.slice(0, 5).join("\n"));
	const reader = format.reader(lines, context);
	return lines.flatMap((line) => {
		const said = reader.read(line);
		assert.ok(said === null || !("problem" in said), `${line}: ${JSON.stringify(said)}`);
		return told(said, began);
	});
}

function told(said: LogEvent | null, began: number): Omit<LogEvent, "time">[] {
	if (said === null || !said.host.endsWith(".example")) return [];
	const { time, ...rest } = said;
	assert.ok(time !== null && time > began - 2_000 && time < Date.now() + 2_000, `${new Date(time ?? 0).toISOString()}`);
	return [rest];
}

const AGENT = 'Reader/1.0 "in quotes"';
/** An origin that answers everything. */
const ORIGIN = `'${process.execPath}' -e 'require("http").createServer((_, answer) => answer.end("x")).listen(8080, "127.0.0.1")' &\norigin=$!\n`;
const http = { client: "127.0.0.1", user: null } as const;

describe("Squid", () => {
	const conf = `http_port 127.0.0.1:3128
pid_filename none
cache_log stdio:FOLDER/cache.log
access_log stdio:FOLDER/native.log squid
access_log stdio:FOLDER/combined.log combined
strip_query_terms off
cache deny all
coredump_dir FOLDER
netdb_filename none
shutdown_lifetime 0 seconds
connect_timeout 2 seconds
hosts_file FOLDER/hosts
acl refused dstdomain refused.example
http_access deny refused
http_access allow all
`;
	const curl = `curl -s -o /dev/null --max-time 15 -x http://127.0.0.1:3128 -A '${AGENT}'`;
	const squid = process.getuid?.() === 0 ? "squid" : "unshare -U --map-user=65534 squid";
	test("its native and its combined log tell of a fetch, a refusal, a tunnel and a host that did not answer", need("squid", "curl"), () => {
		const began = Date.now();
		const { printed, files } = runSealedFor(
			`${ORIGIN}${serve(`${squid} -N -f FOLDER/squid.conf >out`)}${until("curl -s -x http://127.0.0.1:3128 http://127.0.0.1:8080/")}` +
				`${curl} 'http://Asked.example:8080/o/1.gif?e=a&f=b'\n${curl} http://refused.example/o/2.gif\n${curl} -p http://asked.example:8080/o/3.gif\n` +
				`${curl} -p http://refused.example:443/\n${curl} http://asked.example:9/o/4.gif\nsleep 1\nkill $origin\ntail -3 cache.log\n`,
			{ "squid.conf": conf, hosts: "127.0.0.1 asked.example refused.example\n" },
			["native.log", "combined.log"],
		);
		const wanted = (agent: string | null): unknown[] => [
			{
				kind: "http",
				host: "asked.example",
				url: "http://asked.example:8080/o/1.gif?e=a&f=b",
				outcome: "answered",
				status: 200,
				agent,
				...http,
			},
			{ kind: "http", host: "refused.example", url: "http://refused.example/o/2.gif", outcome: "refused", status: 403, agent, ...http },
			{ kind: "connect", host: "asked.example", url: null, outcome: "answered", status: 200, agent, ...http },
			{ kind: "connect", host: "refused.example", url: null, outcome: "refused", status: 403, agent, ...http },
			{ kind: "http", host: "asked.example", url: "http://asked.example:9/o/4.gif", outcome: "failed", status: 503, agent, ...http },
		];
		const byPlace = (events: readonly unknown[]): unknown[] => [...events].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
		assert.deepEqual(byPlace(eventsIn(files["native.log"], "squid", began)), byPlace(wanted(null)), printed);
		assert.deepEqual(byPlace(eventsIn(files["combined.log"], "squid-combined", began)), byPlace(wanted(AGENT)), printed);
	});
});

test("nginx's combined log tells what was asked of a site that the user names", need("nginx", "curl"), () => {
	const began = Date.now();
	const conf = `daemon off;\npid FOLDER/pid;\nerror_log FOLDER/error.log;\nevents {}\nhttp { access_log FOLDER/access.log combined; client_body_temp_path FOLDER/a; proxy_temp_path FOLDER/b; fastcgi_temp_path FOLDER/c; uwsgi_temp_path FOLDER/d; scgi_temp_path FOLDER/e; server { listen 127.0.0.1:8081; location / { return 204; } } }\n`;
	const { printed, files } = runSealedFor(
		`${serve("nginx -c FOLDER/nginx.conf >out")}${until("curl -s http://127.0.0.1:8081/ready")}curl -s -A '${AGENT}' 'http://127.0.0.1:8081/o/1.gif?e=%C3%A4'\nsleep 1\ncat error.log out\n`,
		{ "nginx.conf": conf },
		["access.log"],
	);
	const lines = files["access.log"]
		.toString()
		.split("\n")
		.filter((line) => line.includes("/o/"));
	const context = { now: Date.now(), zone: 0, site: "px.example" };
	const said = detectFormat(lines, context)
		?.reader(lines, context)
		.read(lines[0] ?? "");
	assert.ok(said && !("problem" in said), printed);
	assert.deepEqual(told(said, began), [
		{
			kind: "http",
			host: "px.example",
			url: "http://px.example/o/1.gif?e=%C3%A4",
			outcome: "answered",
			status: 204,
			agent: AGENT,
			...http,
		},
	]);
});

const ZONE = `$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\nasked A 203.0.113.1\nrefused A 203.0.113.2\n`;
const dig = (name: string): string => `dig @127.0.0.1 -p 5300 +tries=1 +time=5 ${name} A >/dev/null\n`;
const ASK = `${dig("asked.example")}${dig("refused.example")}sleep 1\n`;
const dns = { kind: "dns", client: "127.0.0.1", url: null, status: null, agent: null, user: null } as const;
/** Of hosts and outcomes, each once. */
const outcomes = (events: readonly Omit<LogEvent, "time">[]): string[] => {
	for (const { host: _, outcome: __, ...rest } of events) assert.deepEqual(rest, dns);
	return [...new Set(events.map(({ host, outcome }) => `${host} ${outcome}`))].sort();
};

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
		`${serve("unbound -d -c FOLDER/unbound.conf >out")}${until("dig @127.0.0.1 -p 5300 +tries=1 +time=1 localhost")}${ASK}cat out\n`,
		{ "unbound.conf": conf, world: ZONE },
		["unbound.log"],
	);
	const told = outcomes(eventsIn(files["unbound.log"], "unbound", began));
	for (const one of ["asked.example answered", "asked.example unknown", "refused.example refused"])
		assert.ok(told.includes(one), `${told}\n${printed}`);
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
		`${serve("named -f -c FOLDER/named.conf >out 2>&1")}${until("dig @127.0.0.1 -p 5300 +tries=1 +time=1 localhost")}${ASK}kill $server; wait $server\ntail -5 out\n`,
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
	const events: Omit<LogEvent, "time">[] = [];
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
		`${serve("dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --addn-hosts=FOLDER/hosts --listen-address=127.0.0.1 --bind-interfaces --port=5300 --log-queries=extra --log-facility=FOLDER/dnsmasq.log --address=/refused.example/ --user= --pid-file= >out")}${until("dig @127.0.0.1 -p 5300 +tries=1 +time=1 localhost")}${ASK}cat out\n`,
		{ hosts: "203.0.113.1 asked.example\n" },
		["dnsmasq.log"],
	);
	const told = outcomes(eventsIn(files["dnsmasq.log"], "dnsmasq", began));
	assert.deepEqual(told, ["asked.example unknown", "refused.example refused", "refused.example unknown"], printed);
});
