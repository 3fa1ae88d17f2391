// A vector in a header field. Values come unfolded, with encoded words as they are: no standard allows those in a URL or an address.

import type { Channel, Trigger } from "../../model/reference.ts";
import type { Hit, Vector } from "../../model/vector.ts";
import type { Cut } from "../microsyntax/piece.ts";
import { NOTHING, targetsOf } from "./target.ts";

export interface HeaderVector {
	readonly id: string;
	/** Field names as usually written; the first is the one a probe uses. */
	readonly fields: readonly string[];
	readonly trigger: Trigger;
	readonly channel: Channel;
	readonly cut: Cut;
	readonly why: string;
	/** The field's value with `{url}`. */
	readonly probe: string;
}

export function inHeader(row: HeaderVector): Vector {
	const { id, fields, trigger, channel, cut, why, probe } = row;
	return {
		id,
		title: fields.join(", "),
		trigger,
		channel,
		why,
		watches: fields.map((field) => ({ kind: "header", name: field.toLowerCase() })),
		find(hit: Hit) {
			if (hit.kind !== "header") return NOTHING;
			const text = hit.text();
			return targetsOf(text, cut(text.value));
		},
		probe: (target) => ({ kind: "header", name: fields[0], value: probe.split("{url}").join(target) }),
	};
}
