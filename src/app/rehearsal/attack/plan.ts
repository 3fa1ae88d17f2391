// Plan: who of the attackers writes to whom, when. Attackers work office hours, in bursts of a mail every half minute, and come back.

import type { NewsletterSender } from "../background/newsletter.ts";
import { type Chance, chanceOf } from "../chance.ts";
import { yearOf } from "../grammar/edition.ts";
import type { Service } from "../service.ts";
import { numbersOf, type Shape } from "../shapes.ts";
import type { Delivery, Stream } from "../stream.ts";
import { HOUR, type World } from "../world.ts";
import { attackLetter, type Mailshot } from "./letter.ts";
import { type Evasion, type Toolkit, toolkitOf } from "./toolkit.ts";

export interface Attack {
	readonly toolkit: Toolkit;
	readonly service: Service;
	/** In order of time. */
	readonly waves: readonly Wave[];
	readonly stream: Stream;
}

export interface Wave {
	readonly id: string;
	/** Index of accounts. */
	readonly recipients: readonly number[];
}

interface Planned {
	readonly shots: Mailshot[];
	readonly deliveries: Delivery[];
	readonly waves: Wave[];
}

export function attackOf(
	world: World,
	shape: Shape,
	size: number,
	evasion: Evasion,
	service: Service,
	outlets: readonly NewsletterSender[],
): Attack | null {
	if (shape === "none") return null;
	const chance = chanceOf(world.seed, "attack plan");
	const targets = world.population.accounts.flatMap(({ target }, index) => (target ? [index] : []));
	const numbers = numbersOf(size);
	// The earlier wave of ipac-2021 has an account of its own.
	const personas = shape === "ipac-2021" ? numbers.senders + 1 : shape === "two-recipients" ? (evasion >= 3 ? 2 : 1) : evasion >= 3 ? 4 : 1;
	const toolkit = toolkitOf(world, evasion, service, personas, outlets);
	const planned: Planned = { shots: [], deliveries: [], waves: [] };
	const plan = { toolkit, chance, targets, year: yearOf(world.edition), planned };
	if (shape === "ipac-2021") planAlliance(plan, world, numbers.mails);
	else if (shape === "two-recipients") planTwo(plan);
	else planDrip(plan);
	const stream: Stream = {
		id: toolkit.id,
		deliveries: planned.deliveries,
		letter: (number, reader, at) => attackLetter(toolkit, planned.shots[number] as Mailshot, reader, at),
	};
	return { toolkit, service, waves: planned.waves, stream };
}

interface Planning {
	readonly toolkit: Toolkit;
	readonly chance: Chance;
	readonly targets: readonly number[];
	readonly year: number;
	readonly planned: Planned;
}

function shoot(
	{ toolkit, chance, planned }: Planning,
	wave: string,
	persona: number,
	tracker: number,
	at: number,
	readers: readonly number[],
): void {
	const number = planned.shots.length;
	const { personas, trackers } = toolkit;
	planned.shots.push({
		number,
		wave,
		persona: personas[persona % personas.length] as Toolkit["personas"][number],
		tracker: `${toolkit.evasion >= 2 && toolkit.evasion <= 3 ? "cdn." : ""}${trackers[tracker % trackers.length]}`,
	});
	let time = at;
	for (const account of readers) {
		planned.deliveries.push({ at: time, number, account });
		time += chance.between(20, 60) * 1000;
	}
}

/** A working hour of the attackers' on the `day`th of January. */
function workingTime(year: number, day: number, chance: Chance): number {
	return Date.UTC(year, 0, day) + chance.between(1, 8) * HOUR + chance.below(3600) * 1000;
}

function planAlliance(plan: Planning, { population }: World, mails: number): void {
	const { chance, targets, year, planned, toolkit } = plan;
	const senders = toolkit.personas.length - 1;
	// The co-chair, in the second parliament, is among those of the main wave too.
	const second = population.organisations[1];
	const coChair = targets.find((index) => population.accounts[index]?.organisation === second) as number;
	const before = chance.between(12, 40);
	const first = "wave-1";
	const early = chance.between(3, 4);
	for (let shot = 0; shot < early; shot++) shoot(plan, first, senders, 0, workingTime(year, 18 - before + shot * 2, chance), [coChair]);
	planned.waves.push({ id: first, recipients: [coChair] });
	// Everybody once, then some again, each sender a fair share, in mailshots of some forty.
	const queue = [...chance.some(targets, targets.length)];
	while (queue.length < mails) queue.push(...chance.some(targets, Math.min(targets.length, mails - queue.length)));
	const perSender = Math.ceil(queue.length / senders);
	for (let sender = 0; sender < senders; sender++) {
		const readers = [...new Set(queue.slice(sender * perSender, (sender + 1) * perSender))];
		const shots = Math.max(1, Math.ceil(readers.length / 40));
		const each = Math.ceil(readers.length / shots);
		for (let shot = 0; shot < shots; shot++) {
			const day = 18 + chance.pick([0, 1, 2, 3, 4, 7, 8, 9, 10]);
			shoot(
				plan,
				"wave-2",
				sender,
				1 + planned.shots.length,
				workingTime(year, day, chance),
				readers.slice(shot * each, (shot + 1) * each),
			);
		}
	}
	planned.waves.push({ id: "wave-2", recipients: [...targets] });
}

/** Two mails to each of two people, the second one to three weeks later. */
function planTwo(plan: Planning): void {
	const { chance, targets, year, planned } = plan;
	const two = targets.slice(0, 2);
	const day = chance.between(8, 20);
	shoot(plan, "wave-1", 0, 0, workingTime(year, day, chance), two);
	shoot(plan, "wave-1", 1, 1, workingTime(year, day + chance.between(7, 20), chance), two);
	planned.waves.push({ id: "wave-1", recipients: two });
}

/** A mail every two to five weeks, over a year, to one of them, now and then to two. */
function planDrip(plan: Planning): void {
	const { chance, targets, year, planned } = plan;
	let day = chance.between(5, 20) - 340;
	for (let shot = 0; day <= 30; shot++) {
		const readers = chance.some(targets, chance.maybe(0.25) ? 2 : 1);
		// An account is left after a few mails.
		shoot(plan, "wave-1", Math.floor(shot / 4), shot, workingTime(year, day, chance), readers);
		day += chance.between(14, 35);
	}
	planned.waves.push({ id: "wave-1", recipients: targets });
}
