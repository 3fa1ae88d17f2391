// Logs that real web servers and proxies write: what a site's own log says, what Apache says as a forward proxy, what Squid says of a fetch, a refusal and a tunnel,
// and how it writes names and agents that would break its lines.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runSealedFor, serve, until } from "../../support/sealed-run.ts";
import { eventsIn, inOrder, need, ORIGIN, PROXY_READY, type Told } from "./real-log.ts";

const AGENT = 'Reader/1.0 "in quotes" \\ Ä';
const reader = { client: "127.0.0.1", user: null } as const;
const http = { kind: "http", outcome: "answered", agent: AGENT, ...reader } as const;

/** As nginx's own example of a log_format, beside the form that it has built in. */
const MAIN = `'$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for"'`;

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
			`${ORIGIN}${serve(`${squid} -N -f FOLDER/squid.conf >out`)}${PROXY_READY}` +
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
				...reader,
			},
			{ kind: "http", host: "refused.example", url: "http://refused.example/o/2.gif", outcome: "refused", status: 403, agent, ...reader },
			{ kind: "connect", host: "asked.example", url: null, outcome: "answered", status: 200, agent, ...reader },
			{ kind: "connect", host: "refused.example", url: null, outcome: "refused", status: 403, agent, ...reader },
			{ kind: "http", host: "asked.example", url: "http://asked.example:9/o/4.gif", outcome: "failed", status: 503, agent, ...reader },
		];
		assert.deepEqual(inOrder(eventsIn(files["native.log"], "squid", began)), inOrder(wanted(null)), printed);
		assert.deepEqual(inOrder(eventsIn(files["combined.log"], "squid-combined", began)), inOrder(wanted(AGENT)), printed);
	});
});

test("nginx's logs, with a field more or without, tell what was asked of a site that the user names", need("nginx", "curl"), () => {
	const began = Date.now();
	const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path FOLDER/${name};`).join(" ");
	const conf = `daemon off;\npid FOLDER/pid;\nerror_log FOLDER/error.log;\nevents {}\nhttp { log_format main ${MAIN}; access_log FOLDER/main.log main;
access_log FOLDER/access.log combined; ${folders} server { listen 127.0.0.1:8081; location /o/ { return 204; } location / { return 403; } } }\n`;
	const curl = `curl -s -A '${AGENT}' -H 'X-Forwarded-For: 198.51.100.7, 203.0.113.1'`;
	const { printed, files } = runSealedFor(
		`${serve("nginx -c FOLDER/nginx.conf >out 2>&1")}${until("curl -s http://127.0.0.1:8081/ready")}` +
			`${curl} 'http://127.0.0.1:8081/o/1.gif?e=%C3%A4'\n${curl} http://127.0.0.1:8081/other\nsleep 1\ncat error.log out\n`,
		{ "nginx.conf": conf },
		["access.log", "main.log"],
	);
	for (const file of ["access.log", "main.log"] as const) {
		const events = eventsIn(files[file], "combined", began, { site: "px.example" }).filter(({ url }) => !url?.endsWith("/ready"));
		// That it was refused is the site's own affair: the request had come.
		assert.deepEqual(
			events,
			[
				{ ...http, host: "px.example", url: "http://px.example/o/1.gif?e=%C3%A4", status: 204 },
				{ ...http, host: "px.example", url: "http://px.example/other", status: 403 },
			],
			printed,
		);
	}
});

const MODULES = "/usr/lib/apache2/modules";
const LOADED = ["mpm_event", "authz_core", "proxy", "proxy_http", "proxy_connect"].map(
	(name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`,
);

test(
	"Apache's logs as a forward proxy tell of fetches, tunnels and refusals, with the site before each line or without",
	need("apache2", "curl"),
	() => {
		const began = Date.now();
		const conf = `${LOADED.join("\n")}
ServerRoot FOLDER
ServerName proxy.example
Listen 127.0.0.1:3128
PidFile FOLDER/pid
ErrorLog FOLDER/error.log
DefaultRuntimeDir FOLDER
Mutex file:FOLDER default
ProxyRequests On
ProxyTimeout 3
AllowCONNECT 8080 443
LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
LogFormat "%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" vhost_combined
CustomLog FOLDER/access.log combined
CustomLog FOLDER/vhost.log vhost_combined
<Proxy *>
Require all granted
</Proxy>
<ProxyMatch "^(?:http://)?refused\\.example">
Require all denied
</ProxyMatch>
`;
		const curl = `curl -s -o /dev/null --max-time 15 -x http://127.0.0.1:3128 -A '${AGENT}'`;
		const { printed, files } = runSealedFor(
			// Apache asks the machine for names, which are to be ours: in a mount namespace of its own.
			`${ORIGIN}${serve("unshare -m sh -c 'mount --bind FOLDER/hosts /etc/hosts && exec apache2 -X -f FOLDER/apache.conf' >out 2>&1")}` +
				`${PROXY_READY}${curl} 'http://Asked.example:8080/o/1.gif?e=a&f=b'\n` +
				`${curl} http://refused.example/o/2.gif\n${curl} -p http://asked.example:8080/o/3.gif\n${curl} -p http://refused.example:443/\n` +
				`${curl} http://asked.example:9/o/4.gif\nsleep 1\nkill $origin\ncat error.log out\n`,
			{ "apache.conf": conf, hosts: "127.0.0.1 localhost asked.example refused.example\n" },
			["access.log", "vhost.log"],
		);
		const wanted: Told[] = [
			{ ...http, host: "asked.example", url: "http://asked.example:8080/o/1.gif?e=a&f=b", status: 200 },
			{ ...http, host: "refused.example", url: "http://refused.example/o/2.gif", outcome: "refused", status: 403 },
			{ ...http, kind: "connect", host: "asked.example", url: null, status: 200 },
			{ ...http, kind: "connect", host: "refused.example", url: null, outcome: "refused", status: 403 },
			{ ...http, host: "asked.example", url: "http://asked.example:9/o/4.gif", outcome: "failed", status: 503 },
		];
		assert.deepEqual(inOrder(eventsIn(files["access.log"], "combined", began)), inOrder(wanted), printed);
		assert.deepEqual(inOrder(eventsIn(files["vhost.log"], "vhost-combined", began)), inOrder(wanted), printed);
	},
);

test("Squid's logs tell who was logged in, whatever the name, and that an answer never came", need("squid", "curl"), () => {
	const began = Date.now();
	const conf = `http_port 127.0.0.1:3128
pid_filename none
cache_log stdio:FOLDER/cache.log
access_log stdio:FOLDER/native.log squid
access_log stdio:FOLDER/combined.log combined
cache deny all
coredump_dir FOLDER
netdb_filename none
shutdown_lifetime 0 seconds
hosts_file FOLDER/hosts
auth_param basic program /bin/sh FOLDER/anybody.sh
auth_param basic casesensitive on
auth_param basic realm x
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
`;
	const curl = `curl -s -o /dev/null --max-time 15 -x http://127.0.0.1:3128 -A '${AGENT}'`;
	const squid = process.getuid?.() === 0 ? "squid" : "unshare -U --map-user=65534 squid";
	const { printed, files } = runSealedFor(
		`${ORIGIN}${serve(`${squid} -N -f FOLDER/squid.conf >out`)}${PROXY_READY}` +
			`${curl} http://asked.example:8080/o/1.gif\n${curl} -U 'HOUSE\\ann:x' http://asked.example:8080/o/2.gif\n` +
			`${curl} -U 'Änne b@house.example%:x' http://asked.example:8080/o/3.gif\n` +
			`${curl} -U ann:x --max-time 1 http://asked.example:8080/never\nsleep 1\nkill $origin\ntail -3 cache.log\n`,
		{ "squid.conf": conf, hosts: "127.0.0.1 asked.example\n", "anybody.sh": "while read -r line; do echo OK; done\n" },
		["native.log", "combined.log"],
	);
	const asked = { ...http, host: "asked.example" };
	const wanted = (agent: string | null): unknown[] => [
		{ ...asked, agent, url: "http://asked.example:8080/o/1.gif", outcome: "failed", status: 407 },
		{ ...asked, agent, url: "http://asked.example:8080/o/2.gif", status: 200, user: "HOUSE\\ann" },
		{ ...asked, agent, url: "http://asked.example:8080/o/3.gif", status: 200, user: "Änne b@house.example%" },
		{ ...asked, agent, url: "http://asked.example:8080/never", outcome: "failed", status: null, user: "ann" },
	];
	assert.deepEqual(inOrder(eventsIn(files["native.log"], "squid", began)), inOrder(wanted(null)), printed);
	assert.deepEqual(inOrder(eventsIn(files["combined.log"], "squid-combined", began)), inOrder(wanted(AGENT)), printed);
});
