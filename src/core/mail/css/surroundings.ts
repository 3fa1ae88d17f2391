// Surroundings: the conditional blocks around the scan. Their texts are made when a URL is found under them, once for all its neighbours.

import type { Content } from "../../model/content.ts";
import { MAX_CONDITIONS } from "../limits.ts";
import { blockCondition, conditionText, NO_CONDITIONS } from "./conditions.ts";

interface Condition {
	readonly atRule: string;
	readonly start: number;
	readonly end: number;
	/** Null: not yet made. Empty: no condition after all. */
	text: string | null;
}

export interface Surroundings {
	reset(content: Content): void;
	/** A block of `atRule` opens, its condition in `[start, end)`. */
	enter(atRule: string, start: number, end: number): void;
	leave(): void;
	/** Outermost first; the same array until a block opens or closes. */
	list(): readonly string[];
}

export function createSurroundings(): Surroundings {
	const open: Condition[] = [];
	let content: Content;
	let beyond = 0;
	let listed: readonly string[] | null = NO_CONDITIONS;

	return {
		reset(next) {
			content = next;
			open.length = beyond = 0;
			listed = NO_CONDITIONS;
		},
		enter(atRule, start, end) {
			if (open.length === MAX_CONDITIONS) {
				beyond++;
				return;
			}
			open.push({ atRule, start, end, text: null });
			listed = null;
		},
		leave() {
			if (beyond > 0) {
				beyond--;
				return;
			}
			open.pop();
			listed = null;
		},
		list() {
			if (listed !== null) return listed;
			const texts: string[] = [];
			for (const condition of open) {
				condition.text ??= blockCondition(condition.atRule, conditionText(content, condition.start, condition.end)) ?? "";
				if (condition.text !== "") texts.push(condition.text);
			}
			listed = texts;
			return texts;
		},
	};
}
