// Attack letter: one mail of the attackers to one reader. docs/rehearsal.md says what each level of evasion hides, and what it cannot.

import { storyOf } from "../background/newsletter.ts";
import { bulkLetter } from "../bulk-letter.ts";
import { type Chance, chanceOf } from "../chance.ts";
import { type Fact, factsOf, heading, retold, told } from "../grammar/article.ts";
import { render } from "../grammar/layout.ts";
import type { Letter } from "../letter.ts";
import { type MadeUrl, newPage, plainUrl } from "../page.ts";
import { filled } from "../pattern.ts";
import type { Account } from "../people.ts";
import { type Copy, copyFor, serviceUrl } from "../service.ts";
import type { Persona, Toolkit } from "./toolkit.ts";

/** What was sent to some readers at one time. */
export interface Mailshot {
	/** Unique in the campaign. */
	readonly number: number;
	readonly wave: string;
	readonly persona: Persona;
	readonly tracker: string;
}

export function attackLetter(toolkit: Toolkit, { number, wave, persona, tracker }: Mailshot, reader: Account, at: number): Letter {
	const { seed, evasion, customer, voice } = toolkit;
	const ofShot = chanceOf(seed, "mailshot", number);
	const ofCopy = chanceOf(seed, "copy", number, reader.address);
	const copy: Copy = { ...copyFor(customer, number, reader.address), ...tokenFor(toolkit, number, reader) };
	const facts = factsFor(toolkit, persona, number, ofShot);
	const rewritten = evasion >= 4;
	const text = rewritten ? retold(facts, persona.outlet?.voice ?? voice, ofCopy) : told(facts);
	const title = rewritten ? heading(facts[0] as Fact, (words) => ofCopy.pick(words)) : heading(facts[0] as Fact);
	const page = newPage();
	const layout =
		toolkit.layouts[
			ofShot.weighted([
				[0, 7],
				[1, 2],
				[2, 1],
			] as const)
		];
	const { service } = customer;
	const leave = evasion >= 3 ? serviceUrl(customer, service.leave, copy, "leave", true, reader.address) : null;
	const spy = spyUrl(toolkit, tracker, copy, customer.account);
	const outlet = persona.outlet?.domain ?? null;
	const [given = ""] = reader.name.split(" ");
	const greeting = ofShot.maybe(0.5) ? `Dear ${given}, ` : "";
	const html = render(
		evasion < 2 ? { ...layout, pixel: PIXELS[evasion === 0 ? "plain" : ofShot.pick(HIDDEN)] as string } : layout,
		{
			title,
			name: persona.name,
			address: voice.places[0] as string,
			// The logo is the spy from level 2 on; before, it is that of the outlet which is imitated, fetched from the outlet.
			logo:
				evasion >= 2 ? spy : plainUrl(outlet === null ? `https://www.${persona.domain}/logo.png` : `https://www.${outlet}/images/logo.jpg`),
			intro: greeting + (rewritten ? retold(facts.slice(0, 1), voice, ofCopy) : told(facts.slice(0, 1))),
			stories: [
				{
					title,
					text,
					picture: plainUrl(`https://www.${outlet ?? persona.domain}/images/${number}-0.jpg`),
					href: plainUrl(`https://www.${outlet ?? persona.domain}/${number}/story-0`),
				},
			],
			button: null,
			leave: evasion === 5 ? leave : null,
			pixel: evasion < 2 ? spy : null,
		},
		page,
	);
	return bulkLetter({
		customer,
		copy,
		from: { name: persona.name, address: persona.address },
		subject: title,
		plain: null,
		html,
		date: at,
		genre: "attack",
		reader,
		namesReader: ofShot.maybe(0.5),
		replyTo: null,
		marks: {
			listUnsubscribe: leave,
			oneClick: evasion === 5,
			listId: evasion === 5 ? `news.${persona.domain}` : null,
			precedence: evasion === 5,
			feedback: evasion >= 4 || toolkit.feedback,
		},
		references: page.references,
		domain: persona.domain,
		signs: evasion >= 3 ? (service.signs === "service" ? "both" : service.signs) : "service",
		operator: service.id,
		sender: toolkit.id,
		campaign: toolkit.id,
		wave,
	});
}

const PIXELS = {
	plain: `<img src="{src}" width="1" height="1" alt="">`,
	none: `<div style="display:none"><img src="{src}" alt=""></div>`,
	clear: `<img src="{src}" alt="" style="opacity:0;height:2px">`,
	away: `<img src="{src}" alt="" style="position:absolute;left:-9999px">`,
} as const;
const HIDDEN = ["none", "clear", "away"] as const;

/** What the mailshot tells: a story that the imitated outlet has just told, or one of their own. */
function factsFor({ voice }: Toolkit, { outlet }: Persona, number: number, chance: Chance): readonly Fact[] {
	const own = factsOf(voice, chance.between(4, 7), chance);
	return outlet === null ? own : [...storyOf(outlet, number % 12, 0), ...own.slice(0, 3)];
}

function tokenFor({ seed, token }: Toolkit, number: number, { address }: Account): Pick<Copy, "token" | "value"> {
	const made = filled(token, {}, chanceOf(seed, "token", number, address));
	return { token: made, value: made };
}

/** The URL that reports the opening. */
function spyUrl({ evasion, script, customer }: Toolkit, tracker: string, { token, issue }: Copy, account: string): MadeUrl {
	const { service } = customer;
	const url =
		evasion === 0
			? `https://${tracker}/${script}.gif?id=${token}`
			: evasion === 1
				? `https://${tracker}/${script}/${token}/${issue}.gif`
				: evasion <= 3
					? `https://${tracker}/assets/${script}/${token}.png`
					: `https://${token}.${evasion === 4 ? `images.${service.domain}` : tracker}/${account}/logo.png`;
	return { url, value: token };
}
