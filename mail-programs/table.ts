// Table: docs/mail-programs.md, made of the measurements, and read again to hold a later measurement against it.

import { SETTINGS } from "./mail-program.ts";
import type { Fired, Measurement } from "./measurement.ts";

/** What the table says of a program beside its measurement. */
export interface Described {
	readonly id: string;
	readonly name: string;
	readonly driven: string;
	readonly allowed: string;
}

/** Channels by probe ("css-background", "css-background (dark colours)"), by column ("thunderbird, as installed"). */
export type Findings = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function writeTable(programs: readonly Described[], measurements: readonly Measurement[], date: string): string {
	const titled = measurements.flatMap((measurement) => {
		const program = programs.find(({ id }) => id === measurement.program);
		return program === undefined ? [] : [{ program, measurement }];
	});
	const messages = Math.max(0, ...measurements.map((measurement) => measurement.messages));
	return `# Mail programs, measured

What real mail programs gave away when they were shown the ${messages} messages of \`counterpixel selftest\`, each in a network of its own that leads nowhere. Made by
\`npm run mail-programs\` on ${date}; \`npm run mail-programs -- --check\` measures again and names what differs. Do not edit it by hand.

Every message was opened, and nothing in it clicked. Attachments were not opened, and no program was given the time that an alarm waits for. "Looked up" counts the probes
whose host was looked up and then not contacted. A receipt is only sent by a program whose button was pressed. What a program does not fetch on this system, another version of it or another system may.

| program | version | setting | driven by | fired | looked up | user agent | seconds |
|---|---|---|---|---|---:|---|---:|
${titled.map(({ program, measurement }) => programRow(program, measurement)).join("\n")}

## Probe by program

Probes that fired in no program are left out, and so are the settings in which nothing fired. Probes that did the same everywhere share a row. \`http\`: fetched; \`dns\`: only looked up;
\`smtp\`: a message came back; \`smb\`: a share was asked for. In brackets: what a sender would learn of a conditional probe.

${findingsTable(programs, measurements)}
`;
}

function programRow({ name, driven, allowed }: Described, { version, setting, fired, userAgents, seconds }: Measurement): string {
	const counts = new Map<string, number>();
	for (const { trigger, channel } of fired) {
		if (channel !== "dns") counts.set(`${trigger} ${channel}`, (counts.get(`${trigger} ${channel}`) ?? 0) + 1);
	}
	const cells = [
		name,
		version,
		setting === SETTINGS[1] ? `${setting}: ${allowed}` : setting,
		driven,
		[...counts].map(([kind, count]) => `${kind}: ${count}`).join(", ") || "nothing",
		String(fired.filter(({ channel }) => channel === "dns").length),
		userAgents.map((agent) => (agent === "" ? "none sent" : `\`${agent}\``)).join(", "),
		String(seconds),
	];
	return row(cells);
}

function row(cells: readonly string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/[\r\n]+/g, " ")).join(" | ")} |`;
}

export function columnOf({ program, setting }: Pick<Measurement, "program" | "setting">): string {
	return `${program}, ${setting}`;
}

export function findingsOf(measurements: readonly Measurement[]): Findings {
	const findings = new Map<string, Map<string, string>>();
	for (const measurement of measurements) {
		for (const fired of measurement.fired) {
			const cells = findings.get(probeOf(fired)) ?? new Map<string, string>();
			const channels = new Set([...(cells.get(columnOf(measurement))?.split(" ") ?? []), fired.channel]);
			cells.set(columnOf(measurement), [...channels].sort().join(" "));
			findings.set(probeOf(fired), cells);
		}
	}
	return findings;
}

function probeOf({ vector, fact }: Fired): string {
	return fact === null ? vector : `${vector} (${fact})`;
}

function findingsTable(programs: readonly Described[], measurements: readonly Measurement[]): string {
	const findings = findingsOf(measurements);
	const columns = measurements
		.filter(({ fired }) => fired.length > 0)
		.map(columnOf)
		.sort((a, b) => place(programs, a) - place(programs, b));
	const alike = new Map<string, string[]>();
	for (const [probe, cells] of [...findings].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const pattern = JSON.stringify(columns.map((column) => cells.get(column) ?? ""));
		alike.set(pattern, [...(alike.get(pattern) ?? []), probe]);
	}
	const rows = [...alike]
		.map(([pattern, probes]) => ({ cells: JSON.parse(pattern) as string[], probes }))
		.sort((a, b) => count(b.cells) - count(a.cells) || (a.probes.join() < b.probes.join() ? -1 : 1));
	return [
		row(["probes", ...columns]),
		`|---${"|---".repeat(columns.length)}|`,
		...rows.map(({ probes, cells }) => row([probes.map((probe) => `\`${probe}\``).join(", "), ...cells])),
	].join("\n");
}

function place(programs: readonly Described[], column: string): number {
	return programs.findIndex(({ id }) => column.startsWith(`${id}, `)) * SETTINGS.length + (column.endsWith(SETTINGS[0]) ? 0 : 1);
}

function count(cells: readonly string[]): number {
	return cells.filter((cell) => cell !== "").length;
}

/** What a table written earlier says. */
export function readTable(text: string): { readonly findings: Findings; readonly versions: ReadonlyMap<string, string> } {
	const rows = text
		.split("\n")
		.filter((line) => line.startsWith("| "))
		.map((line) =>
			line
				.slice(2, -2)
				.split(" | ")
				.map((cell) => cell.trim()),
		);
	const head = rows.findIndex(([first]) => first === "probes");
	const [, ...columns] = rows[head] ?? [];
	const findings = new Map<string, Map<string, string>>();
	for (const [probes = "", ...cells] of head < 0 ? [] : rows.slice(head + 1)) {
		for (const [, probe = ""] of probes.matchAll(/`([^`]+)`/g)) {
			findings.set(
				probe,
				new Map(columns.flatMap((column, index) => ((cells[index] ?? "") === "" ? [] : [[column, cells[index] ?? ""] as const]))),
			);
		}
	}
	const versions = new Map(
		rows.slice(1, Math.max(head, 1)).flatMap(([name, version]) => (name === undefined || version === undefined ? [] : [[name, version]])),
	);
	return { findings, versions };
}

/** One sentence for each probe that does in `columns` now what it did not do before, or no longer. */
export function differences(before: Findings, now: Findings, columns: readonly string[]): readonly string[] {
	const said = (cell: string): string => (cell === "" ? "nothing" : cell);
	return columns.flatMap((column) =>
		[...new Set([...before.keys(), ...now.keys()])].sort().flatMap((probe) => {
			const [was, is] = [before, now].map((findings) => findings.get(probe)?.get(column) ?? "") as [string, string];
			return was === is ? [] : [`${column}: ${probe} did ${said(was)}, now does ${said(is)}`];
		}),
	);
}
