// Published claims: what was said of the mails of 2021, by whom and where. They do not agree, and each is somebody's claim. Only organisations are named.
// Each is about what a case calls targeted, so that newsletters around the mails do not count.

/** As a claims file has it (CONTRACT: `claims`). */
export interface PublishedClaim {
	readonly id: string;
	readonly text: string;
	readonly by: string;
	readonly on: string;
	readonly source: string;
	readonly counts: "mails" | "accounts" | "people" | "senders" | "told" | "fetched" | "blocked" | "compromised";
	readonly is?: number;
	readonly over?: number;
	readonly scope: { readonly campaign: "targeted"; readonly country?: string; readonly outside?: string };
}

/** `uk` and `canada`: the codes of the countries that stand for them. */
export function publishedClaims({ uk, canada }: { readonly uk: string; readonly canada: string }): PublishedClaim[] {
	const campaign = "targeted";
	const all = { campaign } as const;
	const inUk = { campaign, country: uk } as const;
	const record = "Canadian House of Commons, committee record 44-1, 124";
	const march = "press, 2024-03-25";
	const april = "press, 2024-04-03";
	const indictment = { by: "US indictment, an allegation", on: "2024-03-25", source: record, scope: all };
	const ipac = { by: "IPAC", on: "2024-04-03", source: april };
	const later = { on: "2024-04-19", source: "IPAC, 2024", scope: all };
	return [
		{ id: "indictment-mails", text: "over 1,000 mails in January 2021", ...indictment, counts: "mails", over: 1000 },
		{
			id: "indictment-accounts",
			text: "over 400 accounts of individuals associated with IPAC",
			...indictment,
			counts: "accounts",
			over: 400,
		},
		{
			id: "indictment-senders",
			text: "ten sender accounts on a mass-mail and mail-merge service",
			...indictment,
			counts: "senders",
			is: 10,
		},
		{
			...{ id: "attorney-uk", text: "43 UK parliamentary accounts among the targets", by: "US attorney" },
			...{ on: "2024-03-25", source: march, counts: "accounts", is: 43, scope: inUk },
		},
		{
			...{ id: "justice-wider", text: "over 10,000 mails in the wider campaign", by: "US justice department" },
			...{ on: "2024-03-25", source: march, counts: "mails", over: 10_000, scope: all },
		},
		{
			...{ id: "uk-unsuccessful", text: "reconnaissance entirely unsuccessful, blocked", by: "UK government" },
			...{ on: "2024-04-03", source: april, counts: "fetched", is: 0, scope: inUk },
		},
		{
			...{ id: "uk-compromised", text: "no parliamentary accounts were successfully compromised", by: "UK government" },
			...{ on: "2024-03-25", source: march, counts: "compromised", is: 0, scope: inUk },
		},
		{
			...{ id: "uk-briefed", text: "five parliamentarians briefed", by: "UK parliament" },
			...{ on: "2024-04-03", source: "press, 2024-03 and 2024-04", counts: "told", is: 5, scope: inUk },
		},
		{
			...{ id: "ipac-westminster", text: "at least ten at Westminster found mails from the same domain", ...ipac },
			...{ counts: "people", over: 9, scope: inUk },
		},
		{ id: "ipac-uk-members", text: "47 UK members", ...ipac, counts: "people", is: 47, scope: inUk },
		{ id: "ipac-elsewhere", text: "over 200 members elsewhere", ...ipac, counts: "people", over: 200, scope: { campaign, outside: uk } },
		{
			...{ id: "ipac-compromised", text: "two non-UK legislators were compromised in mid to late 2021; it may or may not be connected" },
			...{ ...ipac, counts: "compromised", is: 2, scope: { campaign, outside: uk } },
		},
		{ id: "fbi-matches", text: "121 matches in a cross-check", by: "FBI", ...later, counts: "people", is: 121 },
		{ id: "ipac-confirmed", text: "124 politicians", by: "IPAC", ...later, counts: "people", is: 124 },
		{
			...{ id: "canada-members", text: "18 parliamentarians, one on a personal account", by: "Canada", on: "2024-04-30", source: record },
			...{ counts: "people", is: 18, scope: { campaign, country: canada } },
		},
	];
}
