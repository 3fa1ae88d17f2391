// What is tried against the page: mail to others, guessed and used codes, another's results, posts from other sites, floods. Nothing is sent to an
// address whose code was not given, and no answer tells who may ask.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { HOSTILE_ADDRESSES } from "../delivery/hostile-addresses.ts";
import { asked, browser, lastCodes, type Organisation, organisation, type Page, tested } from "./serving.ts";

let org: Organisation;
before(async () => {
	org = await organisation({ more: "limits: {per_address: 3, per_domain: 1000, per_client: 10000}" });
});
after(() => org.close());

test("no spelling of an address, and no second field, brings in another recipient or a line of a header", async () => {
	const reader = browser(org);
	const before = org.mail.recipients.length;
	for (const address of HOSTILE_ADDRESSES) {
		const { status, text } = await reader.post("/request", { address });
		assert.ok(status === 400 || (status === 413 && address.length > 10_000), JSON.stringify(address.slice(0, 80)));
		assert.match(text, /<h1>/);
	}
	const twice = await fetch(`${org.origin}/request`, {
		method: "POST",
		headers: { origin: org.origin, "content-type": "application/x-www-form-urlencoded" },
		body: "address=a%40parliament.example&address=b%40parliament.example",
	});
	assert.equal(twice.status, 400);
	for (const raw of [
		"a%2540parliament.example",
		"a%40parliament.example%250d%250aBcc:b%40parliament.example",
		"a%00%40parliament.example",
	]) {
		const { status } = await fetch(`${org.origin}/request`, { method: "POST", headers: { origin: org.origin }, body: `address=${raw}` });
		assert.equal(status, 400, raw);
	}
	await org.settled();
	assert.equal(org.mail.recipients.length, before);
});

test("what was typed is never shown again", async () => {
	const { text } = await browser(org).post("/request", { address: "<script>alert(1)</script>@parliament.example" });
	assert.doesNotMatch(text, /alert|<script/);
});

test("whether the address may ask, opted out or was sent enough, answer and time are the same", async () => {
	const out = await asked(org, "out@parliament.example");
	await out.reader.post("/opt-out", { address: "out@parliament.example", code: out.refusal });
	for (let time = 0; time < 4; time++) await asked(org, "limited@parliament.example");
	const sent = org.mail.deliveries.length;
	const addresses = ["foreign@elsewhere.example", "out@parliament.example", "limited@parliament.example", "fresh@parliament.example"];
	const shape = ({ status, headers, text }: Page): string =>
		JSON.stringify([
			status,
			text,
			[...headers].map(([name, value]) => [name, name === "set-cookie" ? value.replace(/=[\w-]{43}/, "") : name === "date" ? "" : value]),
		]);
	const shapes = new Set<string>();
	const codeShapes = new Set<string>();
	for (const address of addresses) {
		const reader = browser(org);
		shapes.add(shape(await reader.post("/request", { address })));
		codeShapes.add(shape(await reader.get("/code")));
		codeShapes.add(shape(await reader.get("/results")));
		await org.settled();
		for (let guess = 0; guess < 7; guess++) codeShapes.add(shape(await reader.post("/code", { code: "AAAAA-AAAAA" })));
	}
	assert.equal(shapes.size, 1);
	assert.equal(codeShapes.size, 3, "the form, the way to it, and the refusal");
	assert.equal(org.mail.deliveries.length, sent + 1, "only the fresh one was sent a code");

	const times = await Promise.all(
		addresses.slice(0, 2).map(async (address) => {
			const taken: number[] = [];
			for (let round = 0; round < 40; round++) {
				const start = performance.now();
				await browser(org).post("/request", { address });
				taken.push(performance.now() - start);
			}
			return taken.sort((a, b) => a - b)[20] as number;
		}),
	);
	assert.ok(Math.abs((times[0] as number) - (times[1] as number)) < 25, `median milliseconds ${times}`);
});

test("an answer does not wait for the mail server", async () => {
	const held: (() => void)[] = [];
	const slow = await organisation({ mailOptions: { onMailFrom: (_address, _session, done) => void held.push(done) } });
	try {
		const reader = browser(slow);
		assert.equal((await reader.post("/request", { address: "ada@parliament.example" })).status, 303);
		for (let waited = 0; held.length === 0 && waited < 200; waited++) await wait(10);
		assert.equal(slow.mail.deliveries.length, 0);
		for (const release of held) release();
		await slow.settled();
		assert.equal(slow.mail.deliveries.length, 1);
	} finally {
		await slow.close();
	}
});

test("five guesses for a code, also at once, and then not even the right one", async () => {
	const { reader, code } = await asked(org, "guess@parliament.example");
	const sent = org.mail.deliveries.length;
	const answers = await Promise.all(
		Array.from({ length: 40 }, (_, index) => reader.post("/code", { code: `AAAAA-AAA${String(22 + index)}` })),
	);
	assert.ok(answers.every(({ status }) => status === 400));
	assert.equal((await reader.post("/code", { code })).status, 400);
	await org.settled();
	assert.equal(org.mail.deliveries.length, sent);
});

test("the right code many times at once is one test", async () => {
	const { reader, code } = await asked(org, "once@parliament.example");
	const sent = org.mail.deliveries.length;
	const answers = await Promise.all(Array.from({ length: 5 }, () => reader.post("/code", { code })));
	assert.ok(answers.some(({ location }) => location === "/results"));
	await org.settled();
	const subjects = org.mail.deliveries.slice(sent).map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1]);
	assert.equal(new Set(subjects).size, subjects.length);
	assert.ok(subjects.length > 5);
});

test("a code is the browser's that asked: in another it does not hold, nor for another address", async () => {
	const mine = await asked(org, "victim@parliament.example");
	const other = await asked(org, "attacker@parliament.example");
	const sent = org.mail.deliveries.length;
	assert.equal((await other.reader.post("/code", { code: mine.code })).status, 400);
	const stranger = browser(org);
	assert.equal((await stranger.post("/code", { code: mine.code })).status, 400, "without a cookie");
	await stranger.post("/request", { address: "victim@parliament.example" });
	await org.settled();
	assert.equal((await stranger.post("/code", { code: mine.code })).status, 400, "another request for the same address");
	await org.settled();
	assert.equal(org.mail.deliveries.length, sent + 1, "only the code that the stranger asked for");
	assert.equal((await mine.reader.post("/code", { code: mine.code })).location, "/results", "and the one who asked is not hindered");
	await org.settled();
});

test("a code that expired is none, and so is the code of the last test", async () => {
	const one = await asked(org, "late@parliament.example");
	org.advance(15 * 60_000);
	assert.equal((await one.reader.post("/code", { code: one.code })).status, 400);
	const { reader } = await tested(org, "replay@parliament.example");
	const { test: used } = await lastCodes(org);
	await reader.post("/request", { address: "replay@parliament.example" });
	await org.settled();
	assert.equal((await reader.post("/code", { code: used })).status, 400);
});

test("a post from another site does nothing", async () => {
	const { reader, code } = await asked(org, "csrf@parliament.example");
	const before = org.mail.deliveries.length;
	for (const headers of [
		{},
		{ origin: "https://evil.example" },
		{ origin: "null" },
		{ "sec-fetch-site": "cross-site" },
		{ "sec-fetch-site": "same-site" },
		{ "sec-fetch-site": "cross-site", origin: org.origin },
		{ origin: `${org.origin}.evil.example` },
	] as Record<string, string>[]) {
		for (const path of ["/request", "/code", "/erase", "/opt-out"]) {
			const { status, headers: answered } = await reader.post(path, { address: "csrf@parliament.example", code }, headers);
			assert.equal(status, 403, `${path} ${JSON.stringify(headers)}`);
			assert.deepEqual(answered.getSetCookie(), []);
		}
	}
	await org.settled();
	assert.equal(org.mail.deliveries.length, before);
	for (const site of ["same-origin", "none"]) assert.notEqual((await reader.post("/erase", {}, { "sec-fetch-site": site })).status, 403);
	assert.equal((await reader.get("/request")).status, 405);
	assert.equal((await reader.get("/erase")).status, 405);
});

test("a page is shown under the public name only", async () => {
	const { request } = await import("node:http");
	const status = await new Promise<string>((resolve, reject) => {
		request({ host: "127.0.0.1", port: org.port, path: "/", headers: { host: "rebound.evil.example" } }, (response) => {
			let text = "";
			response.on("data", (piece) => {
				text += piece;
			});
			response.on("end", () => resolve(text));
		})
			.on("error", reject)
			.end();
	});
	assert.doesNotMatch(status, /<form/);
});

test("a huge form is refused, and so is a form of ten thousand fields", async () => {
	const huge = await browser(org)
		.post("/request", { address: "a".repeat(100_000) })
		.catch(() => null);
	assert.ok(huge === null || huge.status === 413);
	const body = "a=1&".repeat(4000);
	const { status } = await fetch(`${org.origin}/code`, { method: "POST", headers: { origin: org.origin }, body });
	assert.equal(status, 400);
});

test("thousands of junk requests record nothing, and the page still answers", async () => {
	const { reader } = await tested(org, "junk@parliament.example");
	const paths = Array.from({ length: 3000 }, (_, index) => `/${index.toString(16).padStart(32, "0")}.gif`);
	while (paths.length > 0)
		await Promise.all(paths.splice(0, 50).map((path) => fetch(`${org.origin}${path}`).then((response) => response.arrayBuffer())));
	assert.equal((await browser(org).get("/")).status, 200);
	assert.match((await reader.get("/results")).text, /nothing came/);
});

test("a program that never stops fetching fills neither the disk nor the page", async () => {
	const { reader, tokenUrl } = await tested(org, "endless@parliament.example");
	for (let round = 0; round < 10; round++)
		await Promise.all(Array.from({ length: 30 }, () => fetch(tokenUrl).then((response) => response.arrayBuffer())));
	await org.settled();
	const { text } = await reader.get("/results");
	assert.match(text, /<td class="number">50<\/td>/);
	assert.match(text, /250 contacts beyond what is kept/);
});

test("too many requests of one client send nothing, and look the same", async () => {
	const few = await organisation({ more: "limits: {per_client: 2}" });
	try {
		const answers: (string | null)[] = [];
		for (const name of ["a", "b", "c", "d"])
			answers.push((await browser(few).post("/request", { address: `${name}@parliament.example` })).location);
		await few.settled();
		assert.deepEqual(answers, Array(4).fill("/code"));
		assert.equal(few.mail.deliveries.length, 2);
	} finally {
		await few.close();
	}
});

test("behind a proxy a client is who the proxy says, and a stranger's word for it counts nothing", async () => {
	const behind = await organisation({ more: "limits: {per_client: 1}", proxies: "127.0.0.1" });
	const direct = await organisation({ more: "limits: {per_client: 1}" });
	try {
		for (const [server, expected] of [
			[behind, 2],
			[direct, 1],
		] as const) {
			for (const client of ["2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:2::1"]) {
				await browser(server).post(
					"/request",
					{ address: `a${client.replaceAll(":", "")}@parliament.example` },
					{ origin: server.origin, "x-forwarded-for": client },
				);
			}
			await server.settled();
			assert.equal(server.mail.deliveries.length, expected);
		}
	} finally {
		await Promise.all([behind.close(), direct.close()]);
	}
});

test("a mail server that refuses is told to the operator without the address, and nothing to the page", async () => {
	const refusing = await organisation({
		refusals: { recipient: (address) => `550 5.1.1 <${address}>: no mailbox for ${address.split("@")[0]} here` },
	});
	try {
		const reader = browser(refusing);
		assert.equal((await reader.post("/request", { address: "nobody.home@parliament.example" })).location, "/code");
		await refusing.settled();
		await wait(10);
		assert.match(refusing.told.join("\n"), /a code could not be sent: .*no mailbox/);
		assert.doesNotMatch(refusing.told.join("\n"), /nobody\.home/);
	} finally {
		await refusing.close();
	}
});
