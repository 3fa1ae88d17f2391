// Aims: what the measurements are held against. Not met is said as plainly as met.

import { figure, table } from "./table.ts";

export interface Aim {
	readonly what: string;
	readonly measured: number;
	readonly unit: string;
	/** The bound that the figure keeps to. */
	readonly atLeast?: number;
	readonly atMost?: number;
}

export function describeAims(aims: readonly Aim[]): string {
	return table(
		["aim", "wanted", "measured", ""],
		aims.map((aim) => {
			const { what, measured, unit, atLeast, atMost } = aim;
			const wanted = atLeast === undefined ? `<= ${atMost}` : `>= ${figure(atLeast)}`;
			return [what, `${wanted} ${unit}`.trim(), `${figure(measured)} ${unit}`.trim(), isMet(aim) ? "met" : "NOT MET"];
		}),
	);
}

function isMet({ measured, atLeast, atMost }: Aim): boolean {
	return measured >= (atLeast ?? Number.NEGATIVE_INFINITY) && measured <= (atMost ?? Number.POSITIVE_INFINITY);
}
