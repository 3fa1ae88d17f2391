// Toolkit: what stays the same in everything that one group of attackers sends, at every level of evasion, as it did in real life: an account at one
// mass mailer, one HTML skeleton with slight variations, one subject they write about, the way tokens look.

import type { NewsletterSender } from "../background/newsletter.ts";
import { type Chance, chanceOf } from "../chance.ts";
import { type Voice, voiceOf } from "../grammar/article.ts";
import { BLOCKS } from "../grammar/blocks.ts";
import { type Layout, layoutOf } from "../grammar/layout.ts";
import { slug } from "../grammar/names.ts";
import { topicOfTargets } from "../grammar/topics.ts";
import { type Customer, customerOf, type Service } from "../service.ts";
import type { World } from "../world.ts";

export const EVASIONS = [0, 1, 2, 3, 4, 5] as const;
export type Evasion = (typeof EVASIONS)[number];

/** A sender account. */
export interface Persona {
	readonly name: string;
	readonly address: string;
	readonly domain: string;
	/** The outlet whose text it copies; null for a made-up colleague. */
	readonly outlet: NewsletterSender | null;
}

export interface Toolkit {
	readonly id: string;
	readonly seed: string;
	readonly evasion: Evasion;
	readonly customer: Customer;
	readonly voice: Voice;
	/** The usual one, and slight variations of it. */
	readonly layouts: readonly [Layout, Layout, Layout];
	readonly personas: readonly Persona[];
	/** Tracker domains; the first wave uses none of the later ones where they rotate. */
	readonly trackers: readonly string[];
	/** Pattern of tokens. */
	readonly token: string;
	readonly feedback: boolean;
	readonly script: string;
}

export function toolkitOf(
	world: World,
	evasion: Evasion,
	service: Service,
	personas: number,
	outlets: readonly NewsletterSender[],
): Toolkit {
	const { edition, names } = world;
	const seed = `${world.seed} attack`;
	const chance = chanceOf(seed);
	// Whose text fits their readers.
	const fitting = outlets.filter(({ voice }) => voice.topic.id === topicOfTargets(edition).id);
	const towns = Array.from({ length: 5 }, () => names.town(chance));
	const people = Array.from({ length: 5 }, () => names.person(chance));
	return {
		id: "attack",
		seed,
		evasion,
		customer: { ...customerOf(service, seed, null), mode: "message" },
		voice: voiceOf(edition, topicOfTargets(edition), "report", { names: people, places: towns }, chance),
		layouts: skeletons(world, chance),
		personas: personasOf(world, evasion, personas, fitting.length > 0 ? fitting : outlets, chance),
		trackers: trackersOf(world, evasion, chance),
		token: chance.pick(evasion >= 4 ? ["{hex16}", "{hex12}", "{a14}"] : ["{hex16}", "{b12}", "{hex24}", "{d9}", "{b22}"]),
		feedback: chance.maybe(0.5),
		script: chance.pick(["p", "view", "s", "image", "i"]),
	};
}

function skeletons({ edition }: World, chance: Chance): Toolkit["layouts"] {
	const blocks = BLOCKS[edition];
	const usual: Layout = {
		...layoutOf(edition, chance),
		head: chance.pick(blocks.heads.filter((head) => head.includes("{logo}"))),
		button: null,
	};
	return [usual, { ...usual, rule: chance.pick(blocks.rules) }, { ...usual, foot: chance.pick(blocks.feet) }];
}

function personasOf({ names }: World, evasion: Evasion, count: number, outlets: readonly NewsletterSender[], chance: Chance): Persona[] {
	// Accounts at few domains cost little; rotating ones cost a registration each.
	const domains = evasion <= 2 ? 2 : evasion === 3 ? Math.max(2, Math.ceil(count / 3)) : count;
	const poses = Array.from({ length: domains }, () => {
		const outlet = chance.maybe(0.7) && outlets.length > 0 ? chance.pick(outlets) : null;
		const name = outlet?.name ?? `${names.company(chance)} ${chance.pick(["Forum", "Policy Group", "Foundation"])}`;
		const domain = names.domain(`${name} ${outlet === null ? "org" : chance.pick(["daily", "news", "press", "online"])}`, chance);
		return { outlet, name, domain };
	});
	return Array.from({ length: count }, (_, index) => {
		const pose = poses[index % domains] as (typeof poses)[number];
		const person = names.person(chance);
		const local =
			pose.outlet === null
				? slug(person).replace("-", ".")
				: `${chance.pick(["editor", "newsdesk", "alerts", "report", "desk"])}${index + 1}`;
		return {
			name: pose.outlet === null ? person : pose.name,
			address: `${local}@${pose.domain}`,
			domain: pose.domain,
			outlet: pose.outlet,
		};
	});
}

function trackersOf({ names }: World, evasion: Evasion, chance: Chance): string[] {
	if (evasion < 2) return [names.domain(`${names.company(chance)} ${chance.pick(["stat", "info", "web"])}`, chance)];
	const words = ["cdn", "static", "edge", "assets", "cache", "content"];
	const count = evasion === 5 ? 9 : 1;
	return Array.from({ length: count }, () => names.domain(`${chance.some(words, 2).join("-")}-${names.town(chance)}`, chance));
}
