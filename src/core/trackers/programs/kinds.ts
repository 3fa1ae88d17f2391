// Kinds: which kind of reference a finding is, as mail programs tell them apart. By the vector's id, since whether a style sheet or a
// picture is loaded is one channel and one trigger to the sender.

import type { RemoteReference } from "../../model/reference.ts";
import type { ReferenceKind } from "./program.ts";

/** Vectors of what is contacted when a message is shown and is no picture. */
export const VECTORS_OF: Partial<Readonly<Record<ReferenceKind, readonly string[]>>> = {
	style: ["link-stylesheet", "css-import", "css-font-face", "fontdef-src"],
	embedded: [
		..."iframe-src iframe-srcdoc frame-src portal-src webview-src layer-src object-data object-classid object-codebase object-archive".split(
			" ",
		),
		..."object-movie param-value embed-src embed-code applet-code applet-archive video-src audio-src source-src track-src bgsound-src".split(
			" ",
		),
		..."model-src svg-media css-sound amp-media amp-list vml-frame".split(" "),
	],
	script: "script-src script-data-island svg-script meta-refresh css-behavior css-binding link-import import-implementation".split(" "),
	hint: "link-preload link-modulepreload link-prefetch link-prerender link-subresource link-dictionary".split(" "),
	other: [
		..."doctype entity processing-instruction xml-inclusion isindex-src x-image-url external-attachment-url html-manifest".split(" "),
		..."link-manifest attributionsrc meta-policy-report css-source-map script-source-map meta-link meta-tile meta-tile-config".split(" "),
		..."meta-tile-polling meta-task-icon meta-markup word-attached-template css-other css-paint xml-src calendar-image".split(" "),
		..."calendar-attachment calendar-alarm calendar-source calendar-alternate-text contact-picture contact-sound contact-key".split(" "),
	],
};

const KIND_OF = new Map(Object.entries(VECTORS_OF).flatMap(([kind, ids]) => ids.map((id) => [id, kind as ReferenceKind] as const)));

export function kindOf({ vector, trigger, channel }: Pick<RemoteReference, "vector" | "trigger" | "channel">): ReferenceKind {
	switch (trigger) {
		case "open":
		case "preview":
			if (channel === "smb") return "share";
			return channel === "dns" ? "lookup" : (KIND_OF.get(vector) ?? "picture");
		case "parse":
			return channel === "smb" ? "reminder" : "arrival";
		default:
			return trigger;
	}
}
