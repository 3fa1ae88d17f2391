// Fonts (CSS Fonts §4.3): loaded only when text uses the family and, with unicode-range, the character: fonts can count what is installed
// and what is shown (Cascading Spy Sheets, NDSS 2025).

import type { Vector } from "../model/vector.ts";
import { inCss } from "./build/css-place.ts";

export const vectors: readonly Vector[] = [
	inCss({
		id: "css-font-face",
		title: "CSS @font-face src",
		places: ["@font-face"],
		why: "The font loads when the message shows text in it, and tells that it was not installed.",
		probe: { sheet: '@font-face{font-family:p;src:url("{url}")}.p{font-family:p}' },
	}),
];
