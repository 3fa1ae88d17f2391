// Remarks about a file's indicators, on standard error: each by its place, up to a page of them for each file, the rest as a number. A feed of
// a hundred thousand lines may have as many that a case cannot answer.

import type { Remark } from "../../core/indicators/search.ts";
import { count, shownText } from "../report/shown-text.ts";

export interface Remarks {
	add(file: string, remark: Remark): void;
	/** Says what was not said one by one. */
	finish(): void;
}

/** Of each file and kind. */
const SHOWN = 50;

export function createRemarks(say: (line: string) => void): Remarks {
	const counts = new Map<string, number>();
	return {
		add(file, { place, says, kind }) {
			const key = `${kind} ${file}`;
			const number = (counts.get(key) ?? 0) + 1;
			counts.set(key, number);
			if (number > SHOWN) return;
			const what = kind === "skipped" ? "skipped: " : "";
			say(`${shownText(file, 300)}: ${shownText(place, 100)}: ${what}${shownText(says, 400)}`);
		},
		finish() {
			for (const [key, number] of counts) {
				if (number <= SHOWN) continue;
				const [kind = "", ...file] = key.split(" ");
				say(`${shownText(file.join(" "), 300)}: and ${count(number - SHOWN)} more ${kind}`);
			}
		},
	};
}
