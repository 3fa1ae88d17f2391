// Request type: as what a browser would ask for a URL, by the vector that found it. Filters may be limited to types ($image, $script,
// $third-party and the like: the syntax of Adblock Plus and uBlock Origin); the names are those of the webRequest interface.

import type { RequestType } from "@ghostery/adblocker";
import type { Trigger } from "../../core/model/reference.ts";

const VECTORS: Readonly<Partial<Record<RequestType, readonly string[]>>> = {
	stylesheet: ["css-import", "css-link", "link-stylesheet", "processing-instruction"],
	font: ["css-font-face", "fontdef-src", "mathml-glyph"],
	script: ["css-behavior", "link-modulepreload", "script-data-island", "script-src", "svg-script"],
	sub_frame: ["frame-src", "iframe-src", "iframe-srcdoc", "layer-src", "portal-src", "vml-frame", "webview-src"],
	object: ["applet-archive", "applet-code", "embed-code", "embed-src", "object-archive", "object-classid", "object-data", "object-movie"],
	media: ["amp-media", "audio-src", "bgsound-src", "css-sound", "img-dynsrc", "source-src", "svg-media", "track-src", "video-src"],
	ping: ["a-attributionsrc", "a-ping", "attributionsrc"],
	image: [
		...["amp-img", "amp-srcset", "background-attribute", "image-src", "img-lowsrc", "img-src", "img-srcset", "input-image-src"],
		...["css-alpha-image-loader", "css-attr", "css-background", "css-border-image", "css-content", "css-cross-fade", "css-cursor"],
		...["css-custom-property", "css-image", "css-image-set", "css-list-style", "css-mask", "css-other", "css-shape-outside", "css-src"],
		...["link-icon", "link-imagesrcset", "menuitem-icon", "meta-tile", "source-srcset", "video-poster", "x-image-url"],
		...["svg-effect", "svg-feimage", "svg-image", "svg-paint-server", "svg-presentation-attribute", "svg-use"],
		...["vml-background", "vml-fill", "vml-imagedata", "vml-linked-picture", "vml-other-prefix"],
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
