// Reads whose address was whose: CSV `from,to,address,account` (CONTRACT.md, `exposure`). An address may be a block or a range; a time that is left out is
// open at that end, as in a list of assets.

import { readCsv } from "../../core/encoding/csv.ts";
import type { Lease } from "../../core/exposure/leases.ts";
import { readIpRange } from "../../core/indicators/ip-ranges.ts";
import { appError } from "../../core/model/app-error.ts";
import { readTextFile } from "../../edge/user-files/text-file.ts";

export interface ReadLeases {
	readonly leases: readonly Lease[];
	/** One line each: "leases.csv:7: ...". */
	readonly problems: readonly string[];
}

/** Before and after anything that a log tells. */
const EVER = { begins: 0, ends: Date.UTC(2200, 0, 1) } as const;

/** Throws `unreadable` where the file cannot be read, or does not name its columns. `zone`: minutes east of UTC of times that name none. */
export async function readLeases(file: string, zone: number): Promise<ReadLeases> {
	const text = await readTextFile(file);
	const [head, ...rows] = readCsv(text);
	const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
	const missing = ["address", "account"].filter((name) => !names.includes(name));
	if (missing.length > 0)
		throw appError("unreadable", `${file}: its first line has no column ${missing.join(", ")}; it is to be from,to,address,account`);
	const leases: Lease[] = [];
	const problems: string[] = [];
	for (const { line, cells, torn } of rows) {
		const cell = (name: string): string => (cells[names.indexOf(name)] ?? "").trim();
		const range = readIpRange(cell("address"));
		const [begins, ends] = [timeOf(cell("from"), EVER.begins, zone), timeOf(cell("to"), EVER.ends, zone)];
		const account = cell("account").toLowerCase();
		const problem = torn
			? "a quote in it is never closed"
			: range === null
				? `"${cell("address")}" is no address, block or range`
				: begins === null || ends === null
					? `"${begins === null ? cell("from") : cell("to")}" is no time such as 2021-01-20T08:00:00Z`
					: begins >= ends
						? "it ends before it begins"
						: /^[^\s@]+@[^\s@]+$/.test(account)
							? null
							: `"${account}" is no mail address`;
		if (problem !== null) problems.push(`${file}:${line}: ${problem}; this line is left out`);
		else if (range !== null && begins !== null && ends !== null)
			leases.push({ first: range.first, last: range.last, begins, ends, account });
	}
	return { leases, problems };
}

function timeOf(text: string, open: number, zone: number): number | null {
	if (text === "") return open;
	if (!isDay(text)) return null;
	const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
	const time = Date.parse(zoned ? text : `${text.replace(" ", "T")}${text.length === 10 ? "T00:00" : ""}Z`);
	return Number.isNaN(time) ? null : zoned ? time : time - zone * 60_000;
}

/** Date.parse makes the second of March of the thirtieth of February. */
function isDay(text: string): boolean {
	const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
	return day === undefined || new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}
