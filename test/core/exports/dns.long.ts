// The zone and the local zones in the resolvers they are for: checked by the resolvers' own programs, loaded, and asked.

import assert from "node:assert/strict";
import test from "node:test";
import { needNamespace } from "../../support/namespace.ts";
import { needProgram, type Program, type Skip } from "../../support/programs.ts";
import { runSealed, serve, until } from "../../support/sealed-run.ts";
import { written } from "./written.ts";

const seal = needNamespace();
const need = (...programs: readonly Program[]): Skip => (seal.skip === false ? needProgram("ip", ...programs) : seal);

const ORIGIN = "rpz.counterpixel.invalid";
const dig = (name: string): string => `echo "${name} $(dig @127.0.0.1 -p 5300 +tries=1 +time=5 ${name} A | grep -o 'status: [A-Z]*')"\n`;
const ASK = [
	"px.tracker-one.example",
	"a.b.px.tracker-one.example",
	"tracker-one.example",
	"xpx.tracker-one.example",
	"www.posed-as.example",
	"click.mass-mailer.example",
]
	.map(dig)
	.join("");

function assertAnswers(printed: string): void {
	for (const name of ["px.tracker-one.example", "a.b.px.tracker-one.example"])
		assert.match(printed, new RegExp(`^${name} status: NXDOMAIN$`, "m"), printed);
	for (const name of ["tracker-one.example", "xpx.tracker-one.example", "www.posed-as.example", "click.mass-mailer.example"])
		assert.match(printed, new RegExp(`^${name} status: NOERROR$`, "m"), printed);
}

/** What answers where no policy does. */
const WORLD = `$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\n${["tracker-one", "posed-as", "mass-mailer"]
	.map((domain) => `${domain} A 203.0.113.1\n*.${domain} A 203.0.113.1\n`)
	.join("")}`;

test("named-checkzone finds the RPZ zone in order under the name that its first line gives", need("named-checkzone"), () => {
	assert.match(written("rpz"), new RegExp(`^\\$ORIGIN ${ORIGIN}\\.\\n`));
	assert.match(runSealed(`named-checkzone ${ORIGIN} zone && echo fine`, { zone: written("rpz") }), /^OK\nfine$/m);
});

test("BIND with the RPZ zone refuses a tracker and all below it, and nobody else", need("named", "dig"), () => {
	const conf = `options { directory "FOLDER"; listen-on port 5300 { 127.0.0.1; }; listen-on-v6 { none; }; pid-file none; recursion yes;
dnssec-validation no; allow-query { any; }; response-policy { zone "${ORIGIN}"; } qname-wait-recurse no; session-keyfile none; };
controls { };
zone "${ORIGIN}" { type primary; file "zone"; };
zone "example" { type primary; file "world"; };
`;
	const script = `${serve("named -g -c FOLDER/named.conf >log 2>&1")}${until("dig @127.0.0.1 -p 5300 +tries=1 +time=1 localhost")}${ASK}tail -5 log`;
	assertAnswers(runSealed(script, { "named.conf": conf, zone: written("rpz"), world: WORLD }));
});

const unbound = (more: string, server: string): string => `server:
  interface: 127.0.0.1@5300
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "FOLDER"
  pidfile: ""
  use-syslog: no
  module-config: "respip iterator"
  do-not-query-localhost: no
${server}
auth-zone:
  name: "example"
  zonefile: "FOLDER/world"
  for-upstream: yes
  for-downstream: no
remote-control:
  control-enable: no
${more}`;
const START = `${serve("unbound -d -c FOLDER/unbound.conf >log 2>&1")}${until("dig @127.0.0.1 -p 5300 +tries=1 +time=1 localhost")}`;

test("Unbound with the RPZ zone refuses a tracker and all below it, and nobody else", need("unbound", "dig"), () => {
	const conf = unbound(`rpz:\n  name: "${ORIGIN}"\n  zonefile: "FOLDER/zone"\n`, "");
	assertAnswers(runSealed(`${START}${ASK}tail -5 log`, { "unbound.conf": conf, zone: written("rpz"), world: WORLD }));
});

test(
	"Unbound takes the local zones into its server: clause, and refuses a tracker and all below it, and nobody else",
	need("unbound", "unbound-checkconf", "dig"),
	() => {
		const conf = unbound("", `  include: "FOLDER/zones"`);
		const printed = runSealed(`unbound-checkconf FOLDER/unbound.conf\n${START}${ASK}tail -5 log`, {
			"unbound.conf": conf,
			zones: written("unbound"),
			world: WORLD,
		});
		assert.match(printed, /no errors/);
		assertAnswers(printed);
	},
);
