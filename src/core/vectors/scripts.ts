// Scripts (WHATWG HTML §4.12.1). No serious mail program runs them; one that is a browser underneath may. Script text is not evaluated: beyond a
// source map, what a running script would fetch is not looked for.

import type { Hit, Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";
import { htmlProbe, unescaped } from "./build/markup.ts";
import { NOTHING, nestedIn, targetsOf } from "./build/target.ts";
import { cutSourceMaps } from "./microsyntax/source-map.ts";
import { cutTokens } from "./microsyntax/tokens.ts";

/** `type` or `language` of a script that holds an XML document: Internet Explorer's data island. */
function isXml(type: string | null, language: string | null): boolean {
	return /^(?:xml$|(?:text|application)\/(?:[^;]*\+)?xml)/i.test((type ?? language ?? "").trim());
}

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "script-src",
		title: "script src",
		on: ["script src"],
		why: "A program that runs scripts loads it when the message is displayed.",
		probe: '<script src="{url}"></script>',
	}),
	{
		id: "script-source-map",
		title: "script sourceMappingURL",
		trigger: "open",
		channel: "http",
		why: "Only a program that runs scripts and has its developer tools open fetches the source map.",
		watches: [{ kind: "raw-text", element: "script" }],
		find(hit: Hit) {
			if (hit.kind !== "raw-text") return NOTHING;
			const text = hit.text();
			return targetsOf(text, cutSourceMaps(text.value));
		},
		probe: (target) => htmlProbe("<script>\n//# sourceMappingURL={url}\n</script>", target, unescaped),
	},
	{
		id: "script-data-island",
		title: "script type=xml",
		trigger: "open",
		channel: "http",
		why: "An XML document inside a script, read with the message; Internet Explorer 9 was the last to do so.",
		watches: [{ kind: "raw-text", element: "script", beside: ["type", "language"] }],
		find(hit: Hit) {
			if (hit.kind !== "raw-text" || !isXml(hit.beside("type"), hit.beside("language"))) return NOTHING;
			return nestedIn(hit.text(), "xml");
		},
		probe: (target) => htmlProbe('<script type="text/xml"><!DOCTYPE x SYSTEM "{url}"><x/></script>', target, unescaped),
	},
	inAttribute({
		id: "attributionsrc",
		title: "img, script attributionsrc",
		on: ["img attributionsrc", "script attributionsrc"],
		cut: cutTokens,
		why: "Chrome asks there for ad attributions when the message is displayed.",
		probe: '<img attributionsrc="{url}" alt="">',
	}),
	inAttribute({
		id: "xml-src",
		title: "xml src",
		on: ["xml src"],
		why: "No living program loads the data island; Internet Explorer 9 was the last.",
		probe: '<xml src="{url}" id="x"></xml>',
	}),
];
