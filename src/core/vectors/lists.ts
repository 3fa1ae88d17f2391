// List fields (RFC 2369, RFC 8058): links that the mail program itself shows as buttons. List-Unsubscribe-Post only says how the
// URL of List-Unsubscribe is called; it names none.

import type { Vector } from "../model/vector.ts";
import { inHeader } from "./build/header-field.ts";
import { cutAngleBrackets } from "./microsyntax/angle-brackets.ts";

export const vectors: readonly Vector[] = [
	inHeader({
		id: "list-unsubscribe",
		fields: ["List-Unsubscribe"],
		trigger: "click",
		channel: "http",
		cut: cutAngleBrackets,
		why: "The mail program's unsubscribe button opens it, or posts to it.",
		probe: "<{url}>",
	}),
	inHeader({
		id: "list-links",
		fields: ["List-Archive", "List-Help", "List-Subscribe", "List-Post", "List-Owner"],
		trigger: "click",
		channel: "http",
		cut: cutAngleBrackets,
		why: "The mail program offers it as a link of the mailing list.",
		probe: "<{url}>",
	}),
];
