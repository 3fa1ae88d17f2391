// Confusables: signs that a reader takes for another (Unicode UTS #39), of those that stand in host names and for the letters and digits of
// ASCII. Two words with one skeleton look alike. Not the whole of Unicode's table: what no browser would show in a host is left out.

/** Each group: the letter, then what passes for it. Order and case do not matter; both sides of a comparison are folded. */
const GROUPS: readonly string[] = [
	"aаαɑаⱥ4",
	"bЬьвβƅ8",
	"cсϲƈ",
	"dԁɗđ",
	"eеєεҽ3",
	"fƒϝ",
	"gɡցԍ9",
	"hһհħ",
	"lіıιӏǀɩł1i|ⅼ",
	"jјϳ",
	"kкκƙ",
	"mмⅿ",
	"nпηոɴ",
	"oоοօ0øσөס",
	"pрρϼþ",
	"qԛգ",
	"rгяɼ",
	"sѕʂ5",
	"tтτŧ7",
	"uυսцʋ",
	"vѵνⅴ",
	"wԝωѡա",
	"xхχҳ",
	"yуγүʏ",
	"zᴢʐ2",
];

const FOLDED = new Map(GROUPS.flatMap((group) => [...group].map((sign) => [sign, [...group][0] as string] as const)));

/** Pairs that pass for one letter in most fonts. */
const PAIRS: readonly (readonly [pair: string, letter: string])[] = [
	["rn", "m"],
	["vv", "w"],
	["cl", "d"],
	["æ", "ae"],
	["œ", "oe"],
	["ß", "ss"],
];

/** What `word` looks like: accents, hyphens and the differences between look-alikes taken away. Linear; a host label has at most 63 signs. */
export function skeletonOf(word: string): string {
	let folded = "";
	for (const sign of word.toLowerCase().normalize("NFKD")) {
		if (sign === "-" || /^\p{M}$/u.test(sign)) continue;
		folded += FOLDED.get(sign) ?? sign;
	}
	for (const [pair, letter] of PAIRS) folded = folded.replaceAll(pair, letter);
	return folded;
}
