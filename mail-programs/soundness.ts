// Soundness, both ways: what a vector says acts on opening does so in a real browser engine, or not-in-chromium.ts says why not; and whatever any
// program contacted is named by `inspect` on the same message, with the same trigger and channel.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { vectors } from "../src/core/vectors/index.generated.ts";
import type { TestMail } from "./mail-program.ts";
import type { Fired, Measurement } from "./measurement.ts";
import { NOT_IN_CHROMIUM } from "./not-in-chromium.ts";

const COMMAND = join(import.meta.dirname, "../bin/counterpixel.js");
const MOST_OUTPUT = 256 * 1024 * 1024;

/** A reference as `inspect --json` prints it. */
export interface NamedReference {
	readonly vector: string;
	readonly trigger: string;
	readonly channel: string;
	readonly host: string;
}

/** One sentence for each vector that is silent without a reason, or fires in spite of one. */
export function engineBreaches({ fired }: Measurement, excused: ReadonlyMap<string, string> = NOT_IN_CHROMIUM): readonly string[] {
	const seen = new Set(fired.map(({ vector }) => vector));
	const onOpening = vectors.filter(({ trigger }) => trigger === "open").map(({ id }) => id);
	return [
		...onOpening
			.filter((id) => !seen.has(id) && !excused.has(id))
			.map((id) => `${id} acts on opening, did not fire in Chromium, and mail-programs/not-in-chromium.ts does not say why`),
		...[...excused.keys()]
			.filter((id) => seen.has(id))
			.map((id) => `${id} fired in Chromium, and mail-programs/not-in-chromium.ts says that it cannot`),
		...[...excused.keys()]
			.filter((id) => !onOpening.includes(id))
			.map((id) => `${id} stands in mail-programs/not-in-chromium.ts, and is no vector that acts on opening`),
	];
}

/** What fired and `inspect` does not name. An answer by hand is no reference of the message. */
export function unnamed(fired: readonly Fired[], referencesOf: (message: number) => readonly NamedReference[]): readonly Fired[] {
	return fired.filter((one) => one.trigger !== "reply" && !referencesOf(one.message).some((reference) => names(reference, one)));
}

/**
 * By the host, which is the probe's own; a construct inside another may be named for the inner one. Where no request told the host the vector has to do.
 * Whatever is fetched from a named host is looked up first, so a reference names the look-up too.
 */
function names(reference: NamedReference, { vector, trigger, channel, host }: Fired): boolean {
	const same = host === null ? reference.vector === vector : reference.host === host;
	return same && reference.trigger === trigger && (channel === "dns" ? reference.channel !== "smtp" : reference.channel === channel);
}

/** By the command itself, as a person would run it. */
export function inspectMessages(messages: readonly TestMail[]): (message: number) => readonly NamedReference[] {
	const files = messages.map(({ file }) => file);
	const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND, "inspect", "--json", ...files], {
		encoding: "utf8",
		maxBuffer: MOST_OUTPUT,
	});
	if (status !== 0) throw new Error(`counterpixel inspect ended with ${status}: ${stderr}`);
	const byFile = new Map<string, NamedReference[]>(files.map((file) => [file, []]));
	for (const line of stdout.split("\n").filter((text) => text !== "")) {
		const { file, references } = JSON.parse(line) as { readonly file: string; readonly references: readonly NamedReference[] };
		byFile.get(file)?.push(...references);
	}
	return (message) => byFile.get(messages.find(({ number }) => number === message)?.file ?? "") ?? [];
}
