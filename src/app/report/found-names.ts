// Found names: where a text names one of the people whose forms are known (person-forms.ts), whatever stands between the words of the name. A text is
// gone through once, however many people there are.

import { parse } from "tldts";
import { foldedName } from "../export/folded-name.ts";
import type { PersonForm, Where } from "./person-forms.ts";

export interface FoundNames {
	/** `label`: what stands for them. `isPast`: no account is theirs any more, so that somebody else of the name is meant rather. */
	add(forms: readonly PersonForm[], label: string, isPast?: boolean): void;
	without(text: string): string;
}

/** Where several people have the name. */
const SEVERAL = "one of several people";

interface Known {
	readonly label: string;
	readonly isPast: boolean;
	readonly where: Where;
}

interface Word {
	readonly at: number;
	readonly text: string;
	readonly folded: string;
}

/** What separates words where a program wrote it, percent-encoded or not. */
const ENCODED = "%(?:2[0-9a-f]|3[a-f]|40|5f|7c)";
const WORD = new RegExp(`${ENCODED}|[\\p{L}\\p{M}]+|\\p{N}+`, "giu");
const GAP = new RegExp(`^(?:[\\s._+,'’=/|:;-]|${ENCODED}){0,3}$`, "i");
const SENTENCE_END = /[.!?:;"“”]\s/;
const BLANKS = /^\s*$/;
const TITLES = new Set(
	(
		"mr mrs ms miss mx sir lady lord dame dr prof professor hon sen senator rep representative congressman congresswoman mp mep minister deputy president chairman " +
		"chairwoman chair secretary councillor herr frau monsieur madame mme mlle señor señora signor signora sr sra dhr mevr pan pani"
	).split(" "),
);
/** Of what stands before a forename, tags of HTML in between among it. */
const LONGEST_GREETING = 160;
const GREETINGS =
	"dear|dearest|hi|hello|hey|greetings|welcome|morning|afternoon|evening|thanks|hallo|liebe|lieber|beste|bester|guten tag|servus|bonjour|bonsoir|salut|cher|chère|" +
	"hola|querida|querido|estimada|estimado|ola|olá|cara|caro|ciao|salve|gentile|geachte|hoi|hej|hei|kära|käre|kære|drogi|droga|witaj|cześć|ahoj|milý|milá|kedves|dragă|draga|dragi";
const GREETED = new RegExp(
	`(?:(?<!\\p{L})(?:${GREETINGS})(?:[\\s,]|&nbsp;|%20|\\+|<[^<>]{0,60}>){1,8}|(?<!\\p{L})(?:(?:first|fore|given|f)[-_ ]?name|vorname|pr[ée]nom)["']?(?:\\s?[=:]\\s?|%3d)["']?)$`,
	"iu",
);
/** After a name at the beginning of a sentence. */
const PREDICATES = new Set(
	"was is has had did does will would can cannot could opened said says told knew knows received got wrote clicked read fetched confirmed denied".split(
		" ",
	),
);

export function createFoundNames(): FoundNames {
	/** By the words of a form with a blank between; null where these only begin one. */
	const forms = new Map<string, Known[] | null>();

	/** Of the longest form that begins with this word: its label, and the last of its words. */
	function foundAt(
		text: string,
		words: readonly Word[],
		from: number,
		domains: readonly Span[],
	): { readonly label: string; readonly last: number } | null {
		let found: { label: string; last: number } | null = null;
		let key = "";
		for (let at = from; at < words.length; at++) {
			const word = words[at] as Word;
			if (at > from && !isGap(text, words[at - 1] as Word, word)) break;
			const written = key === "" ? word.folded : `${key} ${word.folded}`;
			// Genitives and plurals.
			const known = forms.has(written)
				? written
				: word.folded.endsWith("s") && forms.get(written.slice(0, -1))
					? written.slice(0, -1)
					: null;
			if (known === null) break;
			const label = labelOf((forms.get(known) ?? []).filter(({ where }) => counts(where, text, words, from, at, domains)));
			if (label !== null) found = { label, last: at };
			if (known !== written) break;
			key = written;
		}
		return found;
	}

	return {
		add(all, label, isPast = false) {
			for (const { words, where } of all) {
				let key = "";
				words.forEach((word, index) => {
					key = index === 0 ? word : `${key} ${word}`;
					if (!forms.has(key)) forms.set(key, null);
				});
				const of = forms.get(key) ?? [];
				forms.set(key, of);
				// Of two already it is not known who is meant.
				const alike = of.filter((one) => one.where === where && one.isPast === isPast);
				if (alike.length < 2 && !alike.some((one) => one.label === label)) of.push({ label, isPast, where });
			}
		},
		without(text) {
			if (forms.size === 0) return text;
			const words = wordsIn(text);
			const domains = domainsIn(text);
			let [said, done] = ["", 0];
			for (let from = 0; from < words.length; from++) {
				const found = foundAt(text, words, from, domains);
				if (found === null) continue;
				const end = endOf(words[found.last] as Word);
				said += `${text.slice(done, (words[from] as Word).at)}${found.label}`;
				// "Person 4" and a figure behind it would be another person.
				if (/^[\p{L}\p{N}]/u.test(text.slice(end, end + 2))) said += " ";
				done = end;
				from = found.last;
			}
			return said + text.slice(done);
		},
	};
}

function wordsIn(text: string): Word[] {
	const words: Word[] = [];
	for (const { 0: word, index } of text.matchAll(WORD))
		if (!word.startsWith("%")) words.push({ at: index, text: word, folded: foldedName(word) });
	return words;
}

type Span = readonly [start: number, end: number];

const HOST = /(?<![\p{L}\p{N}._-])(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}(?![\p{L}\p{N}_-])/giu;
/** RFC 2606 and RFC 6761; the Public Suffix List has the others. */
const RESERVED = /\.(?:example|test|invalid|localhost)$/i;

/** Where registrable domains stand. What ends in no top-level domain is a file, or a sentence without a blank. */
function domainsIn(text: string): Span[] {
	return [...text.matchAll(HOST)].flatMap(({ 0: host, index }): Span[] => {
		const { domain, isIcann } = parse(host);
		const end = index + host.length;
		return domain !== null && (isIcann || RESERVED.test(host)) ? [[end - domain.length, end]] : [];
	});
}

function endOf({ at, text }: Word): number {
	return at + text.length;
}

/** "green. May" is two sentences, "B. Klein" a name. */
function isGap(text: string, before: Word, behind: Word): boolean {
	const gap = text.slice(endOf(before), behind.at);
	return GAP.test(gap) && (before.text.length === 1 || !/[.:;]\s/.test(gap));
}

function labelOf(known: readonly Known[]): string | null {
	const present = known.filter(({ isPast }) => !isPast);
	const labels = new Set((present.length > 0 ? present : known).map(({ label }) => label));
	const [label] = labels;
	return labels.size > 1 ? SEVERAL : (label ?? null);
}

function counts(where: Where, text: string, words: readonly Word[], from: number, to: number, domains: readonly Span[]): boolean {
	if (where === "always") return true;
	const { at: start } = words[from] as Word;
	if (where === "greeted") return GREETED.test(text.slice(Math.max(0, start - LONGEST_GREETING), start));
	if (where === "alone") return !domains.some(([begins, ends]) => begins <= start && start < ends);
	const some = words.slice(from, to + 1);
	const gaps = some.slice(1).map((word, index) => text.slice(endOf(some[index] as Word), word.at));
	if (where === "apart") return gaps.every((gap) => gap !== "" && !BLANKS.test(gap));
	if (where === "capital") return some.every(isCapital) || gaps.every((gap) => !BLANKS.test(gap));
	const [before, behind] = [words[from - 1], words[to + 1]];
	if (before !== undefined && TITLES.has(before.folded) && /^\.?\s+$/.test(text.slice(endOf(before), (some[0] as Word).at))) return true;
	if (where === "titled" || !some.every(isCapital)) return false;
	const nextTo = (one: Word, other: Word): boolean => /^[\s-]$/.test(text.slice(endOf(one), other.at));
	// Part of another name: "the Green Party", "Deutsche Bank".
	if (behind !== undefined && isCapital(behind) && nextTo(some.at(-1) as Word, behind)) return false;
	if (before !== undefined && isCapital(before) && nextTo(before, some[0] as Word)) return false;
	const begins = before === undefined || SENTENCE_END.test(text.slice(endOf(before), (some[0] as Word).at));
	return !begins || (behind !== undefined && PREDICATES.has(behind.folded));
}

/** "Green", not "green" and not "GREEN". */
function isCapital({ text }: Word): boolean {
	return /^\p{Lu}(?:\p{L}*\p{Ll})?/u.test(text) && (text.length === 1 || text !== text.toUpperCase());
}
