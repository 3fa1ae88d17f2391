// What a conditional style tells is only believed of a program that does not ask for its opposite too.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Contact } from "../../../src/app/selftest/contact.ts";
import { CONDITION_FACTS } from "../../../src/app/selftest/extras.ts";
import { factsOf, OPPOSITES } from "../../../src/app/selftest/facts.ts";

function contact(fact: string | null, user_agent: string | null = "Evolution/3.46.4"): Contact {
	const probe = { vector: "css-background", trigger: "open", channel: "http", message: 1 } as const;
	const time = "2026-11-25T12:00:00.000Z";
	const nothing = { resolver: null, client_subnet: null, headers: {}, by: "person", why: "x" } as const;
	return { probe, fact, time, client_ip: "192.0.2.7", user_agent, ...nothing };
}

test("each opposite is a fact that a probe tells", () => {
	for (const fact of OPPOSITES.flat()) assert.ok(CONDITION_FACTS.has(fact), fact);
});

test("what one program tells is a fact, once", () => {
	assert.deepEqual(factsOf([contact("dark colours"), contact(null), contact("dark colours"), contact("printed")]), [
		"dark colours",
		"printed",
	]);
});

test("of a program that asks for a condition and its opposite no condition is believed, but a missing font is", () => {
	const font = "no font Segoe UI (Windows has it)";
	assert.deepEqual(factsOf([contact("dark colours"), contact("light colours"), contact("printed"), contact(font)]), [font]);
});

test("two widths may come of a window that was made wider; all three do not", () => {
	const [narrow = "", middle = "", wide = ""] = OPPOSITES[2] ?? [];
	assert.deepEqual(factsOf([contact(narrow), contact(middle)]), [narrow, middle]);
	assert.deepEqual(factsOf([contact(narrow), contact(middle), contact(wide)]), []);
});

test("two programs of one reader may differ", () => {
	assert.deepEqual(factsOf([contact("dark colours", "a"), contact("light colours", "b")]), ["dark colours", "light colours"]);
});
