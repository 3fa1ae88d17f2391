// What a run's contacts amount to, and whether the vectors account for them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { contactOf } from "../../mail-programs/contacts.ts";
import { type Fired, firedBy, type Measurement, userAgentsOf } from "../../mail-programs/measurement.ts";
import { NOT_IN_CHROMIUM } from "../../mail-programs/not-in-chromium.ts";
import { engineBreaches, unnamed } from "../../mail-programs/soundness.ts";
import { vectors } from "../../src/core/vectors/index.generated.ts";

function contact(vector: string, channel: string, headers: Readonly<Record<string, string>> = {}) {
	const line = {
		probe: { vector, trigger: "open", channel, message: 1 },
		time: "2026-01-01T00:00:00Z",
		user_agent: headers["user-agent"] ?? null,
		headers,
	};
	const read = contactOf(JSON.stringify(line));
	assert.ok(read !== null);
	return read;
}

test("the summary is no contact", () => {
	assert.equal(contactOf('{"summary":{"fired":[],"silent":[]}}'), null);
});

test("a look-up counts only where nothing more came of it, whichever came first", () => {
	const contacts = [
		contact("img-src", "dns"),
		contact("img-src", "http", { host: "A.probe.test:80", "user-agent": "Mail/1" }),
		contact("img-src", "http", { host: "a.probe.test" }),
		contact("link-preconnect", "dns"),
		contact("img-src", "dns"),
	];
	assert.deepEqual(
		firedBy(contacts).map(({ vector, channel, host }) => [vector, channel, host]),
		[
			["img-src", "http", "a.probe.test"],
			["link-preconnect", "dns", null],
		],
	);
	assert.deepEqual(userAgentsOf(contacts), ["", "Mail/1"]);
});

test("what fired is named by a reference to its host, whatever construct the inspection says it is", () => {
	const one: Fired = { vector: "iframe-srcdoc", fact: null, trigger: "open", channel: "http", message: 1, host: "a.probe.test" };
	const reference = { vector: "img-src", trigger: "open", channel: "http", host: "a.probe.test" };
	assert.deepEqual(
		unnamed([one], () => [reference]),
		[],
	);
	for (const wrong of [{ trigger: "click" }, { channel: "smb" }, { host: "b.probe.test" }]) {
		assert.deepEqual(
			unnamed([one], () => [{ ...reference, ...wrong }]),
			[one],
			JSON.stringify(wrong),
		);
	}
});

test("a vector that acts on opening fires in Chromium, or the list says why not; none stands in it that fires", () => {
	const firing = vectors.filter(({ id, trigger }) => trigger === "open" && !NOT_IN_CHROMIUM.has(id)).map(({ id }) => id);
	const measured = (ids: readonly string[]): Measurement => ({
		program: "chromium",
		version: "1",
		setting: "as installed",
		messages: 1,
		fired: ids.map((vector) => ({ vector, fact: null, trigger: "open", channel: "http", message: 1, host: null })),
		unnamed: [],
		userAgents: [],
		seconds: 1,
	});
	assert.deepEqual(engineBreaches(measured(firing)), []);
	assert.match(engineBreaches(measured(firing.filter((id) => id !== "img-src"))).join(), /img-src acts on opening/);
	assert.match(engineBreaches(measured([...firing, "vml-fill"])).join(), /vml-fill fired in Chromium/);
	assert.match(engineBreaches(measured(firing), new Map([...NOT_IN_CHROMIUM, ["no-vector", "x"]])).join(), /no-vector stands in/);
});
