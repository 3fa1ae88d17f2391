// World: what all streams of one rehearsal draw on: the seed, the edition, names, people, services and time.

import type { Edition } from "./grammar/edition.ts";
import type { Names } from "./grammar/names.ts";
import type { Population } from "./people.ts";
import type { Service, ServiceKind } from "./service.ts";

export interface World {
	readonly seed: string;
	readonly edition: Edition;
	readonly names: Names;
	readonly population: Population;
	readonly services: readonly Service[];
	/** Milliseconds since 1970: of ordinary mail. The campaign lies within. */
	readonly from: number;
	readonly to: number;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export function servicesFor({ services }: World, kind: ServiceKind): readonly Service[] {
	return services.filter((service) => service.kind === kind);
}
