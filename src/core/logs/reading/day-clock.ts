// Day clock: the day of lines that have only a time (W3C extended log, "#Date:"). Past midnight the clock goes back by almost a day, and it is the next one.

export interface DayClock {
	/** From here on lines are of another day. `time`: of what said so, milliseconds since 1970; null where it named no time. */
	begin(time: number | null): void;
	/** `time`: as if the line were of the day that was begun. Told of one line twice, it says the same. */
	at(time: number): number;
}

const DAY = 86_400_000;
/** Lines are written when a request ends, those of a busy minute in any order, so that one of before midnight may come after midnight. */
const DISORDER = 10 * 60_000;

export function dayClock(): DayClock {
	let days = 0;
	let last: number | null = null;
	return {
		begin(time) {
			days = 0;
			last = time;
		},
		at(time) {
			if (last !== null && last - time > DAY / 2) days++;
			else if (last !== null && days > 0 && time - last > DAY - DISORDER) return time + (days - 1) * DAY;
			last = time;
			return time + days * DAY;
		},
	};
}
