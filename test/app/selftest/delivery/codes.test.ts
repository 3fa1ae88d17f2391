// A code holds for 15 minutes, for one address and one mail server, bears five guesses and works once; in memory and in a file alike.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readAddress } from "../../../../src/app/selftest/delivery/address.ts";
import { createFileStore, stateFolder } from "../../../../src/app/selftest/delivery/code-file.ts";
import { createMemoryStore } from "../../../../src/app/selftest/delivery/code-store.ts";
import { type Clock, type CodeStore, type Codes, createCodes, type Redeemed } from "../../../../src/app/selftest/delivery/codes.ts";
import { isAppError } from "../../../../src/core/model/app-error.ts";

const scratch = mkdtempSync(join(tmpdir(), "counterpixel-codes-"));
after(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => join(scratch, `state-${folders++}`);

const READER = readAddress("reader@reader.example");
const SERVER = "smtp://mail.example:25";
const MINUTE = 60_000;

interface TestClock extends Clock {
	/** Time goes by. */
	pass(milliseconds: number): void;
	/** Somebody sets the clock. */
	set(milliseconds: number): void;
}

function testClock(): TestClock {
	let now = Date.UTC(2026, 0, 1);
	let steady = 5_000_000;
	return {
		now: () => now,
		steady: () => steady,
		pass(milliseconds) {
			now += milliseconds;
			steady += milliseconds;
		},
		set(milliseconds) {
			now += milliseconds;
		},
	};
}

const STORES: readonly (readonly [name: string, create: () => CodeStore])[] = [
	["in memory", createMemoryStore],
	["in a file", () => createFileStore(newFolder())],
];

/** The test in each store. */
function inEach(sentence: string, work: (codes: Codes, clock: TestClock) => Promise<void>): void {
	for (const [name, create] of STORES) {
		test(`${sentence} (${name})`, async () => {
			const clock = testClock();
			await work(createCodes(create(), clock), clock);
		});
	}
}

const NONE: Redeemed = { kind: "none" };
const RIGHT: Redeemed = { kind: "right" };

async function failure(work: Promise<unknown>): Promise<string> {
	try {
		await work;
	} catch (error) {
		assert.ok(isAppError(error), String(error));
		return error.message;
	}
	throw new Error("nothing failed");
}

inEach("a code is two times five plain characters, and another each time", async (codes) => {
	const one = await codes.issue(READER, SERVER);
	const other = await codes.issue(READER, SERVER);
	for (const code of [one, other]) assert.match(code, /^[A-HJKMNP-TV-Z2-9]{5}-[A-HJKMNP-TV-Z2-9]{5}$/);
	assert.notEqual(one, other);
});

inEach("a code works once, however it is typed", async (codes) => {
	const code = await codes.issue(READER, SERVER);
	assert.deepEqual(await codes.redeem(READER, SERVER, ` ${code.toLowerCase().replace("-", " \u2013 ")} `), RIGHT);
	assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE);
});

inEach("without a code asked for nothing is right", async (codes) => {
	assert.deepEqual(await codes.redeem(READER, SERVER, "AAAAA-AAAAA"), NONE);
	assert.deepEqual(await codes.redeem(READER, SERVER, ""), NONE);
});

inEach("five wrong guesses use a code up", async (codes) => {
	const code = await codes.issue(READER, SERVER);
	for (const guessesLeft of [4, 3, 2, 1, 0]) {
		assert.deepEqual(await codes.redeem(READER, SERVER, "AAAAA-AAAAA"), { kind: "wrong", guessesLeft });
	}
	assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE);
});

inEach("a code is of one address and one server: another's is wrong, also one that differs by case or tag", async (codes) => {
	const code = await codes.issue(READER, SERVER);
	for (const other of ["other@reader.example", "Reader@reader.example", "reader+a@reader.example", "reader@reader.example.test"]) {
		assert.deepEqual(await codes.redeem(readAddress(other), SERVER, code), NONE);
	}
	for (const server of ["smtp://mail.example:587", "smtps://mail.example:465", "smtp://other.example:25"]) {
		assert.deepEqual(await codes.redeem(READER, server, code), NONE);
	}
	const theirs = await codes.issue(readAddress("other@reader.example"), SERVER);
	assert.deepEqual(await codes.redeem(READER, SERVER, theirs), { kind: "wrong", guessesLeft: 4 });
	assert.deepEqual(await codes.redeem(READER, SERVER, code), RIGHT);
});

inEach("a new code ends the one before", async (codes) => {
	const old = await codes.issue(READER, SERVER);
	const code = await codes.issue(READER, SERVER);
	assert.deepEqual(await codes.redeem(READER, SERVER, old), { kind: "wrong", guessesLeft: 4 });
	assert.deepEqual(await codes.redeem(READER, SERVER, code), RIGHT);
});

inEach("a code holds for less than 15 minutes", async (codes, clock) => {
	const code = await codes.issue(READER, SERVER);
	clock.pass(15 * MINUTE - 1);
	assert.deepEqual(await codes.redeem(READER, SERVER, "AAAAA-AAAAA"), { kind: "wrong", guessesLeft: 4 });
	clock.pass(1);
	assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE);
});

inEach("a clock that is set forward ends a code, and setting it back does not revive it", async (codes, clock) => {
	const code = await codes.issue(READER, SERVER);
	clock.set(16 * MINUTE);
	assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE);
	clock.set(-16 * MINUTE);
	assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE);
});

inEach("a clock that is set back does not lengthen a code's time, and ends it where it was not made yet", async (codes, clock) => {
	const code = await codes.issue(READER, SERVER);
	clock.pass(14 * MINUTE);
	clock.set(-13 * MINUTE);
	clock.pass(MINUTE);
	assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE, "15 minutes went by, whatever the clock says");
	const second = await codes.issue(READER, SERVER);
	clock.set(-1);
	assert.deepEqual(await codes.redeem(READER, SERVER, second), NONE);
});

inEach(
	"three codes an hour are sent to a mailbox, however its address is written and whatever the clock is set to",
	async (codes, clock) => {
		for (const address of ["reader@reader.example", "READER@reader.example", "reader+x@reader.example"]) {
			await codes.issue(readAddress(address), SERVER);
			clock.pass(MINUTE);
		}
		const again = (): Promise<string> => failure(codes.issue(READER, "smtp://other.example:25"));
		assert.match(await again(), /3 codes were sent to this address within the hour: ask again in 57 minutes/);
		clock.set(24 * 60 * MINUTE);
		assert.match(await again(), /ask again in/);
		clock.set(-48 * 60 * MINUTE);
		assert.match(await again(), /ask again in/);
		assert.match(await codes.issue(readAddress("other@reader.example"), SERVER), /-/, "another's do not count");
		clock.pass(57 * MINUTE);
		assert.match(await codes.issue(READER, SERVER), /-/);
	},
);

inEach("a code that could not be sent does not count and does not hold", async (codes) => {
	for (let time = 0; time < 10; time++) {
		const code = await codes.issue(READER, SERVER);
		await codes.withdraw(READER, SERVER);
		assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE);
	}
});

inEach("a thousand guesses at once are five", async (codes) => {
	const code = await codes.issue(READER, SERVER);
	const answers = await Promise.all(
		Array.from({ length: 1000 }, (_, index) => codes.redeem(READER, SERVER, `AAAAA-${String(index).padStart(5, "A")}`)),
	);
	assert.equal(answers.filter(({ kind }) => kind === "wrong").length, 5);
	assert.equal(answers.filter(({ kind }) => kind === "none").length, 995);
	assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE);
});

inEach("a right code that is given many times at once is right once", async (codes) => {
	const code = await codes.issue(READER, SERVER);
	const answers = await Promise.all(Array.from({ length: 50 }, () => codes.redeem(READER, SERVER, code)));
	assert.equal(answers.filter(({ kind }) => kind === "right").length, 1);
});

test("guesses of many processes at once are five in all", async () => {
	const folder = newFolder();
	const codes = createCodes(createFileStore(folder));
	const code = await codes.issue(READER, SERVER);
	const source = `
		import { createFileStore } from ${JSON.stringify(import.meta.resolve("../../../../src/app/selftest/delivery/code-file.ts"))};
		import { createCodes } from ${JSON.stringify(import.meta.resolve("../../../../src/app/selftest/delivery/codes.ts"))};
		const codes = createCodes(createFileStore(${JSON.stringify(folder)}));
		process.stdin.once("data", async () => {
			const answers = [];
			for (let i = 0; i < 5; i++) answers.push((await codes.redeem(${JSON.stringify(READER)}, ${JSON.stringify(SERVER)}, "AAAAA-AAAAA")).kind);
			console.log(answers.join(" "));
			process.exit();
		});
		console.log("ready");`;
	const outputs: string[] = [];
	const children = Array.from({ length: 4 }, (_, index) => {
		outputs[index] = "";
		const child = spawn(process.execPath, ["--input-type=module", "--eval", source], { stdio: ["pipe", "pipe", "inherit"] });
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			outputs[index] += text;
		});
		return child;
	});
	await Promise.all(children.map((child) => new Promise((resolve) => child.stdout.once("data", resolve))));
	const ended = Promise.all(children.map((child) => new Promise((resolve) => child.once("close", resolve))));
	for (const child of children) child.stdin.write("go\n");
	await ended;
	assert.equal(outputs.join(" ").match(/wrong/g)?.length, 5, outputs.join("|"));
	assert.equal(outputs.join(" ").match(/none/g)?.length, 15, outputs.join("|"));
	assert.deepEqual(await codes.redeem(READER, SERVER, code), NONE);
});

test("what is kept holds neither address nor server nor code, and only its owner reads it", async () => {
	const folder = newFolder();
	const codes = createCodes(createFileStore(folder));
	const code = await codes.issue(READER, SERVER);
	await codes.redeem(READER, SERVER, "AAAAA-AAAAA");
	const files = readdirSync(folder);
	assert.equal(files.length, 1, files.join(" "));
	const file = join(folder, files[0] ?? "");
	assert.equal(statSync(file).mode & 0o777, 0o600);
	assert.equal(statSync(folder).mode & 0o777, 0o700);
	const text = readFileSync(file, "utf8");
	for (const secret of [code, code.replace("-", ""), READER, "reader", "mail.example"]) assert.doesNotMatch(text, new RegExp(secret, "i"));
});

test("a file that is damaged is told as such, and no code is right by it", async () => {
	for (const text of [
		"",
		"{",
		"[]",
		"null",
		'{"secret":"","codes":[],"trail":[]}',
		'{"__proto__":{},"secret":"x"}',
		`{"codes":[${"[".repeat(10_000)}`,
	]) {
		const folder = newFolder();
		mkdirSync(folder);
		writeFileSync(join(folder, "selftest-codes-7.json"), text);
		const codes = createCodes(createFileStore(folder));
		assert.match(
			await failure(codes.redeem(READER, SERVER, "AAAAA-AAAAA")),
			/selftest-codes-7\.json is damaged: delete it, and ask for a new code/,
		);
	}
});

test("a folder that cannot be made is told with what to set", async () => {
	const file = join(scratch, "a-file");
	writeFileSync(file, "");
	const codes = createCodes(createFileStore(join(file, "state")));
	assert.match(await failure(codes.issue(READER, SERVER)), /cannot be made \(ENOTDIR\): set COUNTERPIXEL_STATE/);
});

test("a writer that slept since it read takes no number that was used and deleted meanwhile", async () => {
	const folder = newFolder();
	const store = createFileStore(folder);
	await createCodes(store).issue(READER, SERVER);
	let calls = 0;
	await store.update((kept) => {
		// Others went on while this one slept, and deleted the states between.
		if (++calls === 1) renameSync(join(folder, "selftest-codes-1.json"), join(folder, "selftest-codes-9.json"));
		return { kept: { ...kept }, answer: null };
	});
	assert.equal(calls, 2);
	assert.deepEqual(readdirSync(folder), ["selftest-codes-10.json"]);
});

test("the state lies where the user or the system says", () => {
	assert.equal(stateFolder({ COUNTERPIXEL_STATE: "/own", XDG_STATE_HOME: "/xdg" }), "/own");
	assert.equal(stateFolder({ XDG_STATE_HOME: "/xdg" }), "/xdg/counterpixel");
	assert.match(stateFolder({ XDG_STATE_HOME: "relative" }), /\.local.state.counterpixel$/);
	assert.match(stateFolder({}), /\.local.state.counterpixel$/);
});
