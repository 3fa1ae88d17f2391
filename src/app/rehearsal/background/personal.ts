// Personal mail: colleagues, voters and friends, some in threads. Many end in a signature with pictures on the organisation's host, the same for
// every reader; a few people ask for receipts.

import { chanceOf } from "../chance.ts";
import { factsOf, heading, told, voiceOf } from "../grammar/article.ts";
import { letterHtml, letterPageOf, type Signature, signatureOf } from "../grammar/letter-page.ts";
import { slug } from "../grammar/names.ts";
import { topicsOf } from "../grammar/topics.ts";
import type { Letter } from "../letter.ts";
import { networkOf } from "../network.ts";
import { escaped, type MadeReference, newPage, type Page, plainUrl } from "../page.ts";
import type { Account } from "../people.ts";
import { type Office, officeOf, plainLetter } from "../plain-letter.ts";
import type { Delivery, Stream } from "../stream.ts";
import type { World } from "../world.ts";

/** The people of one office who write to people of the case, `most` letters. */
export function personal(world: World, number: number, most: number): Stream {
	const seed = `${world.seed} personal ${number}`;
	const chance = chanceOf(seed);
	const { names, edition, population, from, to } = world;
	const { organisations, accounts } = population;
	// A third of it comes from within.
	const within = chance.maybe(0.35) ? chance.pick(organisations) : null;
	const name = within?.name ?? `${names.company(chance)} ${chance.pick(["& Partners", "Office", "Society", "University", "Group"])}`;
	const domain = within?.domain ?? names.domain(name, chance);
	const office = officeOf(
		world.seed,
		within?.id ?? `office-${number}`,
		name,
		domain,
		networkOf(within === null ? 600 + number : 1000 + organisations.indexOf(within)),
	);
	const writers = Array.from({ length: chance.between(1, 4) }, () => {
		const writer = names.person(chance);
		return { name: writer, address: `${slug(writer).replace("-", ".")}@${domain}` };
	});
	const persons = writers.map((writer) => writer.name);
	const voice = voiceOf(
		edition,
		chance.pick(topicsOf(edition)),
		"letter",
		{ names: [...persons, names.person(chance)], places: [names.town(chance), names.town(chance)] },
		chance,
	);
	const style = {
		html: chance.maybe(0.6),
		page: letterPageOf(edition, chance),
		signature: signatureOf(edition, 3, chance),
		receipt: chance.maybe(0.04),
	};
	const readers = chance.some(
		accounts.map((_, index) => index),
		chance.between(1, 6),
	);
	const deliveries: Delivery[] = Array.from({ length: most }, (_, letter) => ({
		at: Math.floor((from + chance.next() * (to - from)) / 1000) * 1000,
		number: letter,
		account: chance.pick(readers),
	}));

	function letter(which: number, reader: Account, at: number): Letter {
		const ofLetter = chanceOf(seed, "letter", which);
		const writer = ofLetter.pick(writers);
		const facts = factsOf(voice, ofLetter.between(1, 5), ofLetter);
		const [given = ""] = reader.name.split(" ");
		const answers = ofLetter.maybe(0.45);
		const greeting = ofLetter.pick([`Dear ${given},`, `Hello ${given},`, `${given},`, "Good morning,"]);
		const closing = `${ofLetter.pick(["Best wishes", "Kind regards", "Yours", "Thanks"])},\n${writer.name}`;
		const text = told(facts);
		const subject = `${answers ? "Re: " : ""}${heading(facts[0] as (typeof facts)[number])}`;
		const page = newPage();
		const html = style.html
			? letterHtml(style.page, [greeting, escaped(text), closing.replace("\n", "<br>")], signed(office, style.signature, page))
			: null;
		const references: MadeReference[] = [...page.references];
		const fields: [string, string][] = [];
		if (answers) fields.push(["In-Reply-To", `<${ofLetter.characters("0123456789abcdef", 16)}@${reader.address.split("@")[1]}>`]);
		if (style.receipt) {
			fields.push(["Disposition-Notification-To", writer.address]);
			references.push({ url: `mailto:${writer.address}`, value: null, trigger: "receipt" });
		}
		return plainLetter(
			office,
			{
				from: writer,
				subject,
				date: at,
				plain: `${greeting}\n\n${text}\n\n${closing}\n`,
				html,
				references,
				fields,
				genre: "personal",
				sender: office.id,
				campaign: null,
			},
			seed,
			which,
		);
	}
	return { id: `personal-${number}`, deliveries, letter };
}

function signed({ domain, name }: Office, { pictures, before, between, after }: Signature, page: Page): string {
	const shown = pictures.map((path) => `<img src="${page.picture(plainUrl(`https://www.${domain}${path}`))}" alt="">`);
	const site = `<a href="${page.link(plainUrl(`https://www.${domain}/`))}">www.${domain}</a>`;
	return `${before}${[escaped(name), ...shown, site].join(between)}${after}`;
}
