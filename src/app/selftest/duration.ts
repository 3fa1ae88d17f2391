// Duration: how long a test runs, as it is written on the command line: "45s", "10m", "1h".

import { appError } from "../../core/model/app-error.ts";

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
const LONGEST = 24 * 3600;

/** In seconds. Throws a usage error that names `option`. */
export function readDuration(text: string, option: string): number {
	const [, count, unit = ""] = /^(\d{1,6})([smh])$/.exec(text.trim()) ?? [];
	const seconds = Number(count) * (SECONDS[unit] ?? Number.NaN);
	if (!(seconds > 0 && seconds <= LONGEST))
		throw appError("usage", `${option} takes a time of at most a day, such as 45s, 10m or 1h; not "${text}"`);
	return seconds;
}
