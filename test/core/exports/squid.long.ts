// The access lines in a running Squid: what is asked of a tracker is denied, what is asked of anybody else is not, though nobody is there to answer.

import assert from "node:assert/strict";
import test from "node:test";
import { needNamespace } from "../../support/namespace.ts";
import { needProgram } from "../../support/programs.ts";
import { runSealed, serve, until } from "../../support/sealed-run.ts";
import { written } from "./written.ts";

const seal = needNamespace();
const need = seal.skip === false ? needProgram("ip", "squid", "curl") : seal;

const CONF = `http_port 127.0.0.1:3128
pid_filename none
cache_log stdio:FOLDER/cache.log
access_log none
cache deny all
coredump_dir FOLDER
netdb_filename none
shutdown_lifetime 0 seconds
connect_timeout 2 seconds
dns_nameservers 127.0.0.1
dns_timeout 1 seconds
hosts_file FOLDER/hosts
include FOLDER/counterpixel.conf
http_access allow all
`;
/** Where Squid would go if it did: nobody listens there. */
const HOSTS = "127.0.0.1 click.mass-mailer.example www.posed-as.example tracker-one.example xpx.tracker-one.example\n";

const ask = (url: string): string =>
	`echo "$(curl -s -o /dev/null -w '%{http_code}' -x http://127.0.0.1:3128 --max-time 15 '${url}') ${url}"\n`;
/** A tunnel's answer is what the proxy says of CONNECT. */
const tunnel = (url: string): string =>
	`echo "$(curl -s -o /dev/null -w '%{http_connect}' -x http://127.0.0.1:3128 --max-time 15 '${url}') ${url}"\n`;

const DENIED = [
	"http://px.tracker-one.example/p/aa/0390.gif",
	"http://a.PX.tracker-one.example/",
	"http://192.0.2.7/x.gif",
	"http://192.0.2.7:8080/x.gif",
	"http://[2001:db8::7]/x.gif",
	"http://click.mass-mailer.example/track/open.php?u=1f2e3d4c&id=777",
	"http://click.mass-mailer.example:80/track/open.php?u=1f2e3d4c&id=",
];
const ALLOWED = [
	"http://tracker-one.example/",
	"http://xpx.tracker-one.example/",
	"http://www.posed-as.example/images/logo.jpg",
	"http://click.mass-mailer.example/track/open.php?u=another&id=777",
	"http://click.mass-mailer.example/",
	"http://tracker-one.example/?from=px.tracker-one.example",
	"http://tracker-one.example/192.0.2.7/",
];
const TUNNELS = {
	denied: ["https://px.tracker-one.example/", "https://192.0.2.7/"],
	allowed: ["https://click.mass-mailer.example/track/open.php?u=1f2e3d4c&id="],
};

test("Squid reads the lines, denies what they say, and lets an operator's other customers through", need, () => {
	// Root in a namespace of its own users is not the root that Squid steps down from.
	const squid = process.getuid?.() === 0 ? "squid" : "unshare -U --map-user=65534 squid";
	const printed = runSealed(
		`squid -k parse -f FOLDER/squid.conf 2>&1 | grep -E "ERROR|FATAL|WARNING"; echo "parsed"\n${serve(`${squid} -N -f FOLDER/squid.conf >out 2>&1`)}` +
			`${until("curl -s -x http://127.0.0.1:3128 http://192.0.2.7/")}` +
			`${[...DENIED, ...ALLOWED].map(ask).join("")}${[...TUNNELS.denied, ...TUNNELS.allowed].map(tunnel).join("")}tail -3 cache.log out`,
		{ "squid.conf": CONF, "counterpixel.conf": written("squid"), hosts: HOSTS },
	);
	assert.match(printed, /^parsed/m, printed);
	assert.doesNotMatch(printed, /(?:ERROR|FATAL|WARNING)/, printed);
	const codeOf = (url: string): string =>
		printed
			.split("\n")
			.find((line) => line.endsWith(` ${url}`))
			?.slice(0, 3) ?? "none";
	for (const url of [...DENIED, ...TUNNELS.denied]) assert.equal(codeOf(url), "403", `${url}\n${printed}`);
	for (const url of [...ALLOWED, ...TUNNELS.allowed]) assert.match(codeOf(url), /^50[234]$/, `${url}\n${printed}`);
});
