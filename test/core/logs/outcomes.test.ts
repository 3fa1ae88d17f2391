// Outcomes: what a request came to, by the words that Squid and ProxySG have for it. Each row is one line; those of Squid are read in both its formats.

import assert from "node:assert/strict";
import { test } from "node:test";
import { format as squid } from "../../../src/core/logs/squid.ts";
import { format as combined } from "../../../src/core/logs/squid-combined.ts";
import { format as w3c } from "../../../src/core/logs/w3c.ts";
import type { LogEvent, LogFormat, LogOutcome } from "../../../src/core/model/log-event.ts";

const CONTEXT = { now: Date.parse("2021-06-01T00:00:00Z"), zone: 0 };

function outcomeIn(format: LogFormat, line: string, head: readonly string[] = []): LogOutcome {
	const said = format.reader(head, CONTEXT).read(line);
	assert.ok(said !== null && !("problem" in said), line);
	return (said as LogEvent).outcome;
}

/** Result, status and hierarchy code as Squid has them. */
function squidSays(expected: LogOutcome, result: string, status: string, peer: string, tunnel = false): void {
	const target = tunnel ? "CONNECT px.campaign.example:443" : "GET http://px.campaign.example/o/7f3a.gif";
	const native = `1611133923.104 212 192.0.2.17 ${result}/${status} 815 ${target} - ${peer}/${peer.endsWith("NONE") ? "-" : "203.0.113.9"} image/gif`;
	assert.equal(outcomeIn(squid, native), expected, native);
	const long = `192.0.2.17 - - [20/Jan/2021:10:12:03 +0100] "${target} HTTP/1.1" ${status} 815 "-" "Reader" ${result}:${peer}`;
	assert.equal(outcomeIn(combined, long), expected, long);
}

test("What Squid's URL rewriter, or another rule of its own, sends elsewhere is refused: nobody was asked.", () => {
	for (const peer of ["HIER_NONE", "NONE"])
		for (const [result, status] of [
			["TCP_REDIRECT", "302"],
			["TCP_REDIRECT", "301"],
			["NONE_NONE", "302"],
			["NONE", "307"],
			["TCP_MISS", "302"],
		] as const)
			squidSays("refused", result, status, peer);
	squidSays("refused", "TCP_REDIRECT", "302", "HIER_NONE", true);
	squidSays("refused", "TCP_DENIED", "302", "HIER_NONE");
});

test("A redirect that a server sent, or another proxy, is an answer of its own.", () => {
	for (const peer of ["HIER_DIRECT", "ORIGINAL_DST", "PINNED", "FIRSTUP_PARENT", "DIRECT"]) squidSays("answered", "TCP_MISS", "302", peer);
	squidSays("answered", "TCP_REFRESH_MODIFIED", "301", "HIER_DIRECT");
	squidSays("answered", "TCP_MISS", "304", "HIER_NONE");
});

test("A copy from Squid's cache is no answer of the server's; one that the server was asked about is.", () => {
	for (const result of ["TCP_HIT", "TCP_MEM_HIT", "TCP_IMS_HIT", "TCP_INM_HIT", "TCP_OFFLINE_HIT", "TCP_NEGATIVE_HIT", "TCP_HIT_ABORTED"])
		squidSays("cached", result, "200", "HIER_NONE");
	squidSays("cached", "TCP_HIT", "301", "HIER_NONE");
	squidSays("cached", "TCP_IMS_HIT", "304", "NONE");
	squidSays("failed", "TCP_NEGATIVE_HIT", "503", "HIER_NONE");
	for (const result of ["TCP_REFRESH_UNMODIFIED", "TCP_REFRESH_HIT", "TCP_REF_FAIL_HIT", "TCP_CLIENT_REFRESH_MISS", "TCP_MISS"])
		squidSays("answered", result, "200", "HIER_DIRECT");
	squidSays("answered", "TCP_REFRESH_HIT", "200", "NONE");
	squidSays("answered", "TCP_MISS", "200", "SIBLING_HIT");
});

test("An answer that Squid forbade only once it had come had been asked for; a tunnel that it forbade had not.", () => {
	squidSays("answered", "TCP_DENIED_REPLY", "403", "HIER_DIRECT");
	squidSays("refused", "TCP_DENIED", "403", "HIER_DIRECT");
	squidSays("refused", "TCP_DENIED_REPLY", "403", "HIER_NONE");
	squidSays("refused", "TCP_DENIED", "403", "HIER_NONE");
	squidSays("refused", "TCP_DENIED", "200", "HIER_DIRECT", true);
	squidSays("failed", "TCP_DENIED", "407", "HIER_NONE");
	squidSays("answered", "NONE_NONE", "200", "HIER_NONE", true);
	squidSays("failed", "NONE_NONE", "503", "HIER_NONE");
});

const FIELDS =
	"#Fields: date time c-ip x-exception-id sc-filter-result sc-status s-action cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path";

function proxySgSays(expected: LogOutcome, [exception, filter, status, action]: readonly [string, string, string, string]): void {
	const line = `2021-01-20 09:12:03 192.0.2.17 ${exception} ${filter} ${status} ${action} GET http px.campaign.example 80 /o/7f3a.gif`;
	assert.equal(outcomeIn(w3c, line, [FIELDS]), expected, line);
}

test("What ProxySG could not resolve or reach got no answer, whatever page it sent its client.", () => {
	for (const said of [
		["dns_unresolved_hostname", "PROXIED", "404", "TCP_ERR_MISS"],
		["dns_server_failure", "PROXIED", "503", "TCP_ERR_MISS"],
		["dns_unresolved_hostname", "OBSERVED", "404", "TCP_MISS"],
		["tcp_error", "OBSERVED", "503", "TCP_ERR_MISS"],
		["ssl_failed", "OBSERVED", "200", "TCP_MISS"],
		["server_unavailable", "DENIED", "503", "TCP_ERR_MISS"],
		["-", "OBSERVED", "200", "TCP_ERR_MISS"],
		["-", "OBSERVED", "0", "TCP_ERR_MISS"],
	] as const)
		proxySgSays("failed", said);
});

test("ProxySG's question who the client is is no refusal; that this client may not is one.", () => {
	for (const said of [
		["authentication_failed", "DENIED", "407", "TCP_DENIED"],
		["-", "DENIED", "407", "TCP_AUTH_MISS"],
		["authentication_failed", "DENIED", "401", "TCP_DENIED"],
		["-", "DENIED", "401", "TCP_AUTH_MISS"],
		["authentication_redirect_to_virtual_host", "OBSERVED", "307", "TCP_AUTH_REDIRECT"],
		["-", "OBSERVED", "200", "TCP_AUTH_FORM"],
	] as const)
		proxySgSays("failed", said);
	for (const said of [
		["authorization_failed", "DENIED", "403", "TCP_DENIED"],
		["policy_denied", "DENIED", "403", "TCP_DENIED"],
		["policy_denied", "OBSERVED", "200", "TCP_MISS"],
		["policy_redirect", "OBSERVED", "302", "TCP_POLICY_REDIRECT"],
	] as const)
		proxySgSays("refused", said);
	proxySgSays("answered", ["-", "OBSERVED", "200", "TCP_AUTH_MISS"]);
});

test("A copy from ProxySG's cache is no answer of the server's; one that the server was asked about is.", () => {
	for (const action of ["TCP_HIT", "TCP_MEM_HIT", "TCP_RESCAN_HIT"]) proxySgSays("cached", ["-", "OBSERVED", "200", action]);
	for (const action of ["TCP_REFRESH_HIT", "TCP_AUTH_HIT", "TCP_CLIENT_REFRESH", "TCP_NC_MISS", "TCP_PARTIAL_MISS"])
		proxySgSays("answered", ["-", "OBSERVED", "200", action]);
});
