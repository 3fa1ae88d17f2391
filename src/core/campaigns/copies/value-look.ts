// Looks of a value: whether what differs between two copies looks as if it named a reader, or as if it were content. Two copies alone cannot tell
// a reader's name from the name of one of two articles, so that words prove nothing there; of many copies, counting decides, and looks do not.

/** `token`: random. `number`: it may count readers or articles. `time`: when the copy was sent. `short`: as many values as variants have. */
export type Look = "token" | "number" | "words" | "time" | "short";

const MIN_NUMBER = 3;
/** No article has a number so long. */
const LONG_NUMBER = 12;
const MIN_HEX = 8;
const MIN_LETTERS = 6;
/** Characters that are looked at. */
const MAX_LOOKED = 512;
/** Milliseconds between a time that a URL names and the one of arrival. */
const MAX_APART = 3 * 86_400_000;

/** `received`: milliseconds since 1970 of the message's arrival, or NaN. */
export function lookOf(value: string, received: number): Look {
	const runs = value.slice(0, MAX_LOOKED).match(/[A-Za-z0-9]+|[^\s!-~]+/g) ?? [];
	let look: Look = "short";
	for (const run of runs) {
		const next = lookOfRun(run, received);
		if (RANK[next] > RANK[look]) look = next;
	}
	return look;
}

const RANK: Readonly<Record<Look, number>> = { short: 0, words: 1, time: 2, number: 3, token: 4 };

function lookOfRun(run: string, received: number): Look {
	if (run.length <= 2) return "short";
	const digits = run.replace(/\D+/g, "").length;
	if (digits === run.length) return lookOfNumber(run, received);
	if (digits === 0) return lookOfLetters(run);
	if (/^\d{1,4}x\d{1,4}$/i.test(run)) return "short";
	const changes = run.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
	if (changes >= 2 && run.length <= changes * 6) return "token";
	if (digits >= 2 && run.length >= MIN_HEX && /^[\da-f]+$/i.test(run)) return "token";
	return digits >= MIN_NUMBER ? "number" : "words";
}

function lookOfNumber(run: string, received: number): Look {
	if (run.length === 10 || run.length === 13) {
		const time = Number(run) * (run.length === 10 ? 1000 : 1);
		if (Math.abs(time - received) <= MAX_APART) return "time";
	}
	if (/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?$/.test(run)) return "time";
	if (run.length >= LONG_NUMBER) return "token";
	return run.length >= MIN_NUMBER ? "number" : "short";
}

/** Vowels stand every few letters in words of nearly every language written so. */
function lookOfLetters(run: string): Look {
	if (run.length < MIN_LETTERS) return "words";
	const vowels = run.match(/[aeiouy\u0080-\uffff]/gi)?.length ?? 0;
	const turns = run.match(/[a-z](?=[A-Z])/g)?.length ?? 0;
	if (turns >= 3 && run.length <= turns * 4) return "token";
	return vowels * 7 < run.length || /[b-df-hj-np-tv-xz]{6}/i.test(run) ? "token" : "words";
}

/** Of two values that stand in one place. */
export function lookOfPair(mine: string, other: string, received: number): Look {
	// One of a handful of servers or variants: "img1", "img2".
	if (mine !== other && withoutCount(mine) === withoutCount(other)) return "short";
	const [a, b] = [lookOf(mine, received), lookOf(other, received)];
	if (a === b) return a;
	const [more, less] = RANK[a] > RANK[b] ? [a, b] : [b, a];
	// A random token may happen to read as a word, or to be all digits; a name is not as long as a token, nor one word.
	const alike = Math.min(mine.length, other.length) * 2 >= Math.max(mine.length, other.length);
	const plain = /^[A-Za-z0-9]+$/;
	return alike && plain.test(mine) && plain.test(other) ? more : less;
}

function withoutCount(value: string): string {
	return value.slice(0, MAX_LOOKED).replace(/(?<![\dA-Za-z])([A-Za-z]*)\d{1,2}(?![\dA-Za-z])/g, "$1#");
}
