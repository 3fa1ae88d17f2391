// Made-up sightings for measuring correlation: newsletters and notifications of many senders through a few dozen mass mailers, some with hosts of
// their own, a few attacks among them. On reserved names; the same number gives the same sighting.

import { createHash } from "node:crypto";
import type { Feature, FeatureKind, Sighting } from "../src/core/model/sighting.ts";

export interface MadeSighting extends Sighting {
	/** Hex. */
	readonly sha256: string;
	readonly received: string;
	readonly owner: string;
}

/** Senders of which one uses a host that nobody else has. */
const OWN_HOST_EVERY = 5;
const MASS_MAILERS = 40;
/** Mailings of each sender, and copies of each in the case. */
export const MAILINGS = 10;
export const COPIES = 5;
/** Bands of a text's sketch. */
const BANDS = 8;

function digits(...parts: readonly (string | number)[]): string {
	return createHash("sha256").update(parts.join(" ")).digest("hex");
}

/** The messages of one sender, MAILINGS x COPIES of them. */
export function sightingsOf(sender: number): MadeSighting[] {
	const id = digits("strand", sender).slice(0, 16);
	const mailer = sender % MASS_MAILERS;
	const hasOwnHost = sender % OWN_HOST_EVERY === 0;
	const domain = `sender${sender >> 1}.example`;
	const host = hasOwnHost ? `t.sender${sender >> 1}.example` : `t${mailer}.mailer${mailer}.test`;
	const constant: [FeatureKind, string][] = [
		["tracker-host", host],
		["tracker-domain", hasOwnHost ? domain : `mailer${mailer}.test`],
		["url-shape", hasOwnHost ? "/o/*?u" : `/open/${mailer}/*?c&u`],
		["url-piece", `c=${digits("account", sender).slice(0, 10)}`],
		["from-address", `news${sender & 1}@${domain}`],
		["from-domain", domain],
		["dkim-domain", domain],
		["dkim-domain", `mailer${mailer}.test`],
		["return-domain", `mailer${mailer}.test`],
		["list-id", `list${sender}.${domain}`],
		["origin-ip", `192.0.2.${mailer}`],
		["origin-range", "192.0.2.0/24"],
		["helo", `mailer${mailer}.test`],
		["message-id-shape", `*.#@mailer${mailer}.test`],
		["boundary-shape", `----=_Part_#_#.# ${mailer % 7}`],
		["mailer", `Mailer ${mailer % 11}`],
		["structure", digits("structure", sender).slice(0, 16)],
	];
	const made: MadeSighting[] = [];
	for (let mailing = 0; mailing < MAILINGS; mailing++) {
		const text = digits("text", sender, mailing);
		const bands = Array.from({ length: BANDS }, (_, band): [FeatureKind, string] => [
			"text-band",
			`${band}:${text.slice(band * 3, band * 3 + 8)}${band % 10}`,
		]);
		const features = [...constant, ...bands, ["subject-shape", text.slice(0, 16)] as [FeatureKind, string]]
			.map(([kind, value]): Feature => ({ kind, value }))
			.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.value < b.value ? -1 : 1));
		for (let copy = 0; copy < COPIES; copy++) {
			const time = Date.UTC(2021, 0, 1) + (((sender * 7) % 300) + mailing * 30) * 86_400_000 + copy * 1000;
			made.push({
				strand: id,
				features,
				traits: ["tracked", "individual", "unsubscribe-header", "list-id", "signed-by-sender", "authenticated"],
				sha256: digits("message", sender, mailing, copy),
				received: new Date(time).toISOString(),
				owner: `reader${(sender + copy) % 400}@parliament.example`,
			});
		}
	}
	return made;
}
