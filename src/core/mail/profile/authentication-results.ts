// Authentication-Results (RFC 8601 §2.2): what a server on the way found of who sent a message. Anybody can write such a field; whose word counts
// is the reader's to say, so the server's name stays beside each verdict. Exchange writes none. Only spf, dkim, dmarc and arc are kept.

import { type AuthenticationVerdict, OWN_CHECKS } from "../../model/profile.ts";
import { withoutComments } from "../comments.ts";

/** Attack: megabytes of verdicts. */
const MAX_LENGTH = 4000;
const MAX_VERDICTS = 32;

/** By method: the properties whose domain a verdict is about, the better one first (§2.7). */
const PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
	["spf", [" smtp.mailfrom=", " smtp.mail=", " smtp.helo=", " smtp.from="]],
	["dkim", [" header.d=", " header.i=", " header.from="]],
	["dmarc", [" header.from="]],
	["arc", [" header.d=", " header.oldest-pass="]],
]);

/** Other names of results, as large providers wrote or write them. */
const RESULTS: ReadonlyMap<string, string> = new Map([
	["hardfail", "fail"],
	["error", "temperror"],
	["unknown", "permerror"],
]);

/** "dkim=pass" or "dkim/1=pass", and behind it properties. */
const RESULT = /^([a-z][a-z0-9-]{0,20})(?:\/\d{1,4})?=([a-z]{1,20})/;
const DOMAIN = /^[^\s@=;<>]+\.[^\s@.=;<>]+$/;
const MAX_VALUE = 300;

/** The verdicts of fields' values, topmost first. */
export function readAuthentication(values: readonly string[]): readonly AuthenticationVerdict[] {
	const verdicts: AuthenticationVerdict[] = [];
	for (const value of values) {
		const pieces = withoutComments(value.slice(0, MAX_LENGTH)).replace(/\s+/g, " ").toLowerCase().split(";");
		const first = pieces[0] as string;
		const isVerdict = first.includes("=");
		const server = isVerdict ? "" : (first.trim().split(" ", 1)[0] ?? "").slice(0, 255);
		// Attack: a field in the program's own name.
		if (server === OWN_CHECKS) continue;
		for (let at = isVerdict ? 0 : 1; at < pieces.length; at++) {
			const verdict = readVerdict(server, withoutBlanks(pieces[at] as string));
			if (verdict === null) continue;
			if (verdicts.length === MAX_VERDICTS) return verdicts;
			verdicts.push(verdict);
		}
	}
	return verdicts;
}

/** None around "=" and "/", where hardly anybody writes them. */
function withoutBlanks(piece: string): string {
	return / [=/]|[=/] /.test(piece) ? piece.replace(/ ?([=/]) ?/g, "$1").trim() : piece.trim();
}

function readVerdict(server: string, piece: string): AuthenticationVerdict | null {
	const match = RESULT.exec(piece);
	if (match === null) return null;
	const [, method = "", result = ""] = match;
	const properties = PROPERTIES.get(method);
	if (properties === undefined) return null;
	return { server, method, result: RESULTS.get(result) ?? result, domain: domainOf(properties, piece) };
}

function domainOf(properties: readonly string[], piece: string): string | null {
	for (const property of properties) {
		const at = piece.indexOf(property);
		if (at < 1) continue;
		const from = at + property.length;
		const isQuoted = piece[from] === '"';
		const end = piece.indexOf(isQuoted ? '"' : " ", from + 1);
		const written = piece.slice(isQuoted ? from + 1 : from, Math.min(end < 0 ? piece.length : end, from + MAX_VALUE));
		const domain = written.slice(written.lastIndexOf("@") + 1).replace(/[<>]|\.$/g, "");
		if (DOMAIN.test(domain)) return domain;
	}
	return null;
}
