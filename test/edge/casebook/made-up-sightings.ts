// Made-up sightings for tests of correlation: what a message is said to share stands in the test, not in a message.

import { createHash } from "node:crypto";
import type { Feature, FeatureKind, Sighting, Trait } from "../../../src/core/model/sighting.ts";
import type { Casebook } from "../../../src/edge/casebook/casebook.ts";
import { type EncodedRows, encodeMessages, type ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { DETECTOR, scanned } from "./scanned.ts";

export interface MadeUp {
	/** Of the message; two with one number are one message, read twice. */
	readonly number: number;
	readonly strand: string;
	/** "KIND VALUE". */
	readonly features: readonly string[];
	readonly traits?: readonly Trait[];
	/** Days since 2021-01-01; null for none. */
	readonly day?: number | null;
	readonly owner?: string;
	/** A newer one wins over an older. */
	readonly detector?: number;
}

export const OPERATOR = "track.operator.test";
export const isOperatorHost = (host: string): boolean => host === OPERATOR;

export function strandNamed(name: string): string {
	return createHash("sha256").update(name).digest("hex").slice(0, 16);
}

export function hashOf(number: number): string {
	return scanned(number).raw.sha256;
}

export function rowsOfMadeUp(messages: readonly MadeUp[]): EncodedRows[] {
	return messages.map((made) => {
		const { number, day = 0, owner = `reader${number % 5}@parliament.example`, detector = DETECTOR } = made;
		const plain = scanned(number, { mailbox: owner, offset: number * 1000, owner }, 1);
		const received = timeOf({ number, day });
		const inspection = { ...plain.inspection, received, subject: `${made.strand} ${made.features.join(" ")}` };
		const message: ScannedMessage = { ...plain, inspection };
		return encodeMessages([message], detector, () => sightingOf(made));
	});
}

export function timeOf({ number, day = 0 }: Pick<MadeUp, "number" | "day">): string | null {
	return day === null ? null : new Date(Date.UTC(2021, 0, 1) + day * 86_400_000 + number * 1000).toISOString();
}

export function sightingOf({ strand, features, traits = ["tracked", "individual"] }: MadeUp): Sighting {
	const read = [...new Set(features)].sort().map((text): Feature => {
		const blank = text.indexOf(" ");
		return { kind: text.slice(0, blank) as FeatureKind, value: text.slice(blank + 1) };
	});
	return { strand: strandNamed(strand), features: read, traits };
}

export async function write(casebook: Casebook, messages: readonly MadeUp[]): Promise<void> {
	const detector = Math.max(DETECTOR, ...messages.map(({ detector = DETECTOR }) => detector));
	const run = await casebook.beginRun({ sources: ["made up"], detector });
	await run.write({ rows: rowsOfMadeUp(messages), files: [] });
	await run.finish();
}

/** Which made-up messages are together, as sets of their numbers in order. */
export async function partition(casebook: Casebook, messages: readonly MadeUp[]): Promise<string[]> {
	const numbers = new Map(messages.map(({ number }) => [hashOf(number), number]));
	const groups: string[] = [];
	for await (const { messages: members } of casebook.campaigns()) {
		const own = new Set(members.map(({ sha256 }) => numbers.get(sha256) as number));
		groups.push([...own].sort((a, b) => a - b).join(" "));
	}
	return groups.sort();
}
