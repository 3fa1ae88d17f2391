// Objects, embeds and applets (WHATWG HTML §4.8.6, §4.8.7; HTML 4.01 §13.3): what once started a plug-in, and still loads images, SVG and
// documents. `codebase` is what the other addresses of the element are resolved against, and named a file to install.

import type { AttributeHit, Vector } from "../model/vector.ts";
import { inAttribute, keyword } from "./build/attribute.ts";
import { cutArchives } from "./microsyntax/tokens.ts";

/** Names of parameters that players, Flash, the tabular data control and Java took a URL from. */
const URL_PARAMETERS: ReadonlySet<string> = new Set(
	(
		"src movie url dataurl data filename code codebase archive object href source file image poster flv video audio mediafile " +
		"base baseurl qtsrc hrefsrc initialurl location content xmlurl cache_archive java_code java_codebase java_archive java_object"
	).split(" "),
);

function namesUrl(hit: AttributeHit): boolean {
	return URL_PARAMETERS.has(keyword(hit, "name")) || keyword(hit, "valuetype") === "ref";
}

const PLUGINS = "No living program runs the plug-in that loaded it; Internet Explorer 11 was the last.";

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "object-data",
		title: "object data",
		on: ["object data"],
		why: "The object's document, image or drawing loads when the message is displayed.",
		probe: '<object data="{url}"></object>',
	}),
	inAttribute({
		id: "object-classid",
		title: "object classid",
		on: ["object classid"],
		why: PLUGINS,
		probe: '<object classid="{url}"></object>',
	}),
	inAttribute({
		id: "object-codebase",
		title: "object codebase",
		on: ["object codebase"],
		why: "No living program installs the control from there; Internet Explorer 11 was the last.",
		probe: '<object classid="clsid:00000000-0000-0000-0000-000000000000" codebase="{url}"></object>',
	}),
	inAttribute({
		id: "object-archive",
		title: "object archive",
		on: ["object archive"],
		cut: cutArchives,
		why: PLUGINS,
		probe: '<object archive="{url}"></object>',
	}),
	inAttribute({
		id: "object-movie",
		title: "object movie",
		on: ["object movie", "object src", "object code", "object object"],
		why: PLUGINS,
		probe: '<object type="application/x-shockwave-flash" movie="{url}"></object>',
	}),
	inAttribute({
		id: "param-value",
		title: "param value",
		on: ["param value"],
		beside: ["name", "valuetype"],
		when: namesUrl,
		why: PLUGINS,
		probe: '<object type="application/x-shockwave-flash"><param name="movie" value="{url}"></object>',
	}),
	inAttribute({
		id: "embed-src",
		title: "embed src",
		on: ["embed src"],
		why: "The embedded document, image or drawing loads when the message is displayed.",
		probe: '<embed src="{url}">',
	}),
	inAttribute({
		id: "embed-code",
		title: "embed code",
		on: ["embed code", "embed codebase", "embed archive", "embed object", "embed data", "embed movie", "embed qtsrc", "embed pluginurl"],
		why: PLUGINS,
		probe: '<embed type="application/x-java-applet" code="{url}">',
	}),
	inAttribute({
		id: "embed-pluginspage",
		title: "embed pluginspage",
		on: ["embed pluginspage"],
		trigger: "click",
		why: "A program that lacked the plug-in offered this page to get it; no living one does.",
		probe: '<embed type="application/x-none" pluginspage="{url}">',
	}),
	inAttribute({
		id: "applet-code",
		title: "applet code, codebase, object",
		on: ["applet code", "applet codebase", "applet object", "applet src"],
		why: "No living program runs applets; Internet Explorer 11 was the last.",
		probe: '<applet code="Main" codebase="{url}"></applet>',
	}),
	inAttribute({
		id: "applet-archive",
		title: "applet archive",
		on: ["applet archive"],
		cut: cutArchives,
		why: "No living program runs applets; Internet Explorer 11 was the last.",
		probe: '<applet code="Main" archive="{url}"></applet>',
	}),
];
