// What is kept: results in a form that only their browser opens, for the set time; no address, and nothing of a client in clear; all of it over a
// restart.

import assert from "node:assert/strict";
import { appendFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { readTotals, totalsText } from "../../../../src/app/selftest/serve/totals.ts";
import { asked, browser, HOUR, lastCodes, organisation, tested } from "./serving.ts";

const AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.1.0";

test("the state folder never holds an address, its local part, or a client's IP address", async () => {
	const org = await organisation({ proxies: "127.0.0.1" });
	try {
		const { tokenUrl, reader } = await tested(org, "marvellous.zebra+news@parliament.example");
		await fetch(tokenUrl, { headers: { "user-agent": AGENT, "x-forwarded-for": "203.0.113.77" } });
		await reader.post("/opt-out", { address: "marvellous.zebra@parliament.example", code: (await lastCodes(org)).refusal });
		await asked(org, "stranger.quagga@elsewhere.example");
		const { refusal } = await asked(org, "wonderful.okapi@parliament.example");
		await reader.post("/opt-out", { address: "wonderful.okapi@parliament.example", code: refusal });
		assert.match((await reader.get("/results")).text, /203\.0\.113\.77/);
		await org.settled();
		await org.restart();
		const text = await org.stateText();
		for (const word of ["zebra", "marvellous", "quagga", "okapi", "203.0.113.77", "127.0.0.1", "elsewhere"]) {
			for (const form of [word, Buffer.from(word).toString("base64").replace(/=+$/, ""), Buffer.from(word).toString("hex")])
				assert.ok(!text.toLowerCase().includes(form.toLowerCase()), `${word} as ${form}`);
		}
		assert.ok(!text.includes(reader.cookie.split("=")[1] ?? "?"), "nor the browser's secret");
		for (const entry of await readdir(org.state, { recursive: true, withFileTypes: true })) {
			const { mode } = await stat(join(entry.parentPath, entry.name));
			assert.equal(mode & 0o077, 0, `${entry.name} is its owner's alone`);
		}
		assert.doesNotMatch(org.told.join("\n"), /zebra|okapi|quagga/);
	} finally {
		await org.close();
	}
});

test("whatever the address, no part of it is in the state folder", async () => {
	const org = await organisation({ more: "limits: {per_domain: 1000, per_client: 1000}" });
	try {
		const locals = fc.sample(fc.stringMatching(/^[g-z][g-z0-9_.-]{7,20}[g-z]$/), 40).filter((local) => !/\.\.|\.$/.test(local));
		for (const [index, local] of locals.entries()) {
			if (index % 8 === 0) await tested(org, `${local}@parliament.example`);
			else await asked(org, `${local}@parliament.example`);
		}
		await org.settled();
		const text = await org.stateText();
		for (const local of locals) assert.ok(!text.includes(local), local);
		assert.ok(!text.includes("parliament"));
	} finally {
		await org.close();
	}
});

test("after a restart results stand, tokens live, codes are dead, and opt-outs and limits hold", async () => {
	const org = await organisation({ more: "limits: {per_address: 2}" });
	try {
		const { tokenUrl, reader } = await tested(org, "ada@parliament.example");
		await fetch(tokenUrl, { headers: { "user-agent": "before/1" } });
		const waiting = await asked(org, "bea@parliament.example");
		await asked(org, "bea@parliament.example");
		const out = await asked(org, "cai@parliament.example");
		await out.reader.post("/opt-out", { address: "cai@parliament.example", code: out.refusal });
		const sent = org.mail.deliveries.length;
		// As a crash would leave it: a line cut short.
		await org.settled();
		const [run = ""] = await readdir(join(org.state, "runs"));
		await appendFile(join(org.state, "runs", run, "contacts"), "AAAA");
		await org.restart();
		await fetch(tokenUrl, { headers: { "user-agent": "after/2" } });
		const { text } = await reader.get("/results");
		assert.match(text, /<td class="number">2<\/td>/, "both contacts");
		assert.equal((await waiting.reader.post("/code", { code: waiting.code })).status, 400);
		await asked(org, "bea@parliament.example");
		await asked(org, "cai@parliament.example");
		assert.equal(org.mail.deliveries.length, sent, "nobody gets more for it");
	} finally {
		await org.close();
	}
});

test("tokens die after 24 hours: what comes is answered the same, and not recorded", async () => {
	const org = await organisation();
	try {
		const { tokenUrl, reader } = await tested(org, "ada@parliament.example");
		org.advance(24 * HOUR - 60_000);
		const alive = await fetch(tokenUrl, { headers: { "user-agent": "early/1" } });
		assert.match((await reader.get("/results")).text, /<td class="number">1<\/td>/);
		org.advance(60_000);
		const dead = await fetch(tokenUrl, { headers: { "user-agent": "late/2" } });
		const clean = (response: Response) => [response.status, [...response.headers].filter(([name]) => name !== "date")];
		assert.deepEqual(clean(dead), clean(alive));
		assert.deepEqual(await dead.arrayBuffer(), await alive.arrayBuffer());
		const { text } = await reader.get("/results");
		assert.match(text, /The test is over/);
		assert.doesNotMatch(text, /<td class="number">2<\/td>/);
	} finally {
		await org.close();
	}
});

test("results are erased after the set time, and at once when their browser says so", async () => {
	const org = await organisation({ more: "erase_after: 2 days" });
	try {
		const old = await tested(org, "ada@parliament.example");
		await fetch(old.tokenUrl);
		const now = await tested(org, "bea@parliament.example");
		await fetch(now.tokenUrl);
		await org.settled();
		const runs = () => readdir(join(org.state, "runs"));
		assert.equal((await runs()).length, 2);
		assert.equal((await browser(org).post("/erase", {})).status, 404, "who holds nothing erases nothing");
		assert.equal((await runs()).length, 2);
		const erased = await now.reader.post("/erase", {});
		assert.match(erased.text, /Your results are erased/);
		assert.match(erased.headers.getSetCookie()[0] ?? "", /Max-Age=0/);
		assert.equal((await runs()).length, 1);
		await fetch(now.tokenUrl);
		org.advance(48 * HOUR - 60_000);
		await org.serving().sweep();
		assert.equal((await runs()).length, 1);
		org.advance(60_000);
		await org.serving().sweep();
		assert.deepEqual(await runs(), []);
		assert.equal((await old.reader.get("/results")).status, 404);
		await org.settled();
		const text = await org.stateText();
		assert.doesNotMatch(text, /contacts|publicKey/);
		assert.match(text, /asked\.json\n\[\]/, "nor is a mailbox's hash kept any longer");
	} finally {
		await org.close();
	}
});

test("what is erased while it is being written stays erased", async () => {
	const org = await organisation();
	try {
		const { tokenUrl, reader } = await tested(org, "ada@parliament.example");
		const fetches = Array.from({ length: 30 }, () => fetch(tokenUrl));
		await Promise.all([...fetches, reader.post("/erase", {}), ...Array.from({ length: 10 }, () => fetch(tokenUrl))]);
		await org.settled();
		assert.deepEqual(await readdir(join(org.state, "runs")), []);
	} finally {
		await org.close();
	}
});

test("a settled server has written what it counted, and no half-written file lies beside it", async () => {
	const org = await organisation();
	try {
		for (let run = 1; run <= 8; run++) {
			const { tokenUrl } = await tested(org, `reader${run}@parliament.example`);
			await fetch(tokenUrl, { headers: { "user-agent": AGENT } });
			org.advance(25 * HOUR);
			await org.serving().sweep();
			await org.settled();
			const halfWritten = (await readdir(org.state)).filter((name) => name.endsWith(".new"));
			assert.deepEqual([(await readTotals(org.state)).programs.Thunderbird?.tests, halfWritten], [run, []]);
		}
	} finally {
		await org.close();
	}
});

test("totals are by program, come when a test is over, and do not tell fewer than five apart", async () => {
	const org = await organisation({ more: "limits: {per_client: 1000}" });
	try {
		for (let member = 0; member < 6; member++) {
			const { tokenUrl } = await tested(org, `member${member}@parliament.example`);
			await fetch(tokenUrl, { headers: { "user-agent": AGENT, ...(member < 2 ? { "accept-language": "mt" } : {}) } });
			if (member === 0) await fetch(tokenUrl, { headers: { "user-agent": AGENT } });
		}
		await org.settled();
		assert.deepEqual((await readTotals(org.state)).programs, {}, "nothing while it goes on");
		await org.restart();
		const text = totalsText(await readTotals(org.state));
		assert.match(text, /^Tests: 6$/m);
		assert.match(text, /^Thunderbird: seen in 6$/m);
		assert.match(text, /^ {2}client IP address: 6$/m);
		assert.match(text, /^ {2}languages: fewer than 5$/m);
		assert.doesNotMatch(text, /140|mt\b/);
		await org.restart();
		assert.equal(totalsText(await readTotals(org.state)), text, "a restart counts nobody twice");
	} finally {
		await org.close();
	}
});

test("a state file that is damaged is named, and nothing starts", async () => {
	const org = await organisation();
	try {
		for (const name of ["secret", "asked.json", "totals.json"]) {
			await org.settled();
			await writeFile(join(org.state, name), "?");
			await assert.rejects(org.restart(), new RegExp(`${name.replace(".", "\\.")} is damaged`));
			await org.restart().catch(() => {});
			await writeFile(
				join(org.state, name),
				name === "secret" ? `${"a".repeat(64)}\n` : name === "asked.json" ? "[]" : '{"tests":0,"programs":{}}',
			);
			await org.restart();
		}
	} finally {
		await org.close();
	}
});
