// Transactional mail: orders, bookings, logins, invoices: to one person, with numbers and tokens of theirs in every link, half of it with a pixel
// of the service that carries it.

import { bulkLetter } from "../bulk-letter.ts";
import { chanceOf, DIGITS, LETTERS } from "../chance.ts";
import { capital, factsOf, told, voiceOf } from "../grammar/article.ts";
import { layoutOf, render } from "../grammar/layout.ts";
import { slug } from "../grammar/names.ts";
import { occasionsOf } from "../grammar/occasions.ts";
import { topicsOf } from "../grammar/topics.ts";
import type { Letter } from "../letter.ts";
import { networkOf } from "../network.ts";
import { newPage, plainUrl } from "../page.ts";
import type { Account } from "../people.ts";
import { copyFor, customerOf, type Service, serviceOf, serviceUrl } from "../service.ts";
import type { Delivery, Stream } from "../stream.ts";
import type { World } from "../world.ts";

export function transactional(world: World, number: number, service: Service | null, most: number): Stream {
	const seed = `${world.seed} transactional ${number}`;
	const chance = chanceOf(seed);
	const { names, edition, population, from, to } = world;
	const name = `${names.company(chance)} ${chance.pick(["Store", "Travel", "Bank", "Hotels", "Cloud", "Tickets"])}`;
	const domain = names.domain(name, chance);
	const own = service ?? {
		...serviceOf(edition, "transactional", `shop-${number}`, names, networkOf(3000 + number), chance),
		domain,
		servers: 1,
	};
	const customer = customerOf(own, seed, service !== null && chance.maybe(0.3) ? `email.${domain}` : null);
	const topic = chance.pick(topicsOf(edition));
	const layout = layoutOf(edition, chance);
	const tracking = chance.maybe(0.5);
	const town = names.town(chance);
	const occasions = occasionsOf(edition, town, 3, chance);
	const voice = voiceOf(edition, topic, "offer", { names: [names.person(chance)], places: [town] }, chance);
	const logo = plainUrl(`https://www.${domain}/${chance.pick(["static", "img", "brand", "m"])}/${chance.characters(LETTERS, 5)}.png`);
	const automatic = chance.maybe(0.3);
	const readers = chance.some(
		population.accounts.map((_, index) => index),
		chance.between(1, 8),
	);
	const deliveries: Delivery[] = Array.from({ length: most }, (_, letter) => ({
		at: Math.floor((from + chance.next() * (to - from)) / 1000) * 1000,
		number: letter,
		account: chance.pick(readers),
	}));

	function letter(which: number, reader: Account, at: number): Letter {
		const ofLetter = chanceOf(seed, "letter", which);
		const { title, text } = ofLetter.pick(occasions);
		const offer = ofLetter.maybe(0.5) ? ` ${told(factsOf(voice, 1, ofLetter))}` : "";
		const values: Readonly<Record<string, string>> = { n: ofLetter.characters(DIGITS, 8), what: ofLetter.pick(topic.things)[0] as string };
		const fill = (words: string): string => words.replace(/\{(\w+)\}/g, (_, slot: string) => values[slot] ?? "");
		const copy = copyFor(customer, which, reader.address);
		const token = ofLetter.characters("0123456789abcdef", 32);
		const action = tracking
			? serviceUrl(customer, own.click, copy, "action", true, reader.address)
			: { url: `https://www.${domain}/account/${values.n}?key=${token}`, value: token };
		const page = newPage();
		const html = render(
			layout,
			{
				title: fill(title),
				name,
				address: town,
				logo,
				intro: `Dear ${reader.name}, ${capital(fill(text))}${offer}`,
				stories: [],
				button: action,
				leave: null,
				pixel: tracking ? serviceUrl(customer, own.pixel, copy, "open", true, reader.address) : null,
			},
			page,
		);
		return bulkLetter({
			customer,
			copy,
			from: { name, address: `${automaticLocal(automatic)}@${domain}` },
			subject: `${capital(fill(title))}`,
			plain: null,
			html,
			date: at,
			genre: "transactional",
			reader,
			namesReader: true,
			replyTo: null,
			marks: { listUnsubscribe: null, oneClick: false, listId: null, precedence: false, feedback: true },
			references: page.references,
			domain,
			signs: service === null ? "customer" : own.signs,
			operator: service?.id ?? null,
			sender: `shop-${number}-${slug(name)}`,
			campaign: `shop-${number}-${slug(name)}`,
			wave: null,
		});
	}
	return { id: `transactional-${number}`, deliveries, letter };
}

function automaticLocal(automatic: boolean): string {
	return automatic ? "no-reply" : "service";
}
