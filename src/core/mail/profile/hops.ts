// Hops: the way of a message by its Received fields (RFC 5321 §4.4), as Postfix, Sendmail, Exim, qmail, Exchange and Gmail spell them. Whoever sent
// it may have written the older ones. A server's own word is which address connected; the name that it was told is the sender's.

import type { Hop } from "../../model/profile.ts";
import { addressIn, usualForm } from "./hop-addresses.ts";

export const MAX_HOPS = 20;

/** What stands before the date. Attack: a field of a megabyte. */
const MAX_LENGTH = 1000;
const MAX_NAME = 255;

/** The hops of fields' values, newest first; those that tell nothing left out. */
export function readHops(values: readonly string[]): readonly Hop[] {
	const hops: Hop[] = [];
	for (const value of values) {
		const hop = readHop(value.length > MAX_LENGTH ? value.slice(0, MAX_LENGTH) : value);
		if (hop.from === null && hop.ip === null && hop.by === null) continue;
		if (hops.push(hop) === MAX_HOPS) break;
	}
	return hops;
}

/** "from NAME (...) (...) by NAME": comments may nest once. */
const HOP = /^\s*from\s+([^\s();]+)((?:\s*\((?:[^()]|\([^()]*\))*\))*)[^()]*?\sby\s+([^\s();]+)/i;
const FROM = /^\s*from\s+([^\s();]+)([^;]*)/i;
const BY = /(?:^|\s)by\s+([^\s();]+)/i;
/** "helo=x" of Exim, "HELO x" of qmail and others, "EHLO-x". */
const HELO = /(?:^|[\s(])(?:helo|ehlo)[=\s-]\s*([^\s(),;]+)/i;

function readHop(value: string): Hop {
	const match = HOP.exec(value) ?? FROM.exec(value);
	if (match === null) return { from: null, ip: null, by: nameOf(BY.exec(value)?.[1]) };
	const [, token = "", around = ""] = match;
	// Not of one piece: as far as the first " by ", whatever the comments hold.
	const by = match[3] ?? BY.exec(value)?.[1];
	const told = match[3] === undefined ? (around.split(/\sby\s/i, 1)[0] as string) : around;
	const own = isLiteral(token) ? addressIn(token) : null;
	// "[192.0.2.1] (helo=x)" is what was seen where a name stands elsewhere; before another address it is what was told.
	const ip = (told === "" ? null : addressIn(told)) ?? own;
	const helo = HELO.exec(told)?.[1] ?? (own !== null && own === ip ? undefined : token);
	return { from: nameOf(helo), ip, by: nameOf(by) };
}

/** "[192.0.2.1]", "[IPv6:2001:db8::1]", or bare. */
function isLiteral(token: string): boolean {
	const first = token.charCodeAt(0);
	return first === 0x5b || (first >= 0x30 && first <= 0x39);
}

function nameOf(written: string | undefined): string | null {
	if (written === undefined) return null;
	// "user@host" is how some programs say who it was.
	const host = written.slice(written.lastIndexOf("@") + 1).toLowerCase();
	const bare = host.startsWith("[") ? host.replace(/^\[(?:ipv6:)?|\].*$/g, "") : host;
	const name = bare.endsWith(".") ? bare.slice(0, -1) : bare;
	if (name === "unknown" || name.length > MAX_NAME) return null;
	// One look at each sign, since two names stand in each hop.
	let letters = 0;
	let figures = 0;
	let colons = 0;
	for (let at = 0; at < name.length; at++) {
		const code = name.charCodeAt(at);
		if (code >= 0x61 && code <= 0x7a) letters++;
		else if (code >= 0x30 && code <= 0x39) figures++;
		else if (code === COLON) colons++;
		else if (code !== DOT && code !== DASH && code !== UNDERSCORE && code !== TILDE) return null;
	}
	if (letters + figures === 0) return null;
	return letters === 0 || colons > 0 ? usualForm(name) : name;
}

const DASH = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const UNDERSCORE = 0x5f;
const TILDE = 0x7e;
