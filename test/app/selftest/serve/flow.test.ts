// The whole way of a member of an organisation: the page, the mail with the code, the test, and what it shows; to nobody else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parse } from "parse5";
import { inspect } from "../../../../src/index.ts";
import { asked, browser, lastCodes, type Organisation, organisation, tested } from "./serving.ts";

let org: Organisation;
before(async () => {
	org = await organisation({ parts: { live: { longest: 1_500, silence: 200 } } });
});
after(() => org.close());

test("whoever asks gets a code by a mail that loads nothing, then the test, once, and sees what came", async () => {
	const reader = browser(org);
	const start = await reader.get("/");
	assert.equal(start.status, 200);
	assert.match(start.text, /<label for="address">Your own mail address<\/label>/);
	const request = await reader.post("/request", { address: "ada.reader@parliament.example" });
	assert.deepEqual([request.status, request.location], [303, "/code"]);
	assert.match(
		request.headers.getSetCookie()[0] ?? "",
		/^counterpixel-selftest=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
	);
	await org.settled();
	const [mail] = org.mail.deliveries;
	assert.deepEqual(mail?.to, ["ada.reader@parliament.example"]);
	assert.match(mail?.text ?? "", /IT security of the Parliament of Example/);
	const { references, problems } = await inspect(new Uint8Array(Buffer.from(mail?.text ?? "", "latin1")));
	assert.deepEqual([references.filter(({ trigger }) => trigger !== "click"), problems], [[], []]);

	assert.equal((await reader.get("/results")).location, "/code");
	const { test: code } = await lastCodes(org);
	const answer = await reader.post("/code", { code: ` ${code.toLowerCase()} ` });
	assert.deepEqual([answer.status, answer.location], [303, "/results"]);
	await org.settled();
	const mails = org.mail.deliveries.slice(1);
	assert.ok(mails.length > 5);
	for (const { to, text } of mails) {
		assert.deepEqual(to, ["ada.reader@parliament.example"]);
		const flat = text.replace(/=\r?\n/g, "");
		assert.match(flat, /IT security of the Parliament of Example/);
		assert.match(flat, /it-security@parliament\.example/);
	}
	const silent = await reader.get("/results");
	assert.match(silent.text, new RegExp(`${mails.length} messages were sent`));
	assert.match(silent.text, /nothing came/);

	const url =
		/http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\.gif/.exec(mails.map(({ text }) => text.replace(/=\r?\n/g, "")).join("\n"))?.[0] ?? "";
	const fetched = await fetch(url, {
		headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.1.0", "accept-language": "mt" },
	});
	assert.equal(fetched.headers.get("content-type"), "image/gif");
	const results = await reader.get("/results");
	assert.match(results.text, /Thunderbird 140\.1\.0/);
	assert.match(results.text, /127\.0\.0\.1/);

	const again = await reader.post("/code", { code });
	assert.equal(again.location, "/results", "sent twice, it shows the results");
	await org.settled();
	assert.equal(org.mail.deliveries.length, mails.length + 1, "and sends nothing");
});

test("results are shown to the browser that asked and to no other", async () => {
	const { tokenUrl, reader } = await tested(org, "bea@parliament.example");
	await fetch(tokenUrl, { headers: { "user-agent": "Thunderbird/999.1" } });
	const other = (await tested(org, "cai@parliament.example")).reader;
	const without = browser(org);
	const forged = browser(org, `counterpixel-selftest=${"A".repeat(43)}`);
	const doubled = browser(org, `${reader.cookie}; ${other.cookie}`);
	for (const somebody of [without, forged, doubled]) {
		for (const path of ["/results", "/results/live"]) {
			const { text } = await somebody.get(path);
			assert.doesNotMatch(text, /999\.1/);
			assert.doesNotMatch(text, /Your results/);
		}
	}
	assert.doesNotMatch((await other.get("/results")).text, /999\.1/);
	assert.match((await reader.get("/results")).text, /999\.1/);
});

test("the live page shows contacts as they come, holds no script and no refresh, and ends by itself", async () => {
	const { reader, tokenUrl } = await tested(org, "dee@parliament.example");
	await fetch(tokenUrl, { headers: { "user-agent": "first" } });
	const response = await fetch(`${org.origin}/results/live`, { headers: { cookie: reader.cookie } });
	const decoder = new TextDecoder();
	let text = "";
	let fetchedSecond = false;
	for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
		text += decoder.decode(piece, { stream: true });
		if (!fetchedSecond && text.includes("first")) {
			fetchedSecond = true;
			assert.doesNotMatch(text, /<\/html>/);
			await fetch(tokenUrl, { headers: { "user-agent": "<i>second</i>" } });
		}
	}
	assert.match(text, /role="log"/);
	assert.equal(text.match(/; first<\/li>/g)?.length, 1, "what was there before is shown once");
	assert.match(text, /&lt;i&gt;second&lt;\/i&gt;/);
	assert.match(text, /This page has stopped watching/);
	assert.match(text, /<\/html>\s*$/);
	assert.doesNotMatch(text, /<script|http-equiv|<meta[^>]*refresh/i);
});

test("a run has one live page: another ends the one before", async () => {
	const { reader } = await tested(org, "eli@parliament.example");
	const first = fetch(`${org.origin}/results/live`, { headers: { cookie: reader.cookie } });
	await first;
	const [one, two] = await Promise.all([first.then((response) => response.text()), reader.get("/results/live")]);
	assert.match(one, /another one watches/);
	assert.match(two.text, /stopped watching/);
});

test("a token's path or host never shows a page, and a page never records", async () => {
	const { reader, tokenUrl } = await tested(org, "fay@parliament.example");
	const token = /[0-9a-f]{32}/.exec(tokenUrl)?.[0] ?? "";
	for (const path of [`/${token}`, `/results/${token}`, `/${"0".repeat(32)}`, `/code/${token}.html`]) {
		const { text, headers } = await reader.get(path);
		assert.doesNotMatch(text, /<form|Your results/, path);
		assert.equal(headers.get("content-security-policy"), null);
	}
	const before = (await reader.get("/results")).text.match(/<td class="number">/g)?.length;
	for (const path of [`/?${token}`, `/results?x=${token}`, `/code?${token}`, "/no-such"]) await reader.get(path);
	assert.equal((await reader.get("/results")).text.match(/<td class="number">/g)?.length, before);
});

test("every page is well formed, has one h1, a language, and a label for each field", async () => {
	const { reader } = await tested(org, "gus@parliament.example");
	const pages = [
		await reader.get("/"),
		await reader.get("/code"),
		await reader.get("/results"),
		await reader.get("/opt-out"),
		await browser(org).get("/results"),
		await reader.get("/nowhere"),
		await reader.post("/request", { address: "a b" }),
		await reader.post("/opt-out", { address: "gus@parliament.example", code: "x" }),
	];
	for (const { text } of pages) {
		const wrong: string[] = [];
		parse(text, { onParseError: ({ code, startLine }) => wrong.push(`${code} ${startLine}`), sourceCodeLocationInfo: true });
		assert.deepEqual(wrong, []);
		assert.match(text, /<html lang="en">/);
		assert.equal(text.match(/<h1>/g)?.length, 1);
		assert.doesNotMatch(text, /<script|style="|\son[a-z]+=|src=|http-equiv/);
		for (const [, attributes = ""] of text.matchAll(/<input ([^>]*)>/g)) {
			const id = /id="([^"]+)"/.exec(attributes)?.[1];
			assert.ok(text.includes(`<label for="${id}">`), `label of ${id}`);
			for (const described of (/aria-describedby="([^"]+)"/.exec(attributes)?.[1] ?? "").split(" "))
				assert.ok(text.includes(`id="${described}"`));
		}
	}
	const [, , , , , , badAddress, badCode] = pages;
	assert.match(badAddress?.text ?? "", /<title>Error: /);
	assert.match(badAddress?.text ?? "", /aria-describedby="address-hint address-wrong" aria-invalid="true"/);
	assert.match(badCode?.text ?? "", /aria-describedby="code-hint code-wrong" aria-invalid="true"/);
});

test("every answer with a page says what may be done with it", async () => {
	for (const path of ["/", "/code", "/results", "/opt-out", "/nowhere", "/request"]) {
		const { headers } = await browser(org).get(path);
		assert.match(
			headers.get("content-security-policy") ?? "",
			/^default-src 'none'; style-src ('sha256-[\w+/=]+' ?)+; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
		);
		assert.equal(headers.get("x-content-type-options"), "nosniff");
		assert.equal(headers.get("referrer-policy"), "same-origin");
		assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
		assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
		assert.equal(headers.get("access-control-allow-origin"), org.origin);
		assert.equal(headers.get("cache-control"), "no-store");
		assert.equal(headers.get("strict-transport-security"), null, "only over https");
	}
});

test("a new test takes the place of the one that this browser held", async () => {
	const { reader } = await tested(org, "hal@parliament.example");
	const old = reader.cookie;
	assert.match((await reader.get("/")).text, /This browser holds the results of a test/);
	await reader.post("/request", { address: "hal@parliament.example" });
	await org.settled();
	assert.match((await browser(org, old).get("/results")).text, /Your results/, "until its code is given");
	await reader.post("/code", { code: (await lastCodes(org)).test });
	await org.settled();
	assert.equal((await browser(org, old).get("/results")).status, 404);
	assert.match((await reader.get("/results")).text, /Your results/);
});

test("opting out takes the second code of the mail, keeps a keyed hash, and can be taken back by the same code", async () => {
	const { reader, code, refusal } = await asked(org, "ivy@parliament.example");
	const anybody = browser(org);
	const sent = org.mail.deliveries.length;
	const wrong = await anybody.post("/opt-out", { address: "ivy@parliament.example", code: "AAAAA-AAAAA-AAAAA-AAAAA" });
	assert.equal(wrong.status, 400);
	assert.equal((await anybody.post("/opt-out", { address: "ivan@parliament.example", code: refusal })).status, 400, "another's code");
	assert.equal((await anybody.post("/opt-out", { address: "IVY+tag@parliament.example", code: refusal.toLowerCase() })).status, 200);
	assert.equal((await reader.post("/code", { code })).status, 400, "a code that was on its way is worth nothing");
	await reader.post("/request", { address: "ivy@parliament.example" });
	await org.settled();
	assert.equal(org.mail.deliveries.length, sent);
	assert.equal((await anybody.post("/opt-out", { address: "ivy@parliament.example", code: refusal, what: "allow" })).status, 200);
	await reader.post("/request", { address: "ivy@parliament.example" });
	await org.settled();
	assert.equal(org.mail.deliveries.length, sent + 1);
});
