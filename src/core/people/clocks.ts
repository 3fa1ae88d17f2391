// Clocks: the times that a law sets from a moment on, were somebody to decide that it applies. Shown, never decided: whether a tracked opening is a breach of
// personal data or a significant incident is a person's judgement. GDPR Art. 33 and 34 (Regulation (EU) 2016/679), NIS2 Art. 23 (Directive (EU) 2022/2555).

/** What a clock can run from: when you became aware, the first mail of a targeted campaign, the first contact with its hosts that a log shows. */
export const CLOCK_EVENTS = ["aware", "first-seen", "first-contact"] as const;
export type ClockEvent = (typeof CLOCK_EVENTS)[number];

export interface Clock {
	readonly id: string;
	readonly law: string;
	readonly article: string;
	/** What somebody has to decide, after "if you decide that". */
	readonly decide: string;
	/** What is then to be done, after "then". */
	readonly act: string;
	/** An event, or the id of a clock above it, from whose end it runs. */
	readonly from: string;
	/** Null: without undue delay, which no number says. */
	readonly within: { readonly hours: number } | { readonly months: number } | null;
}

const BREACH = "this is a breach of personal data";
const SIGNIFICANT = "your organisation is under NIS2, and that this is a significant incident";
const CSIRT = "the CSIRT or the competent authority";

export const CLOCKS: readonly Clock[] = [
	{
		id: "gdpr-authority",
		law: "GDPR",
		article: "Art. 33(1)",
		decide: `${BREACH}, and that a risk to people is not unlikely`,
		act: "notify the supervisory authority; later only with the reasons for the delay",
		from: "aware",
		within: { hours: 72 },
	},
	{
		id: "gdpr-people",
		law: "GDPR",
		article: "Art. 34(1)",
		decide: `${BREACH}, and that a high risk to people is likely`,
		act: "tell the people concerned, in clear and plain language",
		from: "aware",
		within: null,
	},
	{
		id: "nis2-warning",
		law: "NIS2",
		article: "Art. 23(4)(a)",
		decide: SIGNIFICANT,
		act: `give ${CSIRT} an early warning`,
		from: "aware",
		within: { hours: 24 },
	},
	{
		id: "nis2-notification",
		law: "NIS2",
		article: "Art. 23(4)(b)",
		decide: SIGNIFICANT,
		act: `send ${CSIRT} the incident notification with a first assessment`,
		from: "aware",
		within: { hours: 72 },
	},
	{
		id: "nis2-report",
		law: "NIS2",
		article: "Art. 23(4)(d)",
		decide: SIGNIFICANT,
		act: `send ${CSIRT} the final report; it counts from the notification, so an earlier one makes this earlier`,
		from: "nis2-notification",
		within: { months: 1 },
	},
];

export interface Due {
	readonly clock: Clock;
	/** ISO 8601, UTC; null where what it runs from is not known, or no number says when. */
	readonly by: string | null;
	/** When it began; null where that is not known. */
	readonly since: string | null;
}

/** `events`: ISO 8601, UTC, of those that are known. Hours and months of the calendar as they are, holidays too. */
export function clocksDue(clocks: readonly Clock[], events: ReadonlyMap<ClockEvent, string>): Due[] {
	const ends = new Map<string, string>(events);
	return clocks.map((clock) => {
		const since = ends.get(clock.from) ?? null;
		const by = since === null || clock.within === null ? null : later(since, clock.within);
		if (by !== null) ends.set(clock.id, by);
		return { clock, by, since };
	});
}

/** A month that is shorter ends the time on its last day. */
function later(since: string, within: NonNullable<Clock["within"]>): string {
	const time = new Date(since);
	if ("hours" in within) return new Date(time.getTime() + within.hours * 3_600_000).toISOString();
	const day = time.getUTCDate();
	time.setUTCDate(1);
	time.setUTCMonth(time.getUTCMonth() + within.months);
	const last = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 0)).getUTCDate();
	time.setUTCDate(Math.min(day, last));
	return time.toISOString();
}
