// Request type: as what a browser would ask for a URL, by the vector that found it. Filters may be limited to types ($image, $script,
// $third-party and the like: the syntax of Adblock Plus and uBlock Origin); the names are those of the webRequest interface.

import type { RequestType } from "@ghostery/adblocker";
import type { Trigger } from "../../core/model/reference.ts";

const VECTORS: Readonly<Partial<Record<RequestType, readonly string[]>>> = {
	stylesheet: ["css-import", "css-link", "processing-instruction", "stylesheet"],
	font: ["css-font-face", "fontdef-src", "mathml-glyph"],
	script: ["modulepreload", "script-data-island", "script-src", "svg-script"],
	sub_frame: ["frame-src", "iframe-src", "iframe-srcdoc", "layer-src", "portal-src", "vml-frame", "webview-src"],
	object: ["applet-archive", "applet-code", "embed-code", "embed-src", "object-archive", "object-classid", "object-data", "object-movie"],
	media: ["amp-media", "audio-src", "bgsound-src", "img-dynsrc", "source-src", "svg-media", "track-src", "video-src"],
	ping: ["a-attributionsrc", "a-ping", "attributionsrc"],
	image: [
		...["amp-img", "amp-srcset", "background-attribute", "icon", "image-src", "img-lowsrc", "img-src", "img-srcset", "input-image-src"],
		...[
			"css-alpha-image-loader",
			"css-attr",
			"css-cross-fade",
			"css-custom-property",
			"css-image",
			"css-image-set",
			"css-other",
			"css-src",
		],
		...["link-imagesrcset", "source-srcset", "svg-feimage", "svg-image", "svg-paint-server", "svg-presentation-attribute", "svg-use"],
		...["video-poster", "vml-background", "vml-fill", "vml-imagedata", "vml-linked-picture", "vml-other-prefix", "x-image-url"],
	],
};

const types: ReadonlyMap<string, RequestType> = new Map(
	Object.entries(VECTORS).flatMap(([type, ids]) => ids.map((id) => [id, type as RequestType] as const)),
);

/** Of vectors that say nothing of it, and of all that is opened by a click, "other". */
export function requestTypeOf(vector: string, trigger: Trigger): RequestType {
	return trigger === "click" ? "other" : (types.get(vector) ?? "other");
}

/** For the test that each names a vector. */
export const TYPED_VECTORS: readonly string[] = [...types.keys()];
