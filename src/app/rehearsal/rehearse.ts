// Rehearse: a made-up case of any size with its truth, to practise on and to measure by. It only writes files; nothing in this folder can send, and
// every name and address in what it writes is reserved. The same options give the same bytes.

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Attack, attackOf } from "./attack/plan.ts";
import type { Evasion } from "./attack/toolkit.ts";
import { backgroundOf, servicesOf } from "./background/mix.ts";
import { chanceOf } from "./chance.ts";
import { deliver } from "./delivery.ts";
import { MARK, prepareFolder } from "./folder.ts";
import { type Edition, yearOf } from "./grammar/edition.ts";
import { namesOf } from "./grammar/names.ts";
import type { Letter } from "./letter.ts";
import { writeLogs } from "./logs/write.ts";
import { openMailboxes } from "./mailboxes.ts";
import { logSites, type Opening, openingsOf } from "./openings.ts";
import { papersOf, writePapers } from "./papers.ts";
import { type Account, populationOf } from "./people.ts";
import { populationPlan, type Shape } from "./shapes.ts";
import { inOrder } from "./stream.ts";
import { TRUTH_FORMAT, type TruthCampaign, type TruthMessage } from "./truth.ts";
import { openTruthFile } from "./truth-file.ts";
import type { World } from "./world.ts";

export interface RehearsalOptions {
	readonly shape: Shape;
	readonly seed: number;
	/** Background messages. */
	readonly size: number;
	readonly evasion: Evasion;
	/** A new or empty folder, or one of an earlier rehearsal. */
	readonly out: string;
	/** Which half of the tables: "development" unless it is to be measured on what nobody has seen. */
	readonly edition?: Edition;
	readonly onProgress?: (progress: { readonly messages: number; readonly total: number; readonly bytes: number }) => void;
}

export interface RehearsalResult {
	readonly messages: number;
	readonly attacks: number;
	readonly accounts: number;
	/** What is to be scanned. */
	readonly mail: string;
}

const PROGRESS = 500;
const SITES_OUTSIDE = 40;

/** Throws AppErrors (`usage`) for a folder that is somebody else's, and node:fs errors. */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalResult> {
	const { shape, seed: number, size, evasion, out, edition = "development", onProgress } = options;
	prepareFolder(out);
	writeFileSync(join(out, MARK), `${JSON.stringify({ madeBy: "counterpixel rehearse", shape, seed: number, size, evasion, edition })}\n`);
	writeFileSync(join(out, "README.txt"), readmeOf(shape));
	// The background of a seed is the same whatever the attackers do, so that evasions are compared on one and the same mail.
	const seed = `${edition} ${shape} ${number} ${size}`;
	const { world, plan } = worldOf(seed, edition, shape, size);
	const background = backgroundOf(world, size);
	const attack = attackOf(world, shape, size, evasion, plan.service, background.newsletters);
	const streams = attack === null ? background.streams : [...background.streams, attack.stream];
	const [first, last] = spanOf(attack, world);
	const sites = logSites(seed, world.population, first, last);
	const mailboxes = openMailboxes(out);
	const truth = openTruthFile(join(out, "truth.json"), TRUTH_FORMAT);
	const openings: Opening[] = [];
	const waves = createWaves(attack);
	const total = streams.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
	let written = 0;
	let bytes = 0;
	for (const { stream, number, account: index, at } of inOrder(streams)) {
		const account = world.population.accounts[index] as Account;
		const letter = stream.letter(number, account, at);
		const delivered = deliver(letter, account.address, account.server, seed, stream.id, number, letter.messageId);
		const path = mailboxes.put(account, delivered, written);
		const message = truthOf(letter, account, delivered.received, delivered.text, path);
		truth.message(message);
		waves.add(message, letter);
		bytes += delivered.text.length;
		openings.push(...openingsOf(letter, account, delivered.received, sites));
		if (++written % PROGRESS === 0) {
			onProgress?.({ messages: written, total, bytes });
			// Lets a Ctrl-C through.
			await new Promise(setImmediate);
		}
	}
	mailboxes.close();
	const pages = Array.from(
		{ length: SITES_OUTSIDE },
		(_, site) => `www.${world.names.domain(`page ${world.names.company(chanceOf(seed, "page", site))}`, chanceOf(seed, "site", site))}`,
	);
	const logs = writeLogs(out, seed, sites, openings, pages);
	writePapers(out, seed, shape, world.population, last);
	truth.close({
		rehearsal: {
			shape,
			seed: number,
			size,
			evasion,
			edition,
			accounts: world.population.accounts.length,
			targets: world.population.accounts.filter(({ target }) => target).length,
		},
		operators: world.services.map(({ id, name, kind, domain, known }) => ({ id, name, kind, domain, known })),
		campaigns: waves.campaigns(),
		links: waves
			.campaigns()
			.flatMap(({ id, waves: [one, other] }) =>
				one === undefined || other === undefined ? [] : [{ campaign: id, waves: [one.id, other.id] as const }],
			),
		openings: openings.map(({ messageId, account, at, clientIp, url, blocked, inGap, logged }) => ({
			message_id: messageId,
			account,
			at: new Date(at).toISOString(),
			client_ip: clientIp,
			url,
			blocked,
			in_gap: inGap,
			logged,
		})),
		logs,
	});
	return {
		messages: written,
		attacks: attack?.stream.deliveries.length ?? 0,
		accounts: world.population.accounts.length,
		mail: join(out, "mail"),
	};
}

function worldOf(seed: string, edition: Edition, shape: Shape, size: number) {
	const names = namesOf(edition);
	const year = yearOf(edition);
	const base = {
		seed,
		edition,
		names,
		population: populationOf(seed, populationPlan(shape, size, seed), names),
		from: Date.UTC(year - 2, 0, 1),
		to: Date.UTC(year, 11, 31),
	};
	const services = servicesOf(base, size);
	const world: World = { ...base, services };
	// A popular one: that is why attackers choose it.
	const service = chanceOf(seed, "attackers' service").pick(services.slice(0, 3));
	return { world, plan: { service: { ...service, feedback: service.feedback ?? "{issue}:{account}:mail:{service}" } } };
}

function spanOf(attack: Attack | null, world: World): [number, number] {
	if (attack === null) return [world.to - 60 * 24 * 3_600_000, world.to];
	const times = attack.stream.deliveries.map(({ at }) => at);
	const last = Math.max(...times);
	// Logs are not kept for ever.
	return [Math.max(Math.min(...times), last - 120 * 24 * 3_600_000), last];
}

function truthOf(letter: Letter, account: Account, received: number, text: string, path: string): TruthMessage {
	return {
		path,
		sha256: createHash("sha256").update(text, "latin1").digest("hex"),
		message_id: letter.messageId,
		owner: account.address,
		received: new Date(received).toISOString(),
		kind: letter.genre === "attack" ? "targeted" : "background",
		genre: letter.genre,
		sender: letter.sender,
		operator: letter.operator,
		campaign: letter.campaign,
		wave: letter.wave,
		references: letter.references.map(({ url, trigger, value }) => ({ url, trigger, individual: value !== null, value })),
	};
}

/** Gathers what the truth says of each wave. */
function createWaves(attack: Attack | null) {
	const seen = new Map<string, { messages: number; first: string; last: string; recipients: Set<string> }>();
	const senders = new Set<string>();
	const hosts = new Set<string>();
	return {
		add({ wave, received, owner, references }: TruthMessage, { from }: Letter): void {
			if (wave === null) return;
			const known = seen.get(wave) ?? { messages: 0, first: received, last: received, recipients: new Set() };
			known.messages++;
			if (received < known.first) known.first = received;
			if (received > known.last) known.last = received;
			known.recipients.add(owner);
			seen.set(wave, known);
			senders.add(from.address);
			for (const { url, trigger, individual } of references) if (trigger === "open" && individual) hosts.add(new URL(url).hostname);
		},
		campaigns(): TruthCampaign[] {
			if (attack === null) return [];
			const waves = [...seen].map(([id, wave]) => ({ id, ...wave, recipients: [...wave.recipients].sort() }));
			return [
				{ id: attack.toolkit.id, operator: attack.service.id, senders: [...senders].sort(), tracker_hosts: [...hosts].sort(), waves },
			];
		},
	};
}

function readmeOf(shape: Shape): string {
	return `Everything here is made up: people, parliaments, companies, hosts, mail. It was written by "counterpixel rehearse"; nothing was sent.
mail/ADDRESS    mailboxes, to be scanned
logs/           proxy and DNS logs of three organisations; leases.csv tells who had which address
${papersOf(shape).join(", ")}
truth.json      what is what; do not look before you have tried
`;
}
