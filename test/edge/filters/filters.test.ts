// A user's filter list, from the file to the sentence. The lists are invented, as large as EasyPrivacy where size matters.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { isAppError } from "../../../src/core/model/app-error.ts";
import type { Classify } from "../../../src/core/model/classifier.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";
import { compileLists } from "../../../src/edge/filters/compile-lists.ts";
import { readFilterLists } from "../../../src/edge/filters/filter-lists.ts";
import { createListClassifier } from "../../../src/edge/filters/list-classifier.ts";
import { requestTypeOf, TYPED_VECTORS } from "../../../src/edge/filters/request-type.ts";
import { LARGE_LIST_LINES, largeFilterList } from "../../support/large-filter-list.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-filters-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function classifierOf(...lists: readonly string[]): Promise<Classify> {
	const { bytes, filters } = compileLists(lists);
	return createListClassifier({ bytes, filters, lists: lists.map((_, at) => `list-${at}.txt`) });
}

const image = (classify: Classify, url: string): string | null => classify(url, "img-src", "open");

test("a filter that blocks is told with its list, its line and its text", async () => {
	const classify = await classifierOf("! a comment\n\n||track.example^\n/open/*/pixel.gif", "/collect?id=");
	assert.equal(image(classify, "https://a.track.example/x"), "list-0.txt line 3: ||track.example^ blocks it");
	assert.equal(image(classify, "http://shop.example/open/8c1f/pixel.gif"), "list-0.txt line 4: /open/*/pixel.gif blocks it");
	assert.equal(image(classify, "https://shop.example/collect?id=8c1f"), "list-1.txt line 1: /collect?id= blocks it");
	assert.equal(image(classify, "https://track.example.evil.example/"), null);
});

test("an exception of any list undoes what another blocks, unless the filter is important", async () => {
	const classify = await classifierOf("||track.example^\n||sure.example^$important", "@@||track.example/seal^\n@@||sure.example^");
	assert.equal(image(classify, "https://track.example/seal"), null);
	assert.notEqual(image(classify, "https://track.example/other"), null);
	assert.notEqual(image(classify, "https://sure.example/"), null);
});

test("a mail is no site: every host is a third party, and filters for named sites stay silent", async () => {
	const classify = await classifierOf("||third.example^$third-party\n||first.example^$~third-party\n||only.example^$domain=shop.example");
	assert.notEqual(image(classify, "https://third.example/"), null);
	assert.equal(image(classify, "https://first.example/"), null);
	assert.equal(image(classify, "https://only.example/"), null);
});

test("a filter limited to a type is asked with the type of the vector; a click has none", async () => {
	const classify = await classifierOf("||i.example^$image\n||s.example^$stylesheet\n||f.example^$font\n||d.example^$subdocument");
	const blocked = (host: string, vector: string): boolean => classify(`https://${host}.example/`, vector, "open") !== null;
	assert.ok(blocked("i", "img-src") && blocked("i", "css-image") && !blocked("i", "iframe-src"));
	assert.ok(blocked("s", "css-import") && !blocked("s", "img-src"));
	assert.ok(blocked("f", "css-font-face") && blocked("d", "iframe-src"));
	assert.equal(classify("https://i.example/", "a-href", "click"), null);
	assert.equal(requestTypeOf("img-src", "click"), "other");
});

test("every vector with a type of its own exists", () => {
	const ids = new Set(vectors.map(({ id }) => id));
	for (const id of TYPED_VECTORS) assert.ok(ids.has(id), id);
	assert.equal(new Set(TYPED_VECTORS).size, TYPED_VECTORS.length);
});

test("what does not decide about blocking is left out: element hiding, policies, parameters, what a condition excludes", async () => {
	const classify = await classifierOf(
		"###ad\n||p.example^$removeparam=utm\n||c.example^$csp=script-src\n!#if env_firefox\n||e.example^\n!#endif\n||b.example^\n||b.example^$badfilter",
	);
	for (const host of ["p", "c", "e", "b"]) assert.equal(image(classify, `https://${host}.example/?utm=1`), null, host);
});

test("a name in any script is met, and told as it goes over the wire", async () => {
	const classify = await classifierOf("||müller.example^\n||пример.example/open\n@@||müller.example/ok^");
	assert.equal(image(classify, "https://xn--mller-kva.example/"), "list-0.txt line 1: ||xn--mller-kva.example^ blocks it");
	assert.equal(image(classify, new URL("https://t.пример.example/open").href), "list-0.txt line 2: ||xn--e1afmkfd.example/open blocks it");
	assert.equal(image(classify, "https://xn--mller-kva.example/ok"), null);
});

test("only the web is asked about", async () => {
	const classify = await classifierOf("||track.example^\ntrack.example");
	for (const url of ["mailto:a@track.example", "file://track.example/share", "dns:track.example", "ftp://track.example/"]) {
		assert.equal(image(classify, url), null, url);
	}
});

test("lines that are no filter are named by file and line, in lists of any line ending", async () => {
	const bad = join(folder, "bad.txt");
	const good = join(folder, "good.txt");
	writeFileSync(
		bad,
		"\uFEFF! list\r\n||a.example^$nosuchoption\r\n||b.example^\r\n0.0.0.0 c.example\r\n||d.example \\\r\n    ^$image\r\n||e.example^",
	);
	writeFileSync(good, "||f.example^\n");
	const { image: compiled, unread } = await readFilterLists([bad, good]);
	assert.deepEqual(unread, [{ file: bad, lines: [2, 4] }]);
	assert.deepEqual(compiled.lists, ["bad.txt", "good.txt"]);
	const classify = await createListClassifier(compiled);
	assert.equal(image(classify, "https://b.example/"), "bad.txt line 3: ||b.example^ blocks it");
	assert.equal(image(classify, "https://d.example/"), "bad.txt line 5: ||d.example^$image blocks it");
	assert.equal(image(classify, "https://e.example/"), "bad.txt line 7: ||e.example^ blocks it");
	assert.equal(image(classify, "https://f.example/"), "good.txt line 1: ||f.example^ blocks it");
});

test("a file that cannot be read is a usage error that names it", async () => {
	const missing = join(folder, "missing.txt");
	await assert.rejects(
		readFilterLists([missing]),
		(error) => isAppError(error) && error.code === "usage" && error.message.includes(missing),
	);
	await assert.rejects(readFilterLists([folder]), (error) => isAppError(error) && error.code === "usage");
});

test("an empty list, and one of noise, block nothing and break nothing", async () => {
	for (const text of ["", "\n\n", "! only\n[Adblock Plus 2.0]", "\u0000\u0001\n$$$\n@@\n||\n|", "\\ \\ \\"]) {
		assert.equal(image(await classifierOf(text), "https://a.example/"), null, JSON.stringify(text));
	}
});

test("for hosts alone, a list says what a plain comparison of labels says", async () => {
	const label = fc.constantFrom("a", "b", "ab", "track");
	const host = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join(".")}.example`);
	await fc.assert(
		fc.asyncProperty(
			fc.uniqueArray(host, { minLength: 1, maxLength: 8 }),
			fc.array(host, { minLength: 1, maxLength: 8 }),
			async (listed, asked) => {
				const classify = await classifierOf(listed.map((one) => `||${one}^`).join("\n"));
				for (const one of asked) {
					const fitting = listed.filter((known) => one === known || one.endsWith(`.${known}`));
					const sentences = fitting.map((known) => `list-0.txt line ${listed.indexOf(known) + 1}: ||${known}^ blocks it`);
					const said = image(classify, `https://${one}/x.gif`);
					assert.ok(said === null ? sentences.length === 0 : sentences.includes(said), `${one}: ${said}`);
				}
			},
		),
		{ numRuns: 60 },
	);
});

test("sixty thousand lines are read in seconds, and lie once in memory however many threads ask", async () => {
	const file = join(folder, "large.txt");
	writeFileSync(file, largeFilterList());
	const began = performance.now();
	const { image: compiled, unread } = await readFilterLists([file]);
	assert.ok(performance.now() - began < 20_000);
	assert.deepEqual(unread, []);
	assert.equal(compiled.filters, LARGE_LIST_LINES);
	assert.ok(compiled.bytes.length < 8e6, `${compiled.bytes.length} bytes`);
	assert.ok(compiled.bytes.buffer instanceof SharedArrayBuffer);
	const classify = await createListClassifier(compiled);
	assert.equal(image(classify, "https://track59990.example/x"), "large.txt line 59991: ||track59990.example^ blocks it");
	assert.equal(image(classify, "https://track59990.example/allowed"), null);

	const entry = `
		const { parentPort, workerData } = require("node:worker_threads");
		import(workerData.module).then(async ({ createListClassifier }) => {
			const classify = await createListClassifier(workerData.image);
			parentPort.postMessage([workerData.image.bytes.buffer instanceof SharedArrayBuffer, classify("https://track59990.example/x", "img-src", "open")]);
		});
	`;
	const module = new URL("../../../src/edge/filters/list-classifier.ts", import.meta.url).href;
	const worker = new Worker(entry, { eval: true, workerData: { module, image: compiled } });
	const answer = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
	await worker.terminate();
	assert.deepEqual(answer, [true, "large.txt line 59991: ||track59990.example^ blocks it"]);
});

test("a URL of a megabyte costs no more than one of a few kilobytes", async () => {
	const classify = await classifierOf("/a*b*c*d$image\n/pixel[0-9]+x/\n||track.example^");
	const long = `https://h.example/${"ab".repeat(500_000)}`;
	const began = performance.now();
	for (let round = 0; round < 20; round++) image(classify, long + round);
	assert.ok(performance.now() - began < 5000);
	assert.notEqual(image(classify, `https://track.example/${"a".repeat(1_000_000)}`), null);
});
