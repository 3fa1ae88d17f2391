// Bare URLs in text: mail programs make links of them, and nothing is fetched before a click.

import type { Hit, Vector } from "../model/vector.ts";
import { NOTHING, targetsOf } from "./build/target.ts";
import { cutBareUrls } from "./microsyntax/bare-url.ts";

export const vectors: readonly Vector[] = [
	{
		id: "bare-url",
		title: "URL in text",
		trigger: "click",
		channel: "http",
		why: "The mail program makes a link of it; clicking opens it.",
		watches: [{ kind: "bare-url" }],
		find(hit: Hit) {
			if (hit.kind !== "bare-url") return NOTHING;
			const text = hit.text();
			return targetsOf(text, cutBareUrls(text.value));
		},
		probe: (target) => ({ kind: "text", text: `Read on at <${target}> today.` }),
	},
];
