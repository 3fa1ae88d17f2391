// Reading leases: what is none is named by file and line.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readLeases } from "../../../src/app/exposure/read-leases.ts";

test("A lease of a day that does not exist is refused, with its file and line.", async () => {
	const folder = await mkdtemp(join(tmpdir(), "leases-"));
	try {
		const file = join(folder, "l.csv");
		const to = ["2021-02-30", "2021-02-29T10:00:00Z", "2021-13-01", "2020-02-29"].map((day) => `,${day},192.0.2.1,a@b.example`);
		await writeFile(file, ["from,to,address,account", ...to].join("\n"));
		const { leases, problems } = await readLeases(file, 0);
		assert.equal(leases.length, 1);
		assert.deepEqual(
			problems.map((problem) => problem.replace(/^.*l\.csv:(\d+): ("[^"]*").*/, "$1 $2")),
			['2 "2021-02-30"', '3 "2021-02-29T10:00:00Z"', '4 "2021-13-01"'],
		);
	} finally {
		await rm(folder, { recursive: true });
	}
});
