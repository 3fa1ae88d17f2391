// What a User-Agent tells, by strings as programs really send them, and for whatever else may stand there.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AGENT_EVIDENCE } from "../../../src/core/exposure/agent-row.ts";
import { machineAgents, selfNamedMachine } from "../../../src/core/exposure/machine-agents.ts";
import { mailAgents } from "../../../src/core/exposure/mail-agents.ts";
import { readUserAgent, type UserAgentReading } from "../../../src/core/exposure/user-agents.ts";
import { programNamed } from "../../../src/core/trackers/programs.ts";

type Expected = Partial<UserAgentReading>;

const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

const PROGRAMS: readonly (readonly [agent: string, expected: Expected])[] = [
	[
		"Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7.0",
		{ program: "Thunderbird 153.7.0", version: "153.7.0", system: "Linux", leakProgram: "thunderbird" },
	],
	[
		"desk.example; Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0esr",
		{ program: "Thunderbird 128.5.0esr", system: "Windows 10 or later", leakProgram: "thunderbird" },
	],
	["Evolution/3.46.4", { program: "Evolution 3.46.4", system: null, leakProgram: "evolution" }],
	["Fancy Viewer", { program: "Claws Mail (its Fancy viewer)", leakProgram: "claws-mail" }],
	["Roundcube Webmail/1.6.5", { program: "Roundcube 1.6.5", leakProgram: "roundcube" }],
	["w3m/0.5.3+git20230121", { program: "w3m 0.5.3+git20230121" }],
	["Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8", { program: "Lynx 2.9.0dev.12" }],
	["LibreOffice 7.4.7.2 denylistedbackend/7.88.1 OpenSSL/3.0.15", { program: "LibreOffice 7.4.7.2" }],
	["Microsoft-WebDAV-MiniRedir/10.0.19045", { program: "Windows' WebDAV client 10.0.19045", system: "Windows" }],
	["Microsoft Office Protocol Discovery", { program: "Microsoft Office" }],
	[
		"Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.10730; Pro)",
		{ program: "Outlook for Windows 16.0.10730", system: "Windows 10 or later", leakProgram: "outlook-classic" },
	],
	[
		"Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Win64; x64; Trident/7.0; Microsoft Outlook 16.0.5134; ms-office; MSOffice 16)",
		{ program: "Outlook for Windows 16.0.5134", system: "Windows 7", leakProgram: "outlook-classic" },
	],
	["Mozilla/4.0 (compatible; ms-office; MSOffice 16)", { program: "Microsoft Office 16 (Outlook, Word or another)", leakProgram: null }],
	["Microsoft-MacOutlook/16.45.21011103", { program: "Outlook for Mac 16.45.21011103", system: "macOS", leakProgram: null }],
	[
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
		{ program: "Apple's WebKit (Apple Mail or another program)", system: "macOS or iPadOS", leakProgram: "apple-mail-unprotected" },
	],
	[
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
		{ system: "iOS 17.5", leakProgram: "apple-mail-unprotected" },
	],
	[
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
		{ system: "iOS 18 or later" },
	],
	[
		"Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.43 Mobile Safari/537.36",
		{ program: "Chromium 120 (in an Android app)", system: "Android 14" },
	],
	[
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15",
		{ program: "WebKitGTK 16.6 (Geary, GNOME Web or another program of GNOME's)", system: "Linux" },
	],
	[`Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, { program: "Chromium 156", version: "156", system: "Linux" }],
	[`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, { program: "Chromium 156", system: "Windows 10 or later" }],
	[`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME}`, { program: "Chromium 156", system: "macOS" }],
	[`Mozilla/5.0 (Linux; Android 10; K) ${CHROME}`, { program: "Chromium 156", system: "Android" }],
	[
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
		{ program: "Chromium 156 (headless)" },
	],
	["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0", { program: "Firefox 128", system: "macOS" }],
	[`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Edg/156.0.0.0`, { program: "Microsoft Edge 156" }],
	[
		"Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 Mobile Safari/537.36",
		{ program: "Chromium 99.0.4844.88", machine: null, system: "Android 10" },
	],
];

const MACHINES: readonly (readonly [agent: string, machine: string, leakProgram: string | null])[] = [
	["Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "Google's image proxy", "gmail"],
	["YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", "Yahoo's image proxy", null],
	["Mozilla/5.0", "a proxy that hides the program, as Apple's Mail Privacy Protection does", "apple-mail"],
	[`Mozilla/5.0 (Windows NT 6.1; WOW64) ${CHROME} BingPreview/1.0b`, "Microsoft's link scanner", null],
	["Barracuda Sentinel (EE)", "Barracuda's mail scanner", null],
	["GuzzleHttp/7", "a program without a reader: GuzzleHttp 7 (Roundcube's server)", "roundcube"],
	["curl/7.88.1", "a program without a reader: curl 7.88.1", null],
	["python-requests/2.31.0", "a program without a reader: Python requests 2.31.0", null],
	["Go-http-client/1.1", "a program without a reader: Go's HTTP client 1.1", null],
	["Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example/)", "a machine, as its own name says", null],
	["MailScanner/1", "a machine, as its own name says", null],
];

test("each program is read as what its string says, and no further", () => {
	for (const [agent, expected] of PROGRAMS) {
		const reading = readUserAgent(agent);
		assert.deepEqual({ ...reading, ...expected }, reading, agent);
		assert.equal(reading.machine, null, agent);
	}
});

test("a machine is named as such and is never a person's program or system", () => {
	for (const [agent, machine, leakProgram] of MACHINES) {
		const { version: _, ...reading } = readUserAgent(agent);
		assert.deepEqual(reading, { program: null, system: null, machine, leakProgram }, agent);
	}
});

test("of no string, and of one that nobody knows, nothing is claimed", () => {
	for (const agent of [null, "", "   ", "foo", "Foo/1.0 bar", "constructor", "__proto__", "toString"]) {
		assert.deepEqual(readUserAgent(agent), { program: null, version: null, system: null, machine: null, leakProgram: null });
	}
});

test("every row says how it is known, and the leak table has the program that it names", () => {
	for (const { name, evidence, source, leakProgram, pattern } of [...mailAgents, ...machineAgents, selfNamedMachine]) {
		assert.ok(AGENT_EVIDENCE.includes(evidence), name);
		assert.match(source, /^\S.{10,}\.$/, name);
		if (leakProgram !== undefined) assert.notEqual(programNamed(leakProgram), null, leakProgram);
		assert.doesNotMatch(pattern.flags, /[gy]/, name);
	}
});

test("any string is read in a moment, and what is read is short", () => {
	const hostile = ["1", "1.", "1_", "(", "/", " ", "version/1", "android ", "X11; Linux ", "Mozilla/5.0 (Macintosh", "yahoo ", "opt/1_"];
	for (const piece of hostile) {
		const started = process.cpuUsage().user;
		for (const agent of [piece.repeat(50_000), `Thunderbird/${piece.repeat(50_000)}`]) readUserAgent(agent);
		assert.ok(process.cpuUsage().user - started < 200_000, piece);
	}
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({ unit: "binary" }),
				fc
					.array(fc.constantFrom(...hostile, "Chrome/", "Windows NT ", "Firefox/", "bot"), { maxLength: 200 })
					.map((pieces) => pieces.join("")),
			),
			(agent) => {
				for (const value of Object.values(readUserAgent(agent))) assert.ok(value === null || value.length < 120);
			},
		),
	);
});
