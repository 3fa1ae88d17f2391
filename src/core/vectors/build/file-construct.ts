// A vector in an attached file, by the construct that its format (mail/files) shows. What differs from one to the next is a row of plain
// data; the file that a probe is, is built by what the row names.

import type { Channel, Trigger } from "../../model/reference.ts";
import type { FileHit, Hit, Probe, Vector } from "../../model/vector.ts";
import type { Cut } from "../microsyntax/piece.ts";
import { NOTHING, targetsOf, wholeTarget } from "./target.ts";

export type FileProbe = Omit<Extract<Probe, { kind: "file" }>, "kind" | "shown">;

export interface FileVector {
	readonly id: string;
	readonly title: string;
	/** Constructs as formats show them. */
	readonly on: readonly string[];
	readonly when?: (hit: FileHit) => boolean;
	/** Where the text is more than one URL. */
	readonly cut?: Cut;
	/** "attachment" unless said otherwise. */
	readonly trigger?: Trigger;
	/** "http" unless said otherwise. */
	readonly channel?: Channel;
	readonly why: string;
	readonly probe: (target: string) => FileProbe;
}

export function inFile(row: FileVector): Vector {
	const { id, title, why, when, cut, probe } = row;
	return {
		id,
		title,
		trigger: row.trigger ?? "attachment",
		channel: row.channel ?? "http",
		why,
		watches: row.on.map((construct) => ({ kind: "file", construct })),
		find(hit: Hit) {
			if (hit.kind !== "file" || (when !== undefined && !when(hit))) return NOTHING;
			const text = hit.text();
			return cut === undefined ? wholeTarget(text) : targetsOf(text, cut(text.value));
		},
		probe: (target) => ({ kind: "file", shown: false, ...probe(target) }),
	};
}
