// Style sheets and what belongs to them (CSS Cascade §2, Source Map Revision 3). @namespace and @document name URLs that nothing fetches.

import type { Vector } from "../model/vector.ts";
import { inCss } from "./build/css-place.ts";
import { htmlProbe, inHead, unescaped } from "./build/markup.ts";

export const vectors: readonly Vector[] = [
	inCss({
		id: "css-import",
		title: "CSS @import",
		places: ["@import"],
		why: "The imported style sheet loads when the message is displayed; its conditions tell what they ask for.",
		probe: { sheet: '@import "{url}";' },
	}),
	{
		...inCss({
			id: "css-source-map",
			title: "CSS sourceMappingURL",
			places: ["sourcemappingurl"],
			why: "Only a program whose developer tools are open fetches the source map.",
			probe: { sheet: "" },
		}),
		// It stands in a comment, where CSS has no escapes.
		probe: (target) => htmlProbe(inHead("<style>p{color:red}\n/*# sourceMappingURL={url} */</style>"), target, unescaped),
	},
];
