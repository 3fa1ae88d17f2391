// Mailing lists, notifications and press reviews: what programs send to many, mostly in plain words and with no mass mailer.

import { type Chance, chanceOf, HEX, LETTERS } from "../chance.ts";
import { factsOf, heading, told, type Voice, voiceOf } from "../grammar/article.ts";
import { letterHtml, letterPageOf } from "../grammar/letter-page.ts";
import { slug } from "../grammar/names.ts";
import { topicsOf } from "../grammar/topics.ts";
import type { Letter } from "../letter.ts";
import { networkOf } from "../network.ts";
import { escaped, type MadeReference, newPage, plainUrl } from "../page.ts";
import type { Account } from "../people.ts";
import { type Office, officeOf, plainLetter } from "../plain-letter.ts";
import type { Delivery, Stream } from "../stream.ts";
import type { World } from "../world.ts";

interface Sender {
	readonly seed: string;
	readonly office: Office;
	readonly voice: Voice;
	readonly deliveries: readonly Delivery[];
}

/** Every letter goes to each of the readers; `most` deliveries. */
function senderOf(
	world: World,
	kind: string,
	number: number,
	most: number,
	style: "letter" | "report",
	readersAtMost: number,
	chance: Chance,
): Sender {
	const { names, edition, population, from, to } = world;
	const name = names.company(chance);
	const domain = names.domain(`${name} ${kind}`, chance);
	const persons = Array.from({ length: 5 }, () => names.person(chance));
	const readers = chance.some(
		population.accounts.map((_, index) => index),
		chance.between(1, readersAtMost),
	);
	const deliveries: Delivery[] = [];
	for (let letter = 0; deliveries.length < most; letter++) {
		const at = Math.floor((from + chance.next() * (to - from)) / 1000) * 1000;
		for (const account of readers) if (deliveries.length < most) deliveries.push({ at, number: letter, account });
	}
	return {
		seed: `${world.seed} ${kind} ${number}`,
		office: officeOf(world.seed, `${kind}-${number}-${slug(name)}`, name, domain, networkOf(4000 + number * 3 + kind.length)),
		voice: voiceOf(
			edition,
			chance.pick(topicsOf(edition)),
			style,
			{ names: persons, places: [names.town(chance), names.town(chance)] },
			chance,
		),
		deliveries,
	};
}

export function mailingList(world: World, number: number, most: number): Stream {
	const chance = chanceOf(world.seed, "list", number);
	const { seed, office, voice, deliveries } = senderOf(world, "lists", number, most, "letter", 8, chance);
	const list = `${voice.topic.id}@${office.domain}`;
	const leave = plainUrl(`https://${office.domain}/mailman/options/${voice.topic.id}`);
	function letter(which: number, _reader: Account, at: number): Letter {
		const ofLetter = chanceOf(seed, which);
		const facts = factsOf(voice, ofLetter.between(2, 6), ofLetter);
		const writer = ofLetter.pick(voice.names);
		const address = `${slug(writer).replace("-", ".")}@${office.domain}`;
		const references: MadeReference[] = [
			{ ...leave, trigger: "click" },
			{ ...leave, trigger: "click" },
		];
		return plainLetter(
			office,
			{
				from: { name: `${writer} via ${voice.topic.id}`, address },
				to: list,
				subject: `[${voice.topic.id}] ${heading(facts[0] as (typeof facts)[number])}`,
				date: at,
				plain: `${told(facts)}\n\n${writer}\n\n--\n${leave.url}\n`,
				html: null,
				references,
				fields: [
					["List-Id", `<${voice.topic.id}.${office.domain}>`],
					["List-Unsubscribe", `<${leave.url}>`],
					["Precedence", "list"],
				],
				genre: "list",
				sender: office.id,
				campaign: null,
			},
			seed,
			which,
		);
	}
	return { id: `list-${number}`, deliveries, letter };
}

/** Of an issue tracker, a calendar, a forum: one event each, some with a pixel of its own. */
export function notifications(world: World, number: number, most: number): Stream {
	const chance = chanceOf(world.seed, "notification", number);
	const { seed, office, voice, deliveries } = senderOf(world, "tracker", number, most, "letter", 4, chance);
	const pixel = chance.maybe(0.5);
	const icon = chance.maybe(0.6);
	const style = letterPageOf(world.edition, chance);
	const [says, view] = [
		chance.pick(["wrote:", "commented:", "has this to say:", "added a note:"]),
		chance.pick(["View it", "Open the item", "Go there", "Answer"]),
	];
	const [folder, path] = [
		chance.pick(["avatar", "faces", "u", "people"]),
		`${chance.pick(["n", "notifications", "events", "mail"])}/${chance.characters(LETTERS, 4)}`,
	];
	function letter(which: number, reader: Account, at: number): Letter {
		const ofLetter = chanceOf(seed, which);
		const ofReader = chanceOf(seed, which, reader.address);
		const facts = factsOf(voice, 2, ofLetter);
		const page = newPage();
		const thing = plainUrl(`https://${office.domain}/items/${ofLetter.between(100, 99999)}`);
		const token = ofReader.characters(HEX, 40);
		const avatar = icon
			? `<img src="${page.picture(plainUrl(`https://${office.domain}/${folder}/${ofLetter.between(1, 40)}.png`))}" width="32" alt="">`
			: "";
		const beacon = pixel
			? `<img src="${page.picture({ url: `https://${office.domain}/${path}/${token}.gif`, value: token })}" width="1" height="1" alt="">`
			: "";
		const paragraphs = [
			`${avatar}<b>${ofLetter.pick(voice.names)}</b> ${says}`,
			escaped(told(facts)),
			`<a href="${page.link(thing)}">${view}</a>`,
		];
		const html = letterHtml(style, paragraphs, beacon);
		return plainLetter(
			office,
			{
				from: { name: office.name, address: `notifications@${office.domain}` },
				subject: `Re: ${heading(facts[0] as (typeof facts)[number])} (#${ofLetter.between(100, 9999)})`,
				date: at,
				plain: null,
				html,
				references: page.references,
				fields: [["Auto-Submitted", "auto-generated"]],
				genre: "notification",
				sender: office.id,
				campaign: office.id,
			},
			seed,
			which,
			reader.address,
		);
	}
	return { id: `notification-${number}`, deliveries, letter };
}

/** Each morning what the papers say: text of outlets, quoted, by somebody else. */
export function pressReview(
	world: World,
	number: number,
	most: number,
	outlets: readonly { readonly name: string; readonly domain: string; readonly voice: Voice }[],
): Stream {
	const chance = chanceOf(world.seed, "press review", number);
	const { seed, office, voice, deliveries } = senderOf(world, "press", number, most, "report", 12, chance);
	const quoted = chance.some(outlets, 4);
	const logo = chance.maybe(0.6);
	const style = letterPageOf(world.edition, chance);
	const signature = `<p>${chance.pick(["Collected", "Read", "Chosen", "Put together"])} by ${voice.names[0]}</p>`;
	function letter(which: number, _reader: Account, at: number): Letter {
		const ofLetter = chanceOf(seed, which);
		const page = newPage();
		const items = quoted.map(({ name, domain, voice: theirs }, index) => {
			const facts = factsOf(theirs, 3, ofLetter);
			return `<b>${escaped(name)}</b> ${escaped(told(facts))} <a href="${page.link(plainUrl(`https://www.${domain}/${which}/story-${index}`))}">${escaped(heading(facts[0] as (typeof facts)[number]))}</a>`;
		});
		const head = logo ? `<img src="${page.picture(plainUrl(`https://www.${office.domain}/head.png`))}" width="300" alt="">` : "";
		return plainLetter(
			office,
			{
				from: { name: `${office.name} press review`, address: `press@${office.domain}` },
				subject: `Press review ${new Date(at).toISOString().slice(0, 10)}`,
				date: at,
				plain: null,
				html: letterHtml(style, [head, ...items], signature),
				references: page.references,
				genre: "press-review",
				sender: office.id,
				campaign: office.id,
			},
			seed,
			which,
		);
	}
	return { id: `press-review-${number}`, deliveries, letter };
}
