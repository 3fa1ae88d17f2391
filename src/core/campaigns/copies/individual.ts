// Individual: when a difference between people's copies is one between people. That a value is nobody else's is needed and not enough: of two copies
// each holds its own, be they told apart by reader, by variant (A/B tests) or by another article. What many people each have of their own is theirs;
// of few, the value must look made for one, and stand where content does not.

import type { Look } from "./value-look.ts";

/** What is known of one piece that only this person's copies hold. What is a function is only asked for where counting has not decided. */
export interface Difference {
	look(): Look;
	/** People whose copies have the piece, this one among them, and those of them whose value is nobody else's. */
	readonly people: number;
	readonly alone: number;
	readonly where: "host" | "path" | "query" | "other";
	readonly click: boolean;
	/** The path names a picture or a style sheet. */
	readonly asset: boolean;
	/** A parameter that by its name says where readers came from (utm_...). */
	readonly source: boolean;
	/** This slot, or the mailing elsewhere, has content that differs: other words, a link more. */
	contentDiffers(): boolean;
	/** Every reference of this make in the copy, two or more different ones, has the same value. */
	isThroughout(): boolean;
	/** The value names the owner, and the other's value does not. */
	namesOwner(): boolean;
	/** Characters that differ. */
	readonly length: number;
}

/** People of whom so many each have a value of their own were not sorted into variants. */
const MANY = 4;

const MIN_WORD = 4;

/** Why it stands for the reader, in a sentence; null where it may be something else. */
export function individualBy(difference: Difference): string | null {
	const { people, alone, where, click } = difference;
	if (people >= MANY && alone * 4 >= people * 3)
		return alone === people
			? `each of ${people} people has a value of their own`
			: `${alone} of ${people} people each have a value of their own`;
	// Some have what others have: it tells groups apart.
	if (alone * 2 < people) return null;
	if (difference.namesOwner()) return "it names the owner of the mailbox";
	if (difference.source) return null;
	if (where === "host") return byHost(difference);
	const look = difference.look();
	if (look !== "token" && look !== "number") return null;
	if (difference.isThroughout()) return "it is the same in every reference of this make in one copy, and another in the other";
	if (look === "number" && click) return null;
	if (where === "path" && (click || difference.asset) && difference.contentDiffers()) return null;
	return look === "token"
		? "a random token, where the rest of the reference is the same"
		: "a number in a reference that is fetched without a click, where the rest of it is the same";
}

function byHost({ look, click, isThroughout, length }: Difference): string | null {
	const looks = look();
	if (looks === "token") return "a random name of a host";
	if (looks === "short" || looks === "time" || length < MIN_WORD) return null;
	if (isThroughout()) return "each reference of this make goes to one host in one copy, and to another in the other";
	return click ? null : "a reference that is fetched without a click goes to another host";
}
