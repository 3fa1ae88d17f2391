// Side by side (npm run oracle:side-by-side, under a minute): nothing in a test message of the self-test spoils what stands beside it. In Chromium,
// each probe that is asked for in a message of its own is asked for in the message it shares, too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { simpleParser } from "mailparser";
import type { Browser } from "playwright-core";
import { composeProbe } from "../src/app/selftest/compose.ts";
import { planSelftest } from "../src/app/selftest/plan.ts";
import { newSecret, tokenMaker } from "../src/app/selftest/tokens.ts";
import { vectors } from "../src/core/vectors/index.generated.ts";
import { needBrowser, openBrowser } from "../test/support/browser.ts";
import { createRenderer, type Renderer } from "./render.ts";

const needs = needBrowser();
let browser: Browser | null = null;
let renderer: Renderer | null = null;
before(async () => {
	if (needs.skip !== false) return;
	browser = await openBrowser();
	renderer = await createRenderer(browser);
});
after(() => browser?.close());

const ORIGIN = "http://tracker.example";

async function htmlOf(message: Uint8Array): Promise<string> {
	const { html } = await simpleParser(Buffer.from(message));
	assert.equal(typeof html, "string");
	return html as string;
}

/** What Chromium leaves until it is idle (a compression dictionary, say) comes late on a busy machine: what is missed gets a longer look. */
const LONGER_LOOKS = [1_000, 4_000];

async function asked(html: string, settle?: number): Promise<readonly string[]> {
	assert.ok(renderer !== null);
	return renderer.requestsOf(html, "text/html", settle);
}

test("what Chromium asks for alone it asks for side by side", needs, async () => {
	const { messages, probes } = planSelftest({
		reach: { origin: ORIGIN, named: null, zone: null, receipts: null, shares: null, smbPort: null, loopback: false, served: false },
		tokenOf: tokenMaker(newSecret(), "run"),
		from: "selftest@counterpixel.invalid",
		to: "you@counterpixel.invalid",
		asker: { who: "you", contact: null },
		now: new Date(),
	});
	const pages = messages.filter(({ bytes }) => Buffer.from(bytes).includes("Content-Type: text/html"));
	const together = new Set<string>();
	const look = async (wanted: (vector: string) => boolean, settle?: number): Promise<void> => {
		for (const { number, bytes } of pages) {
			const within = probes.filter(({ message, vector }) => message === number && wanted(vector));
			if (within.length === 0) continue;
			const urls = await asked(await htmlOf(bytes), settle);
			for (const { token, vector } of within) if (urls.some((url) => url.includes(token))) together.add(vector);
		}
	};
	await look(() => true);
	let missed: string[] = [];
	for (const vector of vectors.filter(({ channel }) => channel === "http")) {
		const target = `${ORIGIN}/alone.gif`;
		const probe = vector.probe(target);
		if (probe.kind !== "html") continue;
		const urls = await asked(await htmlOf(composeProbe(probe, { transferEncoding: "quoted-printable", charset: "utf-8" })));
		if (urls.includes(target) && !together.has(vector.id)) missed.push(vector.id);
	}
	for (const settle of LONGER_LOOKS) {
		const again = new Set(missed);
		await look((vector) => again.has(vector), settle);
		missed = missed.filter((vector) => !together.has(vector));
	}
	assert.ok(together.size > 30, [...together].join(" "));
	assert.deepEqual(missed, []);
});
