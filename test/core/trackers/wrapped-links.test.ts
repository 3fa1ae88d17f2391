import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { unwrap } from "../../../src/core/trackers/wrapped-links.ts";

const inner = "https://h.example/a-b_c?d=1&e=%C3%A9";
const percent = encodeURIComponent(inner);

/** Proofpoint's own way for version 2, from the other side. */
const version2 = encodeURIComponent(inner)
	.replace(/[-_]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
	.replaceAll("%2F", "_")
	.replaceAll("%", "-");

const cases: readonly (readonly [gateway: string, url: string])[] = [
	["Microsoft Safe Links", `https://eur01.safelinks.protection.outlook.com/?url=${percent}&data=05%7C01&reserved=0`],
	["Microsoft Safe Links", `https://eur01.safelinks.protection.outlook.com/ap/w-59584e83/?url=${percent}&data=05`],
	["Proofpoint URL Defense", `https://urldefense.proofpoint.com/v1/url?u=${percent}&k=abc`],
	["Proofpoint URL Defense", `https://urldefense.proofpoint.com/v2/url?u=${version2}&d=DwMFaQ&c=x`],
	["Proofpoint URL Defense", `https://urldefense.com/v3/__${inner}__;!!Token!abc$`],
	["Proofpoint URL Defense", `https://urldefense.us/v3/__${inner.replace("//", "/")}__;!!Token!abc$`],
	["Barracuda Link Protection", `https://linkprotect.cudasvc.com/url?a=${percent}&c=E,1,abc&typo=1`],
	["Cisco Secure Email", `https://secure-web.cisco.com/1abc-DEF/${percent}`],
	["Cisco Secure Email", `http://secure-web.cisco.com/1abc-DEF/${inner}`],
	["Sophos Email", `https://eu-central-1.protection.sophos.com/?d=h.example&u=${Buffer.from(inner).toString("base64")}&i=x`],
	["Trend Micro", `https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=${percent}&umid=x`],
	["FireEye", `https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u=${percent}`],
	["Trustwave", `https://scanmail.trustwave.com/?c=1&d=x&u=${percent}`],
	["Symantec", `https://clicktime.symantec.com/3abc?u=${percent}`],
	["EdgePilot", `https://link.edgepilot.com/s/abc/def?u=${percent}`],
	["Check Point", `https://url.avanan.click/v2/___${inner}___.YXAzOm`],
	["Libraesva", `https://urlsand.esvalabs.com/?u=${percent}&e=1`],
	["Google", `https://www.google.com/url?q=${percent}&sa=D`],
	["Slack", `https://slack-redir.net/link?url=${percent}`],
];

test("each gateway's wrapping gives the link inside", () => {
	for (const [gateway, url] of cases) assert.deepEqual(unwrap(new URL(url).href), { gateway, inner }, url);
});

test("Proofpoint version 3 puts the replaced bytes back: one for a star, a run for two", () => {
	const bytes = Buffer.from("%#é$", "utf8").toString("base64url");
	assert.equal(unwrap(`https://urldefense.com/v3/__https://h.example/a*b*c__;${bytes}!!T!x$`)?.inner, "https://h.example/a%b#c");
	assert.equal(
		unwrap(`https://urldefense.com/v3/__https://h.example/**Ax__;${Buffer.from("%%").toString("base64url")}!!T!x$`)?.inner,
		"https://h.example/%%x",
	);
});

test("a link of another host, or of a gateway that carries no URL, is not wrapped", () => {
	for (const url of [
		"https://h.example/?url=https://i.example/",
		"https://safelinks.protection.outlook.com.h.example/?url=https%3A%2F%2Fi.example",
		"https://safelinks.protection.outlook.com@h.example/?url=https%3A%2F%2Fi.example",
		"https://notgoogle.com/url?q=https://i.example/",
		"https://www.google.com/search?q=https://i.example/",
		"https://protect-us.mimecast.com/s/abc?domain=i.example",
		"https://eur01.safelinks.protection.outlook.com/?url=javascript%3A1",
		"https://eur01.safelinks.protection.outlook.com/",
		"https://urldefense.com/v3/__https://h.example",
		"mailto:a@h.example",
	])
		assert.equal(unwrap(url), null, url);
});

test("whatever a gateway's URL holds, the link inside is an absolute http(s) URL", () => {
	const hosts = fc.constantFrom(...cases.map(([, url]) => new URL(url).origin));
	const rest = fc.array(
		fc.oneof(
			fc.constantFrom(
				"/v3/__",
				"__;",
				"/v2/url?",
				"u=",
				"url=",
				"a=",
				"http-3A__",
				"https%3A%2F%2F",
				"**",
				"!!",
				"%",
				"&",
				"___",
				"http://x",
			),
			fc.string({ maxLength: 4 }),
		),
		{ maxLength: 8 },
	);
	fc.assert(
		fc.property(hosts, rest, (origin, pieces) => {
			const url = URL.parse(`${origin}/${pieces.join("")}`);
			const found = url === null ? null : unwrap(url.href);
			if (found !== null) assert.match(found.inner, /^https?:\/\/[^/]/);
		}),
		{ numRuns: 3_000 },
	);
});
