// Header fields that some mail programs load when they show the message. Face and X-Face hold the picture itself and call nobody.

import type { Vector } from "../model/vector.ts";
import { inHeader } from "./build/header-field.ts";
import { type Piece, trimmed } from "./microsyntax/piece.ts";

/** The whole value, without blanks, angle brackets or quotes around it. */
function cutWhole(value: string): readonly Piece[] {
	const piece = trimmed(value, 0, value.length);
	if (piece === null) return [];
	const wrapped = /^(?:<.*>|".*")$/s.test(value.slice(piece.from, piece.to));
	return wrapped ? [{ from: piece.from + 1, to: piece.to - 1 }] : [piece];
}

export const vectors: readonly Vector[] = [
	inHeader({
		id: "x-image-url",
		fields: ["X-Image-URL", "X-Image-Url-Small", "X-Face-URL"],
		trigger: "open",
		channel: "http",
		cut: cutWhole,
		why: "Mail programs with a sender-picture add-on (MessageFaces for Thunderbird) load it when the message is displayed.",
		probe: "{url}",
	}),
	inHeader({
		id: "external-attachment-url",
		fields: ["X-Mozilla-External-Attachment-URL"],
		trigger: "open",
		channel: "http",
		cut: cutWhole,
		why: "Thunderbird before 137.0.2 fetched it when the message was displayed, to learn its size (CVE-2025-3522); as a share it sends an NTLM response.",
		probe: "{url}",
	}),
];
