// HTTP bodies: the smallest valid file of each kind that a probe may ask for. Nothing is in them, and nothing in them asks for more.

import type { HttpAnswer } from "./http-answer.ts";

type Body = Pick<HttpAnswer, "mediaType" | "body">;

function bytes(base64: string): Uint8Array {
	return new Uint8Array(Buffer.from(base64, "base64"));
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

const BODIES = {
	/** GIF89a, 1x1, transparent. */
	gif: { mediaType: "image/gif", body: bytes("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7") },
	png: {
		mediaType: "image/png",
		body: bytes("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII="),
	},
	/** A 1x1 GIF passes for an icon in every browser. */
	ico: { mediaType: "image/gif", body: bytes("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7") },
	svg: { mediaType: "image/svg+xml", body: SVG },
	css: { mediaType: "text/css; charset=utf-8", body: "/**/" },
	js: { mediaType: "text/javascript; charset=utf-8", body: ";" },
	html: {
		mediaType: "text/html; charset=utf-8",
		body: '<!DOCTYPE html><html lang="en"><title>Leak self-test</title><p>Leak self-test</p></html>',
	},
	json: { mediaType: "application/json", body: "{}" },
	xml: { mediaType: "application/xml", body: "<x/>" },
	vtt: { mediaType: "text/vtt; charset=utf-8", body: "WEBVTT\n" },
	rtf: { mediaType: "application/rtf", body: "{\\rtf1}" },
	text: { mediaType: "text/plain; charset=utf-8", body: "" },
	/** No font, film or sound is tiny; of these the type alone. */
	woff2: { mediaType: "font/woff2", body: "" },
	mp4: { mediaType: "video/mp4", body: "" },
	ogg: { mediaType: "audio/ogg", body: "" },
} as const satisfies Record<string, Body>;

export type BodyKind = keyof typeof BODIES;

export function tinyBody(kind: BodyKind): Body {
	return BODIES[kind];
}

/** Of the Fetch standard's destinations (Sec-Fetch-Dest). */
const BY_DESTINATION: ReadonlyMap<string, BodyKind> = new Map([
	["image", "gif"],
	["style", "css"],
	["script", "js"],
	["font", "woff2"],
	["document", "html"],
	["iframe", "html"],
	["frame", "html"],
	["video", "mp4"],
	["audio", "ogg"],
	["track", "vtt"],
	["manifest", "json"],
]);

/** By how the path ends, else by what the client says it is for. */
export function kindFor(target: string, headers: Readonly<Record<string, string>>): BodyKind {
	const path = target.split("?", 1)[0] ?? "";
	const ending = /\.([a-z0-9]{2,5})$/i.exec(path.slice(-8))?.[1]?.toLowerCase();
	if (ending !== undefined && Object.hasOwn(BODIES, ending)) return ending as BodyKind;
	const destination = BY_DESTINATION.get(headers["sec-fetch-dest"] ?? "");
	if (destination !== undefined) return destination;
	const accept = headers.accept ?? "";
	if (accept.startsWith("text/html")) return "html";
	if (accept.startsWith("text/css")) return "css";
	return accept.startsWith("image/") ? "gif" : "text";
}
