// CSS that attaches code, from programs past their end: behaviours and filters of Internet Explorer, bindings of Firefox.
// Outlook before 2007 rendered with the former.

import type { Vector } from "../model/vector.ts";
import { inCss, inProperty } from "./build/css-place.ts";

export const vectors: readonly Vector[] = [
	inProperty("css-behavior", ["behavior", "-ms-behavior"], "No living program loads the behaviour; Internet Explorer 9 was the last."),
	inProperty("css-binding", ["-moz-binding"], "No living program loads the binding; Firefox 3 was the last to load a remote one."),
	inCss({
		id: "css-alpha-image-loader",
		title: "CSS AlphaImageLoader",
		places: ["alphaimageloader()"],
		why: "No living program loads the filter's image; Internet Explorer 9 was the last.",
		probe: { declarations: 'filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src="{url}",sizingMethod="scale")' },
	}),
	inCss({
		id: "css-icm-filter",
		title: "CSS ICMFilter",
		places: ["icmfilter()"],
		why: "No living program loads the filter's colour profile; Internet Explorer 9 was the last.",
		probe: { declarations: 'filter:progid:DXImageTransform.Microsoft.ICMFilter(colorSpace="{url}")' },
	}),
];
