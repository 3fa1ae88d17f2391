// Made-up copies of mailings for the tests of comparison: references as inspection would give them, on reserved names.

import { createHash } from "node:crypto";
import type { MailingMessage } from "../../../../src/core/campaigns/copies/mailings.ts";
import type { RemoteReference } from "../../../../src/core/model/reference.ts";

export function hashOf(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

/** A picture that is loaded on opening, or a link; `opaque` is the token that inspection would have found. */
export function reference(url: string, { click = false, opaque = "" } = {}): RemoteReference {
	return {
		vector: click ? "a-href" : "img-src",
		channel: "http",
		trigger: click ? "click" : "open",
		url,
		host: /^https?:\/\/(?:[^/@?]*@)?([^/:?]+)/.exec(url)?.[1] ?? "",
		part: "1",
		start: 0,
		end: url.length,
		identifier: opaque === "" ? { kind: "none", value: null, how: "" } : { kind: "opaque", value: opaque, how: "a random token" },
		operator: null,
		leaks: [],
		why: [],
	};
}

/** Sketch of a text, as far as tests need one: equal seeds, equal texts. */
export function sketchOf(seed: string): string {
	return [0, 1, 2, 3].map((part) => hashOf(`${seed} ${part}`)).join("");
}

export function copy(owner: string, references: readonly RemoteReference[], more: Partial<MailingMessage> = {}): MailingMessage {
	const owners = owner === "" ? [] : [owner];
	return {
		sha256: hashOf(JSON.stringify([owners, references, more])),
		owners,
		received: "2024-03-01T10:00:00.000Z",
		references,
		strand: "0123456789abcdef",
		template: { structure: "00112233445566ff", sketch: sketchOf("news") },
		subjectShape: "8899aabbccddeeff",
		...more,
	};
}

/** A short deterministic token, at least one letter and one figure changing places. */
export function token(seed: string, length = 12): string {
	return hashOf(seed).slice(0, length - 4) + "a1b2".slice(0, 4);
}
