// Reader names: a reader is found in whatever a sender wrote, in every spelling that trackers use, and ordinary words are left alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readerNames } from "../../../src/app/export/reader-names.ts";

const ADDRESS = "anna.berg@house.example";
const NAMES = readerNames([ADDRESS, "bob_klein7@house.example", "info@house.example"], ["Berg, Anna", "Bob Klein", "Jörg von Öttmar"]);

test("an address and a name are found with every separator or none, in either order, with an s behind, and encoded", () => {
	for (const piece of [
		"anna.berg",
		"anna-berg",
		"anna_berg",
		"anna+berg",
		"ANNABERG",
		"berg.anna",
		"berganna",
		"aberg",
		"bergs",
		"x-annaberg-2021",
		"annaberg7",
		"anna%2Eberg",
		"anna%252Eberg%2540house.example",
		"annabergathouseexample",
		"bob-klein",
		"kleinbob",
		"joerg.ottmar".replace("oe", "o"),
		Buffer.from(ADDRESS).toString("base64"),
		Buffer.from(ADDRESS).toString("base64url"),
		Buffer.from(ADDRESS).toString("hex"),
		Buffer.from(ADDRESS.toUpperCase()).toString("hex").toUpperCase(),
		`m7.${Buffer.from(ADDRESS).toString("base64url")}`,
	])
		assert.ok(NAMES.isNaming(piece), piece);
	for (const piece of ["iceberg", "kleinod", "index.php", "von", "info", "newsletter-2021", "19e841fa", "hannover", "TVNDUkVXRFJJVkVS"])
		assert.ok(!NAMES.isNaming(piece), piece);
});

test("a sender's address that holds a reader's is known by its form alone, whoever the reader is", () => {
	for (const address of [
		"b+anna.berg=house.example@evil.example",
		"editor+anna.berg@evil.example",
		"bounce-somebody=elsewhere.example@evil.example",
		"srs0=hhh=tt=elsewhere.example=somebody@evil.example",
		"b+info=house.example@evil.example",
		"b-info%40house.example@evil.example",
		`b+${Buffer.from(ADDRESS).toString("hex")}@evil.example`,
		"editor@anna-berg.evil.example",
		ADDRESS,
	])
		assert.ok(NAMES.isNamingAddress(address), address);
	for (const address of ["editor@evil.example", "info@evil.example", "news=letter@evil.example", "editor+1@bergen-news.example"])
		assert.ok(!NAMES.isNamingAddress(address), address);
});

test("in text each such thing is a star, and the words around it stay", () => {
	for (const [said, expected] of [
		["Dear Anna Berg, the list", "Dear * *, the list"],
		["Dear colleague, Berg's list", "Dear colleague, *'s list"],
		["annaberg: a list", "*: a list"],
		["1.anna.berg@mta.evil.example", "1.*.*@mta.evil.example"],
		["b+x.y=house.example@evil.example", "*@evil.example"],
		[`${Buffer.from(ADDRESS).toString("hex")}.7@mta.evil.example`, "*@mta.evil.example"],
		[`for ${Buffer.from(ADDRESS).toString("base64")}`, "for *"],
		[ADDRESS, "*"],
		["news@shop.example about the icebergs", "news@shop.example about the icebergs"],
	] as const)
		assert.equal(NAMES.without(said), expected);
});

test("of a host the labels up to the last that names a reader go, and of organisations those called after one", () => {
	for (const [host, expected] of [
		["anna-berg.px.evil.example", "px.evil.example"],
		["anna.berg.px.evil.example", "px.evil.example"],
		["a.annaberg.evil.example", "evil.example"],
		["px.evil.example", "px.evil.example"],
		["192.0.2.7", "192.0.2.7"],
	] as const)
		assert.equal(NAMES.hostWithout(host), expected);
	assert.equal(NAMES.organisation("Office of Anna Berg"), "");
	assert.equal(NAMES.organisation("Berg Institute"), "Berg Institute");
});
