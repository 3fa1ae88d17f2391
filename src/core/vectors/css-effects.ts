// Filters, clips, paths and paints that name another document (Filter Effects §5, CSS Masking §5, Motion Path §2, SVG 2 §13): the document
// loads to find the element that the fragment names.

import type { Vector } from "../model/vector.ts";
import { inProperty } from "./build/css-place.ts";

const LOADS = "The document that the value points into loads when the element is displayed.";

export const vectors: readonly Vector[] = [
	inProperty("css-filter", ["filter", "-webkit-filter", "backdrop-filter", "-webkit-backdrop-filter"], LOADS),
	inProperty("css-clip-path", ["clip-path", "-webkit-clip-path"], LOADS),
	inProperty("css-offset-path", ["offset-path", "offset", "motion-path", "motion"], LOADS),
	inProperty("css-paint", ["fill", "stroke", "color-profile", "fill-image", "stroke-image"], LOADS),
	inProperty("css-marker", ["marker", "marker-start", "marker-mid", "marker-end", "marker-pattern"], LOADS),
];
