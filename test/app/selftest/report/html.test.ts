// The page of a run: self-contained, the same as on the terminal, and whatever a client sent is text in it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "parse5";
import { htmlOfSelftest, selftestFragment } from "../../../../src/app/selftest/report/html.ts";
import { HEADINGS } from "../../../../src/app/selftest/report/told.ts";
import { UNSEEN } from "../../report/made-up.ts";
import { contact, run } from "../made-up-run.ts";
import { anyText, runSaying } from "./hostile-runs.ts";

interface Node {
	readonly nodeName: string;
	readonly attrs?: readonly { readonly name: string; readonly value: string }[];
	readonly childNodes?: readonly Node[];
}

function elements(node: Node): readonly Node[] {
	return [node, ...(node.childNodes ?? []).flatMap(elements)];
}

const OURS = new Set(
	"#document #documentType #text html head meta title style body div header p h1 h2 main section dl dt dd bdi ul li strong details summary table caption thead tbody tr th td footer".split(
		" ",
	),
);

test("it has every heading, the menu path and each vector that fired", () => {
	for (const page of [htmlOfSelftest(run([contact()])), selftestFragment(run([contact()]))]) {
		for (const heading of Object.values(HEADINGS)) assert.ok(page.includes(heading), heading);
		assert.match(page, /Settings &gt; Privacy &amp; Security &gt; Mail Content/);
		assert.match(page, /<th scope="row">img src<\/th>/);
		assert.match(page, /--public https:\/\/NAME/);
	}
});

test("the fragment is no page of its own", () => {
	assert.doesNotMatch(selftestFragment(run([contact()])), /<(?:html|head|body|style|h1|!DOCTYPE)/i);
});

test("it holds no script, loads nothing and links nowhere, and a client's words become no element or attribute", () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const page = htmlOfSelftest(runSaying(text));
			assert.doesNotMatch(page, UNSEEN);
			for (const { nodeName, attrs = [] } of elements(parse(page) as Node)) {
				assert.ok(OURS.has(nodeName), nodeName);
				for (const { name, value } of attrs) {
					assert.match(name, /^(?:lang|charset|http-equiv|content|name|class|id|aria-labelledby|scope)$/);
					if (name !== "content") assert.match(value, /^[\w -]+$/);
				}
			}
		}),
		{ numRuns: 40 },
	);
});

test("a silent run claims nothing", () => {
	assert.match(htmlOfSelftest(run()), /silence proves nothing here/);
});
