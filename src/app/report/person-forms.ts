// Person forms: in which ways a text, a file's name or a host names somebody: "Bob Klein", "Klein, Bob", "bob_klein", "BobKlein", "B. Klein", "bklein",
// "Mr Klein", "Kleins". All that a name or a local part allows for is written out here; how they are found is found-names.ts.

import { foldedName } from "../export/folded-name.ts";
import { NAME_PARTICLES, ROLE_WORDS } from "../export/role-words.ts";
import { EVERYDAY_WORDS } from "./everyday-words.ts";

/**
 * Where a form counts. `always`: wherever it stands. `alone`: so, but for a registered domain, which bears a company's name rather. `apart`: only where more than blanks lie between its words ("B. Klein", but "a berg").
 * `capital`: where each word has a capital, or more than blanks lie between ("May Green", "may_green"). `everyday`: behind a title, or with a capital
 * amid a sentence. `titled`: behind a title. `greeted`: behind a greeting ("Dear Anna"), or where a URL or a form says that a forename comes ("fname=anna").
 */
export type Where = "always" | "alone" | "apart" | "capital" | "everyday" | "titled" | "greeted";

export interface PersonForm {
	/** Folded, one or more; each all letters or all figures. */
	readonly words: readonly string[];
	readonly where: Where;
}

/** Letters of a surname that stands for its bearer: shorter ones are words of some language. */
const SHORTEST_SURNAME = 4;
/** Of what is written together. */
const SHORTEST_JOINED = 5;
/** Words of a name; lists of people hold whole sentences by mistake. */
const MOST_WORDS = 8;
const TOKEN = /\p{L}+|\p{N}+/gu;

const HONOURS = new Set(
	"dr prof professor hon honourable honorable rt sir dame lord lady mr mrs ms miss mp mep md phd jr sr ii iii iv ret msc esq kc qc".split(
		" ",
	),
);

export function wordsOf(text: string): string[] {
	return foldedName(text).match(TOKEN) ?? [];
}

/** "Bob Klein", "Klein, Bob" or "KLEIN Bob". */
export function formsOfName(name: string): PersonForm[] {
	const spellings = [name, germanised(name)];
	return distinct(spellings.flatMap((spelling) => formsOf(...partsOf(spelling))));
}

/** Of a local part that looks like a name: "bob.klein", "b_klein7". What is one word, or an office's, gives none. */
export function formsOfLocal(local: string): PersonForm[] {
	const plain = local.includes("+") ? local.slice(0, local.indexOf("+")) : local;
	const parts = plain
		.split(/[._-]+/)
		.map((part) => part.replace(/^\d+|\d+$/g, ""))
		.filter((part) => part !== "");
	if (parts.length < 2 || parts.length > 4 || !parts.every((part) => /^[\p{L}'’]+$/u.test(part))) return [];
	const words = parts.map(foldedName);
	if (words.every((word) => isEveryday(word) || word.length === 1)) return [];
	return distinct(formsOf(parts.slice(0, -1), parts.slice(-1)));
}

/** Whether a word is everybody's, so that one who is called so is not known by it. */
export function isEveryday(word: string): boolean {
	return EVERYDAY_WORDS.has(word) || ROLE_WORDS.has(word) || NAME_PARTICLES.has(word);
}

/** Whether a name is made of everyday and short words alone. */
export function isOrdinary(name: string): boolean {
	return wordsOf(name).every(isSlight);
}

function isSlight(word: string): boolean {
	return word.length < SHORTEST_SURNAME || isEveryday(word);
}

/** [forenames, surname], each in words as written. */
function partsOf(name: string): [string[], string[]] {
	const comma = name.indexOf(",");
	const [first, second] = comma === -1 ? [name, ""] : [name.slice(0, comma), name.slice(comma + 1)];
	const split = (text: string): string[] =>
		text
			.split(/[\s,]+/)
			.filter((word) => wordsOf(word).length > 0 && !HONOURS.has(foldedName(word).replaceAll(".", "")))
			.slice(0, MOST_WORDS);
	const [before, behind] = [split(first), split(second)];
	if (behind.length > 0) return [behind, before];
	const isLoud = (word: string): boolean => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
	const loud = before.filter(isLoud);
	if (loud.length > 0 && loud.length < before.length) return [before.filter((word) => !isLoud(word)), loud];
	// "Anna van der Berg": what stands before the surname belongs to it.
	let from = before.length - 1;
	while (from > 1 && NAME_PARTICLES.has(foldedName(before[from - 1] as string))) from--;
	return [before.slice(0, Math.max(0, from)), before.slice(Math.max(0, from))];
}

function formsOf(forenames: readonly string[], surname: readonly string[]): PersonForm[] {
	const [given, last] = [forenames.map(wordsOf), surname.map(wordsOf)];
	const whole = last.flat();
	const bare = last.filter((words) => !NAME_PARTICLES.has(words.join(""))).flat();
	if (whole.length === 0) return [];
	const forms: PersonForm[] = [...alone(whole, bare)];
	const add = (words: readonly string[], where?: Where): void => {
		forms.push({ words, where: where ?? (words.every(isSlight) ? "capital" : "always") });
		const joined = words.join("");
		if (words.length > 1 && joined.length >= SHORTEST_JOINED && !isEveryday(joined)) forms.push({ words: tokens(joined), where: "always" });
	};
	for (const surnames of bare.length > 0 && bare.length < whole.length ? [whole, bare] : [whole]) {
		if (given.length > 1) {
			add([...given.flat(), ...surnames]);
			add([...surnames, ...given.flat()]);
		}
		if (surnames === whole && given.length > 1) forms.push({ words: given.flat(), where: "greeted" });
		for (const forename of given) {
			if (surnames === whole && forename.join("").length > 1) forms.push({ words: forename, where: "greeted" });
			add([...forename, ...surnames]);
			add([...surnames, ...forename]);
			const initial = (forename[0] as string).charAt(0);
			add([initial, ...surnames], "apart");
			add([...surnames, initial], "apart");
		}
	}
	return forms;
}

/** A surname by itself; of one with a hyphen each half too. */
function alone(whole: readonly string[], bare: readonly string[]): PersonForm[] {
	const where = (words: readonly string[]): Where => {
		const text = words.join("");
		if (words.every(isEveryday)) return text.length < SHORTEST_SURNAME ? "titled" : "everyday";
		return text.length < SHORTEST_SURNAME ? "titled" : "alone";
	};
	// Halves that are short ("O" of O'Brien) name nobody.
	const halves =
		bare.length > 1 ? bare.filter((word) => word.length >= SHORTEST_SURNAME && /^\p{L}+$/u.test(word) && !isEveryday(word)) : [];
	const surnames = [whole, bare, ...halves.map((word) => [word])].filter((words) => words.length > 0 && words.join("").length > 1);
	return surnames
		.map((words): PersonForm => ({ words, where: where(words) }))
		.flatMap((form) => {
			const joined = form.words.join("");
			return form.words.length > 1 && joined.length >= SHORTEST_JOINED && !isEveryday(joined)
				? [form, { words: tokens(joined), where: "alone" as const }]
				: [form];
		});
}

function tokens(joined: string): string[] {
	return joined.match(TOKEN) ?? [];
}

/** As Germans and Danes write their letters where there is only ASCII. */
function germanised(text: string): string {
	const letters: Readonly<Record<string, string>> = {
		ä: "ae",
		ö: "oe",
		ü: "ue",
		ø: "oe",
		å: "aa",
		Ä: "Ae",
		Ö: "Oe",
		Ü: "Ue",
		Ø: "Oe",
		Å: "Aa",
	};
	return text.normalize("NFC").replace(/[äöüøåÄÖÜØÅ]/g, (letter) => letters[letter] as string);
}

function distinct(forms: readonly PersonForm[]): PersonForm[] {
	return [...new Map(forms.map((form) => [`${form.where} ${form.words.join(" ")}`, form])).values()];
}
