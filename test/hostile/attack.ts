// Attack: a message built to cost time or memory, or to make the reader give up in silence. Each is inspected within a bound that a
// loaded machine keeps and that quadratic work does not, in time that grows with its size and no faster; where something was
// cut, a problem says so.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Inspection } from "../../src/core/model/inspection.ts";
import type { ProblemCode } from "../../src/core/model/problem.ts";
import { inspect } from "../../src/index.ts";
import { processorTime } from "../core/mail/processor-time.ts";

/** Milliseconds of processor time for any attack here. */
const BOUND = 5000;

/** Four times the message may take so many times as long: five for what is linear, with room for collecting garbage; sixteen is quadratic. */
const MAX_RATIO = 9;

/** What takes less says nothing about how it grows. */
const MEASURABLE = 400;

/** Megabytes that a process takes at most which inspects one attack after the other, those it is made of among them. */
const MAX_MEMORY = 1500;

export interface Attack {
	/** A message of about this size, one character a byte. */
	readonly make: (size: number) => string;
	readonly size: number;
	/** Codes of the problems, each once, in order of their names; none if left out. */
	readonly problems?: readonly ProblemCode[];
	/** How many references there are to find; not looked at if left out. */
	readonly references?: number;
	/** Part of a URL that must be among them. */
	readonly finds?: string;
}

export function bytesOf(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, "latin1"));
}

export function codesOf({ problems }: Pick<Inspection, "problems">): ProblemCode[] {
	return [...new Set(problems.map(({ code }) => code))].sort();
}

/** Inspects within the bound. */
export function inspectWithin(bytes: Uint8Array, bound = BOUND): Inspection {
	return measured(bytes, bound).inspection;
}

function measured(bytes: Uint8Array, bound: number): { readonly inspection: Inspection; readonly took: number } {
	const inspections: Inspection[] = [];
	const took = processorTime(() => inspections.push(inspect(bytes)));
	assert.ok(took < bound, `${Math.round(took)} ms`);
	return { inspection: inspections[0] as Inspection, took };
}

/** One test for each attack, and one for the memory they took. */
export function testAttacks(attacks: Readonly<Record<string, Attack>>): void {
	for (const [name, { make, size, problems = [], references, finds }] of Object.entries(attacks)) {
		test(name, () => {
			const bytes = bytesOf(make(size));
			const { inspection: found, took } = measured(bytes, BOUND);
			assert.deepEqual(codesOf(found), problems);
			if (references !== undefined) assert.equal(found.references.length, references);
			if (finds !== undefined)
				assert.ok(
					found.references.some(({ url }) => url.includes(finds)),
					`nothing found with ${finds}`,
				);
			for (const { offset } of found.problems) assert.ok(offset >= 0 && offset <= bytes.length, `offset ${offset}`);
			if (took < MEASURABLE) return;
			const quarter = bytesOf(make(Math.ceil(size / 4)));
			const least = Math.min(
				processorTime(() => inspect(quarter)),
				processorTime(() => inspect(quarter)),
			);
			assert.ok(took < MAX_RATIO * least + MEASURABLE, `${Math.round(took)} ms, and ${Math.round(least)} ms for a quarter of it`);
		});
	}
	test("all of these together take bounded memory", () => {
		const megabytes = process.resourceUsage().maxRSS / 1024;
		assert.ok(megabytes < MAX_MEMORY, `${Math.round(megabytes)} MB`);
	});
}

const HEAD = "From: a@sender.example\r\nTo: reader@mail.example\r\nMIME-Version: 1.0\r\n";

/** A message of one part. `fields`: further header lines, each ended. */
export function message(type: string, body: string, fields = ""): string {
	return `${HEAD}${fields}Content-Type: ${type}\r\n\r\n${body}`;
}

export function html(body: string): string {
	return message("text/html; charset=utf-8", body);
}

export function base64(text: string): string {
	return Buffer.from(text, "latin1").toString("base64");
}

/** `count` different pieces after one another. */
export function pieces(count: number, piece: (index: number) => string): string {
	return Array.from({ length: count }, (_, index) => piece(index)).join("");
}
