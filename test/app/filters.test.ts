// --filters as a person uses it, in inspect and in scan.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";

const COMMAND = join(import.meta.dirname, "../../bin/counterpixel.js");
const folder = mkdtempSync(join(tmpdir(), "counterpixel-filters-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const message = join(folder, "message.eml");
writeFileSync(
	message,
	[
		"From: shop@shop.example",
		"Content-Type: text/html",
		"",
		'<img src="https://a.track.example/1.gif"><img src="https://i.imgur.com/2.png"><a href="https://else.example/">x</a>',
	].join("\r\n"),
);
const list = join(folder, "mine.txt");
writeFileSync(list, "! my list\n||track.example^\n||bad.example^$nosuchoption\n");
const other = join(folder, "other.txt");
writeFileSync(other, "||imgur.com^$image,third-party\n");

const SAID = [
	"mine.txt line 2: ||track.example^ blocks it; no operator is known for it",
	"other.txt line 1: ||imgur.com^$image,third-party blocks it",
];

function run(...args: string[]) {
	return spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8", cwd: folder });
}

test("inspect tells by which line of which list a URL would be blocked, and says once which lines are none", () => {
	const { stdout, stderr, status } = run("inspect", "--json", "--filters", list, "--filters", other, message);
	assert.equal(status, 0);
	assert.equal(stderr, `${list}: left out 1 line that is no filter: 3\n`);
	const { references } = JSON.parse(stdout) as { references: { url: string; operator: string | null; why: string[] }[] };
	const plain = JSON.parse(run("inspect", "--json", message).stdout) as { references: typeof references };
	assert.deepEqual(
		references.map(({ why }, at) => why.slice(plain.references[at]?.why.length)),
		[[SAID[0]], [SAID[1]], []],
	);
	assert.deepEqual(
		references.map(({ why, ...rest }) => rest),
		plain.references.map(({ why, ...rest }) => rest),
	);
});

test("on a terminal inspect says which lines would block how many of a message's references", () => {
	const some = run("inspect", "--filters", list, "--filters", other, message).stdout;
	assert.ok(
		some.includes("Your filter lists would block 2 of 3 references:\n  mine.txt line 2: ||track.example^ blocks it: 1 reference\n"),
		some,
	);
	const none = join(folder, "none.txt");
	writeFileSync(none, "||nobody.example^\n");
	assert.match(run("inspect", "--filters", none, message).stdout, /would block none of 3 references/);
});

test("a scan's case has the same sentences, whatever the number of workers", () => {
	for (const workers of ["1", "3"]) {
		const place = join(folder, `case-${workers}`);
		const scan = run("scan", "--case", place, "--no-report", "--workers", workers, "--filters", list, "--filters", other, message);
		assert.equal(scan.status, 0, scan.stderr);
		const csv = run("report", "--case", place, "--csv").stdout;
		for (const sentence of SAID) assert.ok(csv.includes(sentence), `${sentence}: ${csv}`);
	}
	const again = run("scan", "--case", join(folder, "case-1"), "--no-report", "--filters", list, message);
	assert.match(again.stdout, /The filter lists were not asked about these/);
});

test("a list that cannot be read is a usage error, before anything is scanned", () => {
	for (const command of ["inspect", "scan"]) {
		const { status, stderr } = run(command, "--filters", join(folder, "missing.txt"), message);
		assert.equal(status, 2);
		assert.match(stderr, /--filters .*missing\.txt cannot be read/);
	}
});
