// find(apply(probe(u))) is exactly u: every vector's probe, as a whole message in every transfer encoding and in charsets of every
// kind, leads the inspection to one reference, and its raw range holds the target and nothing else.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { composeProbe, PROBE_CHARSETS } from "../../../src/app/selftest/compose.ts";
import { PROBE_ENCODINGS } from "../../../src/app/selftest/transfer-encodings.ts";
import type { Vector } from "../../../src/core/model/vector.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";
import { createNodeInspector } from "../../../src/index.ts";
import { decodedRange } from "./raw-range.ts";
import { CARRIERS, receiptAddress, webUrl, withoutUnwritable } from "./targets.ts";

const { inspect, close } = createNodeInspector();
after(close);

const SENDER = "sender.example";

function expectedUrl(vector: Vector, target: string): string {
	if (vector.channel === "smtp") return `mailto:${target}`;
	if (vector.channel === "smb") return shareOf(target).href;
	return LOOK_UPS.get(vector.id)?.(new URL(target).hostname) ?? target;
}

/** Vectors that name no more than a host, and what is looked up for it. */
const LOOK_UPS: ReadonlyMap<string, (host: string) => string> = new Map([
	["bimi-selector", (host) => `dns:${host}._bimi.${SENDER}`],
	["remote-desktop", (host) => `dns:${host}`],
]);

/** A vector of shares writes the host and path of its target as a UNC path. */
function shareOf(target: string): URL {
	const { hostname, pathname } = new URL(target);
	return new URL(`file://${hostname}${pathname}`);
}

/** What the raw range must decode to: of a look-up the host alone. */
function expectedText(vector: Vector, target: string): string {
	return LOOK_UPS.has(vector.id) ? new URL(target).hostname : target;
}

async function check(vector: Vector, target: string, transferEncoding: (typeof PROBE_ENCODINGS)[number], charset: string): Promise<void> {
	const probe = vector.probe(target);
	const bytes = composeProbe(probe, { transferEncoding, charset, from: `sender@${SENDER}` });
	const shown = `${vector.id} ${transferEncoding} ${charset}\n${Buffer.from(bytes).toString("latin1")}`;
	const { references, problems } = await inspect(bytes);
	assert.deepEqual(problems, [], shown);
	assert.deepEqual(
		references.map(({ vector: id, url, trigger, channel }) => ({ id: CARRIERS.has(vector.id) ? vector.id : id, url, trigger, channel })),
		[{ id: vector.id, url: expectedUrl(vector, target), trigger: vector.trigger, channel: vector.channel }],
		shown,
	);
	const [{ start, end, vector: id, path }] = references;
	if (probe.kind === "file" && probe.path !== undefined) {
		assert.equal(path, probe.path, shown);
		return;
	}
	if (CARRIERS.has(vector.id)) assert.notEqual(id, vector.id, shown);
	// A file is bytes: the charset is the text's beside it.
	const inCharset = probe.kind === "file" ? "us-ascii" : charset;
	assert.ok(
		decodedRange(bytes, start, end, transferEncoding, inCharset).includes(expectedText(vector, target)),
		`${start} to ${end} of ${shown}`,
	);
}

const targets = fc.record({ url: webUrl, address: receiptAddress });

for (const transferEncoding of PROBE_ENCODINGS) {
	test(`every vector's probe is found, whatever the target, in ${transferEncoding}`, async () => {
		for (const vector of vectors) {
			await fc.assert(
				fc.asyncProperty(targets, fc.constantFrom(...PROBE_CHARSETS), async ({ url, address }, charset) => {
					await check(vector, vector.channel === "smtp" ? address : withoutUnwritable(vector.id, url), transferEncoding, charset);
				}),
				{ numRuns: 8 },
			);
		}
	});
}

test("every vector's probe is found in every charset", async () => {
	const target = "http://probe.example/a?b=1&c=2";
	for (const vector of vectors) {
		for (const charset of PROBE_CHARSETS)
			await check(vector, vector.channel === "smtp" ? "a@probe.example" : withoutUnwritable(vector.id, target), "base64", charset);
	}
});
