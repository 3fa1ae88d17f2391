// Mix: the ordinary mail of a rehearsal, exactly as many messages as were asked for: who sends how much, and through which services. Of the services
// a few have most customers, and the last ones one or two, as it is on the market.

import { type Chance, chanceOf } from "../chance.ts";
import { networkOf } from "../network.ts";
import { type Service, type ServiceKind, serviceOf } from "../service.ts";
import type { Stream } from "../stream.ts";
import { servicesFor, type World } from "../world.ts";
import { mailingList, notifications, pressReview } from "./list.ts";
import { type NewsletterSender, newsletter } from "./newsletter.ts";
import { personal } from "./personal.ts";
import { sales } from "./sales.ts";
import { transactional } from "./transactional.ts";

/** Of all background messages; newsletters have the rest. */
const SHARES = { transactional: 0.1, sales: 0.03, personal: 0.18, notification: 0.06, list: 0.05, press: 0.03 } as const;

/** Sends mail with a server of its own. */
const ALONE = 0.2;

export function servicesOf(world: Omit<World, "services">, size: number): Service[] {
	const mass = Math.max(4, Math.round(Math.sqrt(size) / 5));
	const kinds: readonly (readonly [ServiceKind, number])[] = [
		["mass-mail", mass],
		["transactional", Math.max(2, Math.round(mass / 4))],
		["sales", Math.max(2, Math.round(mass / 5))],
	];
	return kinds.flatMap(([kind, count], row) =>
		Array.from({ length: count }, (_, index) =>
			serviceOf(world.edition, kind, `${kind}-${index}`, world.names, networkOf(row * 100 + index), chanceOf(world.seed, kind, index)),
		),
	);
}

export interface Background {
	readonly streams: readonly Stream[];
	readonly newsletters: readonly NewsletterSender[];
}

export function backgroundOf(world: World, size: number): Background {
	const chance = chanceOf(world.seed, "mix");
	const streams: Stream[] = [];
	const newsletters: NewsletterSender[] = [];
	const perSender = Math.round(12 + Math.sqrt(size) / 3);
	const others = Object.values(SHARES).reduce((sum, share) => sum + Math.round(size * share), 0);
	/** Streams until `total` deliveries are there. */
	const fill = (total: number, make: (number: number, most: number) => Stream): void => {
		for (let number = 0, left = total; left > 0; number++) {
			const most = Math.min(left, Math.max(1, Math.round(perSender * (0.2 + 1.6 * chance.next()))));
			const stream = make(number, most);
			left -= stream.deliveries.length;
			if (stream.deliveries.length > 0) streams.push(stream);
		}
	};
	const massMail = servicesFor(world, "mass-mail");
	const programs = servicesFor(world, "transactional");
	const sellers = servicesFor(world, "sales");
	fill(size - others, (number, most) => {
		const stream = newsletter(world, number, serviceFor(massMail, number, chance), most);
		newsletters.push(stream.sender);
		return stream;
	});
	const total = (share: number): number => Math.round(size * share);
	fill(total(SHARES.transactional), (number, most) =>
		transactional(world, number, chance.maybe(0.35) ? null : popular(programs, chance), most),
	);
	fill(total(SHARES.sales), (number, most) => sales(world, number, popular(sellers, chance), most));
	fill(total(SHARES.personal), (number, most) => personal(world, number, most));
	fill(total(SHARES.notification), (number, most) => notifications(world, number, most));
	fill(total(SHARES.list), (number, most) => mailingList(world, number, most));
	fill(total(SHARES.press), (number, most) => pressReview(world, number, most, newsletters));
	return { streams, newsletters };
}

/** The first newsletters make sure that the most popular services have customers, the attackers' among them. */
function serviceFor(services: readonly Service[], number: number, chance: Chance): Service | null {
	if (number < 9) return services[number % 3] as Service;
	return chance.maybe(ALONE) ? null : popular(services, chance);
}

/** Zipf: the second has half the customers of the first. */
function popular(services: readonly Service[], chance: Chance): Service {
	return chance.weighted(services.map((service, rank) => [service, 1 / (rank + 1)] as const));
}
