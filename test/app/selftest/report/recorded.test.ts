// What was printed or left by a run is read back; what is wrong with a file is said by its name and line.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { widthOf } from "../../../../src/app/report/terminal/columns.ts";
import { compareSelftests } from "../../../../src/app/selftest/compare.ts";
import { describeComparison } from "../../../../src/app/selftest/report/comparison.ts";
import { contactLine, summaryLine } from "../../../../src/app/selftest/report/json.ts";
import { readRecordedSelftest } from "../../../../src/app/selftest/report/recorded.ts";
import { isAppError } from "../../../../src/core/model/app-error.ts";
import { HOSTILE, UNSEEN } from "../../report/made-up.ts";
import { byGmail, contact, run } from "../made-up-run.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-recorded-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

const RUN = run([contact(), byGmail()]);
const LINES = [...RUN.contacts.map(contactLine), summaryLine(RUN)];

test("a file of --json, with any line ends, and a folder of --out are read the same", async () => {
	const out = join(folder, "out");
	mkdirSync(out);
	writeFileSync(join(out, "result.jsonl"), `${LINES.join("\n")}\n`);
	const read = await readRecordedSelftest(out);
	assert.deepEqual(read.fired, ["img-src"]);
	assert.deepEqual(read.silent, ["link-stylesheet", "css-background", "a-href", "office-template"]);
	assert.deepEqual(read.learnt.get("program"), ["Thunderbird 153.7.0"]);
	assert.deepEqual(read.learnt.get("proxies"), ["Google's image proxy"]);
	assert.deepEqual(await readRecordedSelftest(written("crlf.jsonl", `\n${LINES.join("\r\n")}\r\n\r\n`)), read);
});

const WRONG: readonly (readonly [name: string, text: string, says: RegExp])[] = [
	["empty", "", /no summary/],
	["cut", `${LINES[0]}\n`, /line 1: no summary.*Ctrl-C/],
	["half", `${LINES[0]}\n${LINES[2]?.slice(0, 50)}`, /line 2: it is no JSON/],
	["other", '{"file":"a.eml"}\n', /line 1: it is neither/],
	["list", "[]\n", /line 1: it is neither/],
	["two", `${LINES[2]}\n${LINES[2]}\n`, /line 2: .*more than one run/],
	["types", '{"summary":{"fired":"x","silent":[],"untestable":[],"learnt":{}}}\n', /line 1: "fired"/],
	["untestable", '{"summary":{"fired":[],"silent":[],"untestable":[{"why":"x"}],"learnt":{}}}\n', /line 1: "untestable"/],
	["learnt", '{"summary":{"fired":[],"silent":[],"untestable":[]}}\n', /line 1: "learnt"/],
];

test("what is wrong is named by file and line", async () => {
	for (const [name, text, says] of WRONG) {
		const path = written(`${name}.jsonl`, text);
		await assert.rejects(readRecordedSelftest(path), (error) => {
			assert.ok(isAppError(error) && error.code === "unreadable", name);
			assert.ok(error.message.startsWith(path), error.message);
			assert.match(error.message, says);
			return true;
		});
	}
});

test("a file or folder without a result says what to give instead", async () => {
	const empty = join(folder, "nothing");
	mkdirSync(join(empty, "deeper", "result.jsonl"), { recursive: true });
	for (const path of [join(folder, "absent"), empty, join(empty, "deeper")])
		await assert.rejects(readRecordedSelftest(path), (error) => isAppError(error) && error.code === "unreadable");
});

test("a comparison says what leaks no more, what does now, what stayed, and what only one run tested", async () => {
	const silenced = run([], {
		untestable: [...RUN.untestable, { vector: "a-href", why: "x" }],
		probes: RUN.probes.filter(({ trigger }) => trigger === "open"),
	});
	const before = await readRecordedSelftest(written("before.jsonl", LINES.join("\n")));
	const later = await readRecordedSelftest(written("after.jsonl", summaryLine(silenced)));
	assert.equal(
		describeComparison(compareSelftests(before, later), { width: 80, colour: false }),
		`1 way less, 0 ways more, 0 as before

Leaks no more
  img-src

Leaks now, and did not
  Nothing.

Leaks as before
  Nothing.

What a sender learnt
  - IP address: 192.0.2.7 before, nothing after
  - program: Thunderbird 153.7.0 before, nothing after
  - system: Linux before, nothing after
  - fetched for you by: Google's image proxy before, nothing after

Tested only before: nothing is known of them now
  a-href, office-template

2 ways silent in both. Silence is not safety: each run says what its own allows
to conclude.
`,
	);
});

test("nothing that stands in a result steers a terminal or leaves its columns", () => {
	for (const text of HOSTILE) {
		const learnt = new Map([["client_ip", [text]]]);
		const other = new Map([["client_ip", ["192.0.2.1"]]]);
		const said = describeComparison(compareSelftests({ fired: [text], silent: [], learnt }, { fired: [], silent: [], learnt: other }), {
			width: 80,
			colour: false,
		});
		assert.doesNotMatch(said, UNSEEN);
		for (const line of said.split("\n")) assert.ok(widthOf(line) <= 80);
	}
});
