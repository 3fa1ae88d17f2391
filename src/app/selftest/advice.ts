// Advice: what to change so that what fired fires no more, with the menu path where the program is in the leak table. Most important first: what
// gives away more, or goes off with less done.

import type { Channel } from "../../core/model/reference.ts";
import { kindOf } from "../../core/trackers/programs/kinds.ts";
import type { Program, ReferenceKind } from "../../core/trackers/programs/program.ts";
import { programNamed } from "../../core/trackers/programs.ts";
import type { Contact } from "./contact.ts";
import { type Learnt, learntFrom } from "./learnt.ts";
import type { SelftestResult } from "./result.ts";

/** What one change stops. Order is that of the advice. */
export const ADVICE_GROUPS = ["share", "arrival", "shown", "receipt", "attachment", "reply", "click"] as const;
export type AdviceGroup = (typeof ADVICE_GROUPS)[number];

export interface Advice {
	/** Null where nothing fired. */
	readonly group: AdviceGroup | null;
	/** Id in the leak table, or null where the program is not in it. */
	readonly program: string | null;
	/** "Thunderbird: keep remote content blocked...", a sentence. */
	readonly says: string;
	/** Menu by menu, or null where the table has none. */
	readonly path: string | null;
	/** What fired, and would not. */
	readonly vectors: readonly string[];
}

export function adviceFor(result: SelftestResult): readonly Advice[] {
	if (result.contacts.length === 0) return [NOTHING_FIRED];
	const learnt = learntFrom(result);
	const known = knownPrograms(learnt);
	const byGroup = firedByGroup(result);
	return ADVICE_GROUPS.flatMap((group) => {
		const vectors = byGroup.get(group);
		if (vectors === undefined) return [];
		const settings = known.flatMap((program) => settingsOf(program, group, [...vectors]));
		// A share is stopped for every program by the network, and what a document fetches by what opens it.
		const general = settings.length === 0 || group === "share" || group === "attachment";
		return [...(general ? [generalAdvice(group, learnt, known, [...vectors])] : []), ...settings];
	});
}

const NOTHING_FIRED: Advice = {
	group: null,
	program: null,
	says: "Nothing reached the listeners, so this run gives no reason to change anything. That does not call the program safe.",
	path: null,
	vectors: [],
};

/** In the leak table: the persons' programs, and what is behind the machines that fetched. */
function knownPrograms({ programs, proxies }: Learnt): readonly Program[] {
	const ids = new Set([...programs, ...proxies].flatMap(({ leakProgram }) => (leakProgram === null ? [] : [leakProgram])));
	return [...ids].flatMap((id) => programNamed(id) ?? []);
}

function firedByGroup({ contacts, probes }: SelftestResult): ReadonlyMap<AdviceGroup, Set<string>> {
	// A picture is probed by http and as a share: a lookup is taken for the lesser, unless there is only the share.
	const channels = new Map<string, Channel>();
	for (const { vector, channel, message } of probes) {
		const key = `${vector} ${message}`;
		if (channel === "http" || !channels.has(key)) channels.set(key, channel);
	}
	const groups = new Map<AdviceGroup, Set<string>>();
	for (const contact of contacts) {
		const { vector, message } = contact.probe;
		const group = GROUP_OF[kindOfContact(contact, channels.get(`${vector} ${message}`))];
		const vectors = groups.get(group) ?? new Set<string>();
		vectors.add(vector);
		groups.set(group, vectors);
	}
	return groups;
}

/** By the way in which the probe would be contacted: a lookup of a picture's host comes of the picture. */
function kindOfContact({ probe }: Contact, channel: Channel | undefined): ReferenceKind {
	return kindOf({ ...probe, channel: probe.channel === "dns" ? (channel ?? "http") : probe.channel });
}

const GROUP_OF: Readonly<Record<ReferenceKind, AdviceGroup>> = {
	picture: "shown",
	style: "shown",
	embedded: "shown",
	script: "shown",
	hint: "shown",
	lookup: "shown",
	other: "shown",
	share: "share",
	reminder: "share",
	arrival: "arrival",
	receipt: "receipt",
	attachment: "attachment",
	reply: "reply",
	click: "click",
};

/** The table says where pictures are set; programs that hold these back hold back the rest with them. */
function settingsOf(program: Program, group: AdviceGroup, vectors: readonly string[]): readonly Advice[] {
	return program.settings
		.filter((setting) => GROUP_OF[setting.for] === group)
		.map(({ what, path }) => ({ group, program: program.id, says: `In ${program.name}: ${what}.`, path, vectors }));
}

function generalAdvice(group: AdviceGroup, learnt: Learnt, known: readonly Program[], vectors: readonly string[]): Advice {
	const general = { group, program: null, vectors, path: null };
	switch (group) {
		case "share":
			return {
				...general,
				says: "A program connected to a Windows share that the message named; there it logs on by itself, and the response can be cracked or relayed. Block port 445 (SMB) outward in the firewall, and the WebClient service where it is not needed.",
			};
		case "arrival":
			return {
				...general,
				says: "Something was contacted before anybody opened the message: by the mail server, a filter or a program that reads ahead. Ask whoever runs the mail server.",
			};
		case "shown":
			return { ...general, says: shownAdvice(learnt, known) };
		case "receipt":
			return { ...general, says: "Have the mail program never send read receipts, or ask each time." };
		case "attachment":
			return {
				...general,
				says: "Attached files are contacted by whatever opens them: keep Protected View in Microsoft Office, forbid links from untrusted documents in LibreOffice, and open what you need not edit in a viewer without network.",
				path: OFFICE_PATHS,
			};
		case "reply":
			return {
				...general,
				says: "An answer shows the sender your mail server, and that the address is read. Send automatic answers only to people inside, or to contacts.",
			};
		case "click":
			return {
				...general,
				says: "A link tells whoever sent it that it was opened, when and from where; no setting stops that. Type the address of a site you know, and open only links you need.",
			};
	}
}

const OFFICE_PATHS =
	"Microsoft Office: File > Options > Trust Center > Trust Center Settings > Protected View; LibreOffice: Tools > Options > LibreOffice > Security > Options";

function shownAdvice({ programs, proxies }: Learnt, known: readonly Program[]): string {
	if (known.length > 0)
		return `For ${known.map(({ name }) => name).join(" and ")} no such setting is known here: look for remote content, external images or privacy in its settings.`;
	const [first] = programs;
	if (first !== undefined)
		return `${first.name} is not in the table of mail programs. In its settings, or in those of the webmail it shows, look for remote content or external images, and have it ask or load none.`;
	const [machine] = proxies;
	if (machine !== undefined)
		return `What fetched was no program of yours (${machine.what}). Your provider or organisation decides whether it does; in the mail program, look for external images, and have it ask.`;
	return "The program named itself in no way. In its settings look for remote content or external images, and have it ask or load none.";
}
