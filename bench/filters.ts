// Filters: what a list as long as EasyPrivacy costs to read, to hold and to ask, beside asking for the operator of the same URLs.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInspector } from "../src/core/inspect.ts";
import { operatorIndex } from "../src/core/trackers/operators.ts";
import { readFilterLists } from "../src/edge/filters/filter-lists.ts";
import { createListClassifier } from "../src/edge/filters/list-classifier.ts";
import { nodeCodec } from "../src/edge/node-codec.ts";
import { LARGE_LIST_LINES, largeFilterList } from "../test/support/large-filter-list.ts";
import type { Mail } from "./mail.ts";
import { figure, median, table } from "./table.ts";

export async function measureFilters(mail: readonly Mail[], rounds: number): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-bench-"));
	try {
		const file = join(folder, "list.txt");
		writeFileSync(file, largeFilterList());
		return await measure(mail, file, rounds);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function measure(mail: readonly Mail[], file: string, rounds: number): Promise<string> {
	const inspect = createInspector(nodeCodec);
	const references = mail.flatMap(({ messages }) => messages.flatMap((bytes) => inspect(bytes).references));
	const distinct = [...new Map(references.map((reference) => [reference.url, reference])).values()].filter(({ url }) =>
		/^https?:/.test(url),
	);
	const places = distinct.map(({ url }) => new URL(url)).map(({ hostname, pathname, search }) => [hostname, pathname + search] as const);
	const index = operatorIndex();
	const reading: number[] = [];
	const lists: number[] = [];
	const operators: number[] = [];
	let bytes = 0;
	for (let round = 0; round < rounds; round++) {
		let before = performance.now();
		const { image } = await readFilterLists([file]);
		const classify = await createListClassifier(image);
		reading.push(performance.now() - before);
		bytes = image.bytes.length;
		before = performance.now();
		for (const { url, vector, trigger } of distinct) classify(url, vector, trigger);
		lists.push(performance.now() - before);
		before = performance.now();
		for (const [host, path] of places) index.find(host, path);
		operators.push(performance.now() - before);
	}
	const each = (milliseconds: readonly number[]): string => figure((median(milliseconds) * 1000) / distinct.length);
	const rows = [
		["to read it, ms", figure(median(reading))],
		["to hold it, MB", figure(bytes / 1e6)],
		[`to ask it for each of ${distinct.length} URLs, µs`, each(lists)],
		["to ask for the operator, µs", each(operators)],
	];
	return table([`a filter list of ${LARGE_LIST_LINES} lines`, ""], rows);
}
