// Where a sender says their key is (draft-josefsson-openpgp-mailnews-header, Autocrypt Level 1, and habits): programs that collect keys fetch it
// when they parse the message.

import type { Vector } from "../model/vector.ts";
import { inHeader } from "./build/header-field.ts";
import { cutAngleBrackets } from "./microsyntax/angle-brackets.ts";
import { valuesOf } from "./microsyntax/pairs.ts";

const WHY = "A program that collects keys may fetch it when it parses the message.";

export const vectors: readonly Vector[] = [
	inHeader({
		id: "openpgp-header",
		fields: ["OpenPGP"],
		trigger: "parse",
		channel: "http",
		cut: valuesOf("url"),
		why: WHY,
		probe: "url={url}",
	}),
	inHeader({
		id: "autocrypt-header",
		fields: ["Autocrypt", "Autocrypt-Gossip", "Autocrypt-Draft-State"],
		trigger: "parse",
		channel: "http",
		cut: valuesOf("url", "keyurl", "key-url", "_url"),
		why: WHY,
		probe: "addr=sender@sender.example; _url={url}",
	}),
	inHeader({
		id: "key-url-header",
		fields: [
			"X-PGP-Key",
			"X-Request-PGP",
			"X-PGP-Key-URL",
			"X-GPG-Key",
			"X-GPG-Key-URL",
			"X-OpenPGP-Key",
			"X-PGP-Public-Key",
			"X-SMIME-Key",
		],
		trigger: "parse",
		channel: "http",
		cut: cutAngleBrackets,
		why: WHY,
		probe: "<{url}>",
	}),
];
