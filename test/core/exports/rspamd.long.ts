// The multimap in a running Rspamd without redis: a mail whose only trace is the src of an image gets the symbol, and one beside it does not.

import assert from "node:assert/strict";
import test from "node:test";
import { needNamespace } from "../../support/namespace.ts";
import { needProgram } from "../../support/programs.ts";
import { runSealed, serve, until } from "../../support/sealed-run.ts";
import { written } from "./written.ts";

const seal = needNamespace();
const need = seal.skip === false ? needProgram("ip", "rspamd", "rspamc", "rspamadm", "curl") : seal;

function mail(src: string): string {
	return `From: Anna <anna@news-desk.example>\nTo: ben@parliament.example\nSubject: Hello\nDate: Mon, 04 Jan 2021 09:12:00 +0000
Message-ID: <1@news-desk.example>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n
<html><body><p>Good morning.</p><img src="${src}" width="1" height="1"></body></html>\n`;
}

const HOST = ["https://px.tracker-one.example/p/aa/0390.gif", "http://a.b.PX.tracker-one.example/x.png", "http://192.0.2.7/x.gif"];
const PATH = ["https://click.mass-mailer.example/track/open.php?u=1f2e3d4c&amp;id=777"];
const NONE = [
	"https://xpx.tracker-one.example/p/aa/0390.gif",
	"https://www.posed-as.example/images/logo.jpg",
	"https://click.mass-mailer.example/track/open.php?u=another&amp;id=777",
	"https://other.example/?px.tracker-one.example",
];
const ALL = [...HOST, ...PATH, ...NONE];

test("Rspamd takes the file, and finds what is loaded as an image from a host or a path of a campaign", need, () => {
	const vars = "--var=LOCAL_CONFDIR=FOLDER --var=DBDIR=FOLDER --var=RUNDIR=FOLDER --var=LOGDIR=FOLDER";
	const printed = runSealed(
		`mkdir local.d; cp multimap.conf options.inc local.d\nrspamadm ${vars} configtest | tail -1\n` +
			`${serve(`rspamd -c /etc/rspamd/rspamd.conf ${vars} -f -i >out 2>&1`)}${until("curl -sf http://127.0.0.1:11334/ping")}` +
			`${ALL.map((_, at) => `echo "${at}:$(rspamc -h 127.0.0.1:11333 ${at}.eml | grep -o 'COUNTERPIXEL_[A-Z]*' | tr '\\n' ' ')"\n`).join("")}` +
			"grep -i 'multimap.*\\(error\\|invalid\\|incomplete\\)' rspamd.log",
		{
			"multimap.conf": written("rspamd"),
			"options.inc": `control_socket = "$DBDIR/rspamd.sock mode=0600";\ndns { nameserver = ["127.0.0.1"]; timeout = 0.1s; retransmits = 0; }\n`,
			...Object.fromEntries(ALL.map((src, at) => [`${at}.eml`, mail(src)])),
		},
	);
	assert.match(printed, /^syntax OK$/m, printed);
	assert.doesNotMatch(printed, /multimap/, printed);
	const symbols = (src: string): string => new RegExp(`^${ALL.indexOf(src)}:(.*)$`, "m").exec(printed)?.[1]?.trim() ?? "not scanned";
	for (const src of HOST) assert.equal(symbols(src), "COUNTERPIXEL_HOST", `${src}\n${printed}`);
	for (const src of PATH) assert.equal(symbols(src), "COUNTERPIXEL_PATH", `${src}\n${printed}`);
	for (const src of NONE) assert.equal(symbols(src), "", `${src}\n${printed}`);
});
