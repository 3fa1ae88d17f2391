// Names of people, towns and companies that are nobody's: syllables put together, another set in each edition. Domains end in .example or .test
// (RFC 2606 §2), so that nothing here can ever be somebody's host.

import type { Chance } from "../chance.ts";
import { capital } from "./article.ts";
import type { Edition } from "./edition.ts";

const SYLLABLES: Readonly<
	Record<Edition, { readonly first: string; readonly middle: string; readonly last: string; readonly town: string }>
> = {
	development: {
		first: "an el io ma ni ra sel ta ul vi ben dor fa gre hen ja kai lo mir os",
		middle: "ba da de li lo mi na ne ra re ri ro sa se ta ti va",
		last: "berg dal holm vik sen rin nova tsi man lund var ko leth mar dis quen rov tal",
		town: "ford haven mere wick stad brunn dorf ness port vale",
	},
	"held-out": {
		first: "ai bo ce da e fe gi hu i jo ka li mo na o pe ri su te ya",
		middle: "ka ke ki ko la le lu ma me mo nu pa pi sha shi su zo",
		last: "ash bor czek dino esk ferra gard hart ina jor kell lini moss nez oya pol rane",
		town: "bay bridge cairn field gate hill moor ridge sands well",
	},
};

const TRADE: Readonly<Record<Edition, readonly string[]>> = {
	development:
		"harbour lantern copper willow meridian orchard granite tide signal amber falcon juniper cobalt linden beacon quarry spindle thistle".split(
			" ",
		),
	"held-out":
		"paper cedar velvet summit river marble pepper compass ember kestrel maple indigo saffron anchor hollow pebble timber comet".split(" "),
};

export interface Names {
	/** "Talina Berodal" */
	person(chance: Chance): string;
	town(chance: Chance): string;
	/** One or two words, such as "Amber Quarry". */
	company(chance: Chance): string;
	/** A domain that this world has not had yet, made of `words`. */
	domain(words: string, chance: Chance): string;
}

/** `taken` is shared by everything in one world. */
export function namesOf(edition: Edition): Names {
	const { first, middle, last, town } = SYLLABLES[edition];
	const [firsts, middles, lasts, towns] = [first, middle, last, town].map((text) => text.split(" ")) as [
		string[],
		string[],
		string[],
		string[],
	];
	const taken = new Set<string>(["mail.invalid"]);
	const given = (chance: Chance): string =>
		capital(chance.pick(firsts) + chance.pick(middles) + (chance.maybe(0.4) ? chance.pick(middles) : ""));
	const family = (chance: Chance): string =>
		capital(chance.pick(firsts) + (chance.maybe(0.6) ? chance.pick(middles) : "") + chance.pick(lasts));
	return {
		person: (chance) => `${given(chance)} ${family(chance)}`,
		town: (chance) => capital(chance.pick(firsts) + chance.pick(middles) + chance.pick(towns)),
		company: (chance) =>
			chance.maybe(0.5)
				? `${capital(chance.pick(TRADE[edition]))} ${capital(chance.pick(TRADE[edition]))}`
				: `${family(chance)} ${capital(chance.pick(TRADE[edition]))}`,
		domain(words, chance) {
			const label = slug(words);
			for (let number = 1; ; number++) {
				const name = `${label}${number === 1 ? "" : number}.${chance.maybe(0.85) ? "example" : "test"}`;
				if (taken.has(name)) continue;
				taken.add(name);
				return name;
			}
		},
	};
}

/** As part of a host or of an address. */
export function slug(words: string): string {
	return words
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-|-$/g, "");
}
