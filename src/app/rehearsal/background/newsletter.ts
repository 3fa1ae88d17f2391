// Newsletters: shops, clubs, parties, outlets and think tanks that write to those who subscribed, for years, mostly through a mass mailer, with
// tracking of each reader, of the mailing only, or none, with all bulk fields, some, or none.

import { bulkLetter } from "../bulk-letter.ts";
import { type Chance, chanceOf } from "../chance.ts";
import { type Fact, factsOf, heading, told, type Voice, voiceOf } from "../grammar/article.ts";
import { type Layout, layoutOf, render } from "../grammar/layout.ts";
import { slug } from "../grammar/names.ts";
import type { Style } from "../grammar/phrasings.ts";
import { topicsOf } from "../grammar/topics.ts";
import type { Letter } from "../letter.ts";
import { networkOf } from "../network.ts";
import { newPage, plainUrl } from "../page.ts";
import type { Account } from "../people.ts";
import { type Customer, copyFor, customerOf, type Service, serviceOf, serviceUrl } from "../service.ts";
import type { Delivery, Stream } from "../stream.ts";
import { DAY, HOUR, type World } from "../world.ts";

const KINDS: readonly (readonly [kind: string, style: Style, weight: number, addition: string])[] = [
	["shop", "offer", 4, "shop"],
	["club", "letter", 2, "club"],
	["outlet", "report", 3, "news"],
	["think tank", "report", 2, "institute"],
	["party", "report", 1, "alliance"],
	["charity", "letter", 2, "aid"],
];

/** Days between issues. */
const RHYTHMS: readonly (readonly [days: number, weight: number])[] = [
	[1, 1],
	[7, 5],
	[14, 3],
	[30, 4],
	[90, 1],
];

export interface NewsletterSender {
	readonly id: string;
	readonly name: string;
	readonly domain: string;
	readonly voice: Voice;
	readonly layout: Layout;
	readonly customer: Customer;
}

/** `most` deliveries. `service` null: a server of its own. */
export function newsletter(
	world: World,
	number: number,
	service: Service | null,
	most: number,
): Stream & { readonly sender: NewsletterSender } {
	const seed = `${world.seed} newsletter ${number}`;
	const chance = chanceOf(seed);
	const kind = chance.weighted(KINDS.map((row) => [row, row[2]] as const));
	const sender = senderOf(world, seed, number, kind[1], kind[3], service, chance);
	const style = styleOf(sender, service, chance);
	return {
		id: sender.id,
		sender,
		deliveries: deliveriesOf(world, most, chance),
		letter: (issue, reader, at) => write(sender, style, issue, reader, at),
	};
}

function senderOf(
	world: World,
	seed: string,
	number: number,
	style: Style,
	addition: string,
	service: Service | null,
	chance: Chance,
): NewsletterSender {
	const { edition, names } = world;
	const name = `${names.company(chance)}${chance.maybe(0.5) ? ` ${addition}` : ""}`;
	const domain = names.domain(name, chance);
	const own = service ?? {
		...serviceOf(edition, "mass-mail", `own-${number}`, names, networkOf(300 + number), chance),
		domain,
		servers: 1,
	};
	const branded = service !== null && chance.maybe(0.3) ? `${chance.pick(["mail", "news", "link", "go"])}.${domain}` : null;
	const persons = Array.from({ length: 4 }, () => names.person(chance));
	const towns = Array.from({ length: 4 }, () => names.town(chance));
	return {
		id: `newsletter-${number}-${slug(name)}`,
		name,
		domain,
		voice: voiceOf(edition, chance.pick(topicsOf(edition)), style, { names: persons, places: towns }, chance),
		layout: service !== null && chance.maybe(0.35) ? service.stock : layoutOf(edition, chance),
		customer: customerOf(own, seed, branded),
	};
}

interface NewsletterStyle {
	readonly from: { readonly name: string; readonly address: string };
	readonly replyTo: string | null;
	readonly operator: string | null;
	readonly tracking: "reader" | "issue" | "none";
	readonly tracksLinks: boolean;
	readonly listUnsubscribe: boolean;
	readonly listId: string | null;
	readonly precedence: boolean;
	readonly feedback: boolean;
	readonly leaveInText: boolean;
	readonly plainToo: boolean;
	readonly namesReader: boolean;
	readonly greets: boolean;
	readonly stories: number;
	readonly subject: "heading" | "numbered" | "named";
	readonly ownPictures: boolean;
}

function styleOf({ name, domain, voice }: NewsletterSender, service: Service | null, chance: Chance): NewsletterStyle {
	// Some small senders have none of what marks bulk mail.
	const bare = chance.maybe(service === null ? 0.3 : 0.06);
	const local = chance.pick(["news", "newsletter", "hello", "info", "post", "team", slug(voice.names[0] ?? "").replace("-", ".")]);
	return {
		from: {
			name: chance.maybe(0.2) ? `${voice.names[0]}, ${name}` : name,
			address: `${local}@${chance.maybe(0.25) ? "mail." : ""}${domain}`,
		},
		replyTo: chance.maybe(0.3) ? `office@${domain}` : null,
		operator: service?.id ?? null,
		tracking: chance.weighted([
			["reader", 62],
			["issue", 13],
			["none", 25],
		]),
		tracksLinks: chance.maybe(0.7),
		listUnsubscribe: !bare && chance.maybe(0.85),
		listId: !bare && chance.maybe(0.4) ? `${slug(name)}.${domain}` : null,
		precedence: !bare && (service?.precedence ?? chance.maybe(0.4)),
		feedback: !bare,
		leaveInText: !bare || chance.maybe(0.3),
		plainToo: chance.maybe(0.6),
		namesReader: chance.maybe(0.4),
		greets: chance.maybe(0.3),
		stories: chance.between(1, 6),
		subject: chance.pick(["heading", "numbered", "named"]),
		ownPictures: chance.maybe(0.4),
	};
}

function deliveriesOf({ population: { accounts }, from, to }: World, most: number, chance: Chance): Delivery[] {
	const rhythm = chance.weighted(RHYTHMS) * DAY;
	const span = to - from;
	const begins = from + chance.next() * span * 0.6;
	const ends = chance.maybe(0.7) ? to : begins + chance.next() * (to - begins);
	const hour = chance.between(5, 19) * HOUR;
	// Few have many of one case's people among their readers.
	const readers = Math.max(1, Math.min(accounts.length, Math.round(accounts.length * 0.3 * chance.next() ** 3 + chance.between(1, 5))));
	const spans = chance
		.some(
			accounts.map((_, index) => index),
			readers,
		)
		.map((account) => {
			const since = chance.maybe(0.5) ? begins : begins + chance.next() * (ends - begins) * 0.8;
			const until = chance.maybe(0.75) ? ends : since + chance.next() * (ends - since);
			return { account, since, until };
		});
	const deliveries: Delivery[] = [];
	for (let issue = 0, at = Math.floor(begins / DAY) * DAY + hour; at < ends && deliveries.length < most; issue++, at += rhythm) {
		for (const { account, since, until } of spans) {
			if (at < since || at > until || deliveries.length >= most) continue;
			deliveries.push({ at: at + chance.below(20 * 60) * 1000, number: issue, account });
		}
	}
	return deliveries;
}

function write(sender: NewsletterSender, style: NewsletterStyle, issue: number, reader: Account, at: number): Letter {
	const { voice, layout, customer, name, domain } = sender;
	const chance = chanceOf(customer.seed, "content", issue);
	const copy = copyFor(customer, issue, reader.address);
	const { service } = customer;
	const url = (pattern: string, place: string, individual: boolean) =>
		serviceUrl(customer, pattern, copy, place, individual, reader.address);
	const individual = style.tracking === "reader";
	const href = (place: string) =>
		style.tracksLinks && style.tracking !== "none"
			? url(service.click, place, individual)
			: plainUrl(`https://www.${domain}/${issue}/${place}`);
	const picture = (place: string) =>
		style.ownPictures ? plainUrl(`https://www.${domain}/images/${place}.jpg`) : url(service.picture, place, false);
	// The head is the same from issue to issue.
	const logo = style.ownPictures
		? picture("logo")
		: serviceUrl(customer, service.picture, { ...copy, issue: "" }, "logo", false, reader.address);
	const stories = Array.from({ length: style.stories }, (_, number) => storyOf(sender, issue, number));
	const titles = stories.map(([first]) => heading(first as Fact));
	const greeting = style.greets ? `Dear ${reader.name}, ` : "";
	const page = newPage();
	const leave = style.leaveInText ? url(service.leave, "leave", individual) : null;
	const intro = told(factsOf(voice, 2, chance));
	const html = render(
		layout,
		{
			title: titles[0] as string,
			name,
			address: `${sender.voice.places[0]}, box ${chanceOf(customer.seed, "box").between(1, 900)}`,
			logo,
			intro: greeting + intro,
			stories: stories.map((facts, number) => ({
				title: titles[number] as string,
				text: told(facts),
				picture: picture(`${issue}-${number}`),
				href: href(`story-${number}`),
			})),
			button: href("all"),
			leave,
			pixel: style.tracking === "none" ? null : url(service.pixel, "open", individual),
		},
		page,
	);
	return bulkLetter({
		customer,
		copy,
		from: style.from,
		subject: subjectOf(style.subject, titles[0] as string, name, issue),
		plain: style.plainToo ? `${greeting}${intro}\n\n${titles.join("\n\n")}\n\n${page.link(href("all")).replaceAll("&amp;", "&")}\n` : null,
		html,
		date: at,
		genre: "newsletter",
		reader,
		namesReader: style.namesReader,
		replyTo: style.replyTo,
		marks: {
			listUnsubscribe: style.listUnsubscribe ? (leave ?? url(service.leave, "leave", individual)) : null,
			oneClick: service.oneClick,
			listId: style.listId,
			precedence: style.precedence,
			feedback: style.feedback,
		},
		references: page.references,
		domain,
		signs: style.operator === null ? "customer" : service.signs,
		operator: style.operator,
		sender: sender.id,
		campaign: sender.id,
		wave: null,
	});
}

/** Stories are drawn one by one, so that whoever copies one finds it. */
export function storyOf({ voice, customer }: NewsletterSender, issue: number, number: number): readonly Fact[] {
	const chance = chanceOf(customer.seed, "story", issue, number);
	return factsOf(voice, chance.between(2, 4), chance);
}

function subjectOf(kind: NewsletterStyle["subject"], title: string, name: string, issue: number): string {
	return kind === "heading" ? title : kind === "numbered" ? `${name} no. ${issue + 1}: ${title}` : `[${name}] ${title}`;
}
