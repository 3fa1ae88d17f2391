// Unsubscribe tokens: what the links hold by which a reader leaves a mailing. The sender must be able to tell from them whose address to
// take off, so a token that a tracking pixel shares with them can be tied to that address, although one copy of a mailing cannot show
// whether it stands for the subscription, for the mailing, or for the sender's account.

/** As links are called in most mail, whatever its language. */
const USUAL = ["nsubscri", "NSUBSCRI", "optout", "opt-out", "OptOut"] as const;

/** As they are called else, in the languages of most mail; a `/remove` of a cart or a photo is not one. */
const OTHERS =
	/un-?subscri|opt[-_]?out|list-?remov|desabonn|desinscri|desinscrev|cancelar?-?(?:assinatura|inscri|suscripci)|darse-?de-?baja|abmeld|abbestell|austrag|disiscri|cancella-?iscri|uitschrijv|afmeld|avregistrer|avmeld|wypisz|odhlas|odjav|leiratkoz|abonelikten/i;

/** Links that are looked at for the rarer words: those nearest to the end. Of a hundred characters each costs half a microsecond. */
const MAX_LOOKED_AT = 12;

/** Attack: a URL of a megabyte. */
const MAX_LENGTH = 4096;

/** Of `links`, the last of the message first, those by which, to go by their own words, a reader leaves a mailing. */
export function unsubscribeLinks(links: readonly string[]): readonly string[] {
	const usual = links.filter((url) => USUAL.some((word) => url.includes(word)));
	return usual.length > 0 ? usual : links.slice(0, MAX_LOOKED_AT).filter((url) => OTHERS.test(url.slice(0, MAX_LENGTH)));
}

/** A word of a token says something from this length on, with a figure in it: others occur in any URL. */
const MIN_TELLING = 8;

/** Runs of what tokens are made of (trackers/opaque.ts), and the words in them. */
const RUNS = /[\w+-]+/g;
const WORDS = /[0-9A-Za-z]+/g;

/**
 * Whether a token occurs in `urls`: whole, or each of its telling words, since `mc_14141611_b09ec13a504` in a pixel is
 * `/14141611/b09ec13a504/` in the link.
 */
export function tokensOf(urls: readonly string[]): (token: string) => boolean {
	const known = new Set<string>();
	for (const url of urls) {
		const text = unescaped(url.slice(0, MAX_LENGTH));
		for (const [run] of text.matchAll(RUNS)) known.add(run);
		for (const [word] of text.matchAll(WORDS)) known.add(word);
	}
	return (token) => {
		if (known.has(token)) return true;
		const words = (token.match(WORDS) ?? []).filter((word) => word.length >= MIN_TELLING && /\d/.test(word));
		return words.length > 0 && words.every((word) => known.has(word));
	};
}

/** Percent-encoding of ASCII undone, once. */
function unescaped(url: string): string {
	return url.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
