// Sales mail: somebody sells something and writes to one person at a time, through a sales program that adds a tracking pixel: personal in look,
// without bulk fields, each mail to one reader, a few readers in the case. The background that is hardest to tell from an attack.

import { chanceOf } from "../chance.ts";
import { factsOf, heading, told, voiceOf } from "../grammar/article.ts";
import type { Edition } from "../grammar/edition.ts";
import { letterHtml, letterPageOf } from "../grammar/letter-page.ts";
import { slug } from "../grammar/names.ts";
import { topicsOf } from "../grammar/topics.ts";
import type { Letter } from "../letter.ts";
import { networkOf } from "../network.ts";
import { escaped, newPage, plainUrl } from "../page.ts";
import type { Account } from "../people.ts";
import { officeOf, plainLetter } from "../plain-letter.ts";
import { copyFor, customerOf, type Service, serviceUrl } from "../service.ts";
import type { Delivery, Stream } from "../stream.ts";
import { DAY, type World } from "../world.ts";

/** What sellers want; `{link}` is one of `words`. */
const ASKS: Readonly<
	Record<Edition, { readonly asks: readonly string[]; readonly words: readonly string[]; readonly greetings: readonly string[] }>
> = {
	development: {
		asks: [
			"Would {link} suit you for {organisation}?",
			"I have put together {link} with figures like yours.",
			"When is a good time for {link}? It takes few minutes.",
			"Others in your field have had a look: {link}.",
			"May I send somebody from {organisation} {link}?",
			"If you are not the right person at {organisation}, who is? Otherwise: {link}.",
		],
		words: ["a quarter of an hour", "a short demonstration", "this page", "a quick call", "two slides"],
		greetings: ["Hi {given},", "Hello {given},", "Dear {given},", "{given},"],
	},
	"held-out": {
		asks: [
			"Pick a slot that works for {organisation}: {link}.",
			"Happy to walk you through it, {link}.",
			"Did my last mail get lost? {link} says it all.",
			"We could save {organisation} a third; {link} shows how.",
			"No answer is an answer too, but {link} is worth a look.",
		],
		words: ["here", "the calendar", "our one-pager", "a case study", "the offer"],
		greetings: ["Good day {given},", "Hey {given},", "{given} -", "Greetings {given},"],
	},
};

/** One seller, `most` letters at most: each reader gets a first mail and follow-ups some days later. */
export function sales(world: World, number: number, service: Service, most: number): Stream {
	const seed = `${world.seed} sales ${number}`;
	const chance = chanceOf(seed);
	const { names, edition, population, from, to } = world;
	const name = names.company(chance);
	const domain = names.domain(name, chance);
	const office = officeOf(world.seed, `seller-${number}`, name, domain, networkOf(2000 + number));
	const customer = customerOf(service, seed, chance.maybe(0.3) ? `${chance.pick(["go", "link", "meet"])}.${domain}` : null);
	const writer = names.person(chance);
	const seller = { name: writer, address: `${slug(writer).replace("-", ".")}@${domain}` };
	const voice = voiceOf(
		edition,
		chance.pick(topicsOf(edition)),
		"letter",
		{ names: [writer, names.person(chance)], places: [names.town(chance)] },
		chance,
	);
	const style = letterPageOf(edition, chance);
	const { asks, words, greetings } = ASKS[edition];
	const [ask, word, greeting] = [chance.pick(asks), chance.pick(words), chance.pick(greetings)];
	const tracksLinks = chance.maybe(0.6);
	const leaves = chance.maybe(0.35);
	const readers = chance.some(
		population.accounts.map((_, index) => index),
		chance.between(1, 6),
	);
	const steps = chance.between(1, 4);
	const deliveries: Delivery[] = [];
	for (const account of readers) {
		const begins = from + chance.next() * (to - from - 30 * DAY);
		for (let step = 0; step < steps && deliveries.length < most; step++) {
			deliveries.push({ at: Math.floor((begins + step * chance.between(2, 6) * DAY) / 1000) * 1000, number: step, account });
		}
	}

	function letter(step: number, reader: Account, at: number): Letter {
		// One template for all, merged.
		const ofStep = chanceOf(seed, "step", step);
		const facts = factsOf(voice, 3, ofStep);
		const [given = ""] = reader.name.split(" ");
		const copy = copyFor(customer, step, reader.address);
		const url = (pattern: string, place: string) => serviceUrl(customer, pattern, copy, place, true, reader.address);
		const page = newPage();
		const link = tracksLinks ? url(service.click, "call") : plainUrl(`https://www.${domain}/demo`);
		const text = told(facts);
		const asked = ask
			.replace("{organisation}", escaped(reader.organisation.name))
			.replace("{link}", (_) => `<a href="${page.link(link)}">${word}</a>`);
		const leave = leaves
			? `<small><a href="${page.link(url(service.leave, "leave"))}">${edition === "development" ? "Unsubscribe" : "Not interested"}</a></small>`
			: "";
		const pixel = `<img src="${page.picture(url(service.pixel, "open"))}" width="1" height="1" alt="">`;
		const paragraphs = [greeting.replace("{given}", given), escaped(text), asked, `${writer}<br>${escaped(name)}`];
		const html = letterHtml(style, paragraphs, leave + pixel);
		return plainLetter(
			office,
			{
				from: seller,
				subject: `${step > 0 ? "Re: " : ""}${given}, ${heading(facts[0] as (typeof facts)[number]).toLowerCase()}`,
				date: at,
				plain: null,
				html,
				references: page.references,
				genre: "sales",
				sender: office.id,
				operator: service.id,
				campaign: office.id,
			},
			seed,
			step,
			reader.address,
		);
	}
	return { id: `sales-${number}`, deliveries, letter };
}
