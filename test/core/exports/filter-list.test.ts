// The filter list, read by the library that reads users' own lists: what it blocks of a mail, and what not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { compileLists } from "../../../src/edge/filters/compile-lists.ts";
import { createListClassifier } from "../../../src/edge/filters/list-classifier.ts";

test("the filter list blocks a tracker, all below it, and an operator's paths of this campaign; nothing else, and no line is unread", async () => {
	const compiled = compileLists([readFileSync("fixtures/exports/adblock/expected", "utf8")]);
	assert.deepEqual(compiled.unread, [[]]);
	assert.equal(compiled.filters, 5);
	const classify = await createListClassifier({ ...compiled, lists: ["list"] });
	const blocks = (url: string): boolean => classify(url, "img-src", "open") !== null;
	for (const url of [
		"https://px.tracker-one.example/p/aa/0390.gif",
		"http://a.b.px.tracker-one.example:8080/x",
		"http://192.0.2.7/x.gif",
		"http://[2001:db8::7]/x.gif",
		"https://click.mass-mailer.example/track/open.php?u=1f2e3d4c&id=777",
	])
		assert.ok(blocks(url), url);
	for (const url of [
		"https://xpx.tracker-one.example/",
		"https://tracker-one.example/",
		"https://www.posed-as.example/images/logo.jpg",
		"https://click.mass-mailer.example/track/open.php?u=another&id=777",
	])
		assert.ok(!blocks(url), url);
});
