// Messages of a campaign that its facts look into: all of a small one; of a large one its first and its last, strand by strand, as many of each strand
// as it has a share of.

import { type Fetched, inProvedPlaces } from "../../../core/campaigns/copies/proved-places.ts";
import { registrableDomain } from "../../../core/encoding/registrable-domain.ts";
import { isTokenLike } from "../../../core/encoding/token-likeness.ts";
import type { IdentifierKind } from "../../../core/model/identifier.ts";
import type { MailProfile } from "../../../core/model/profile.ts";
import type { Proof } from "../../../core/model/proof.ts";
import { findingsOf } from "../copies/mail-to-compare.ts";
import { proofsOf } from "../copies/proofs.ts";
import { inPieces, lookup, type Trx } from "../keyed.ts";
import type { ExplanationTable } from "../schema/scan-tables.ts";
import { isTracked } from "../tracked.ts";
import { fromHex, toHex } from "../values.ts";
import type { Part } from "./campaign-parts.ts";

export interface Looked {
	/** Hex. */
	readonly sha256: string;
	readonly received: string;
	/** `traitBits`. */
	readonly traits: number;
	readonly messageId: string | null;
	readonly from: string | null;
	/** null of a message that was last read by an older program. */
	readonly profile: MailProfile | null;
	/** In order. */
	readonly owners: readonly string[];
	/** Hosts of references that single the reader out, so far as it is known, without a click. */
	readonly watchedBy: ReadonlySet<string>;
	/** Those of them in whose very name the identifier stands. */
	readonly named: ReadonlySet<string>;
	/** Some of these are known only by where comparing others' copies has proved identifiers to stand. */
	readonly inProvedPlace: boolean;
	/** null where no copy of it was compared. */
	readonly copies: "unique" | "equal" | "other" | null;
}

/** Messages of a campaign that are looked into: of mail that says it went to many, and of other mail, where a person wants to know exactly. */
const LOOKED_INTO = { bulk: 200, other: 1500 } as const;
/** Of a strand at least so many at either end. */
const AT_EITHER_END = 2;
const UNSUBSCRIBE = 3;

type Seen = Pick<Looked, "received" | "traits"> & { readonly message: Uint8Array };

export async function lookAt(trx: Trx, part: Part): Promise<Looked[]> {
	const seen = await chosen(trx, part);
	const hashes = [...seen.keys()];
	const proofs = await proofsOf(trx, hashes);
	const explanations = new Map<string, ExplanationTable>();
	const findings = await findingsOf(trx, hashes, explanations);
	const owners = new Map<string, string[]>();
	await inPieces(
		trx,
		hashes.map(fromHex),
		(some) =>
			trx.selectFrom("placement").select(["message", "owner"]).where("message", "in", some).where("owner", "is not", null).orderBy("owner"),
		({ message, owner }) => {
			const known = owners.get(toHex(message));
			if (known === undefined) owners.set(toHex(message), [owner as string]);
			else if (!known.includes(owner as string)) known.push(owner as string);
		},
	);
	const looked: (Looked & { readonly fetched: readonly Fetched[] })[] = [];
	await inPieces(
		trx,
		hashes.map(fromHex),
		(some) => trx.selectFrom("message").select(["sha256", "message_id", "from", "profile"]).where("sha256", "in", some),
		({ sha256, message_id: messageId, from, profile }) => {
			const hex = toHex(sha256);
			const { received, traits } = seen.get(hex) as Seen;
			const proved = proofs.get(hex) ?? [];
			const references = findings.get(hex);
			const kept = new Map(proved.map((proof) => [proof.reference, proof]));
			const named = new Set<string>();
			const fetched = (references?.references ?? []).flatMap(([contact, url, , , , value], index): Fetched[] => {
				const [host = "", id = ""] = references?.contacts[contact] ?? [];
				const explanation = explanations.get(id);
				if (explanation?.trigger === "click") return [];
				const proof = kept.get(index);
				if (isNamed(host, value === 0 ? null : value, proof)) named.add(host);
				const kind = proof?.kind ?? ((explanation?.identifier ?? "none") as IdentifierKind);
				return [{ url, host, kind, proof: proof?.kind === "unique" ? proof : null }];
			});
			const parsed = profile === "" ? null : (JSON.parse(profile) as MailProfile);
			const watchedBy = new Set(fetched.filter(({ kind }) => kind !== "none").map(({ host }) => host));
			const what = {
				sha256: hex,
				received,
				traits,
				messageId,
				from,
				profile: parsed,
				owners: owners.get(hex) ?? [],
				copies: copiesOf(proved),
			};
			looked.push({ ...what, fetched, watchedBy, named, inProvedPlace: false });
		},
	);
	// In order, so that what is found by place depends on the mails alone.
	looked.sort((a, b) => (a.received < b.received ? -1 : a.received > b.received ? 1 : a.sha256 < b.sha256 ? -1 : 1));
	const places = inProvedPlaces(looked);
	return looked.map(({ fetched, watchedBy, ...rest }, index): Looked => {
		const hosts = [...(places[index] ?? [])].flatMap((at) => fetched[at]?.host ?? []).filter((host) => !watchedBy.has(host));
		return { ...rest, watchedBy: new Set([...watchedBy, ...hosts]), inProvedPlace: hosts.length > 0 };
	});
}

/** A token is in the host's name, by what copies proved, by what inspection found, or by its looks: of two tokens inspection names the longer. */
function isNamed(host: string, value: string | null, proof: Proof | undefined): boolean {
	if (proof?.kind === "unique" && proof.pieces.some((piece) => piece.includes("the host name"))) return true;
	if (proof?.kind === "none" || value === null) return false;
	const owner = registrableDomain(host) ?? host;
	return host.includes(value.toLowerCase()) || host.slice(0, -owner.length).split(".").some(isTokenLike);
}

function copiesOf(proved: readonly Proof[]): Looked["copies"] {
	if (proved.length === 0) return null;
	if (proved.some(({ kind }) => kind === "unique")) return "unique";
	return proved.every(({ kind }) => kind === "none") ? "equal" : "other";
}

async function chosen(trx: Trx, { id, nodes, messages }: Part): Promise<Map<string, Seen>> {
	const bulk = nodes.reduce((sum, { strand }) => sum + ((JSON.parse(strand?.traits ?? "[]") as number[])[UNSUBSCRIBE] ?? 0), 0);
	const most = bulk * 2 > messages ? LOOKED_INTO.bulk : LOOKED_INTO.other;
	const seen = new Map<string, Seen>();
	const take = (row: Seen): void => {
		seen.set(toHex(row.message), row);
	};
	const select = trx
		.selectFrom("sighting")
		.leftJoin("pinned", "pinned.message", "sighting.message")
		.select(["sighting.received", "sighting.traits", "sighting.message"])
		.where(isTracked("sighting.traits"));
	const ends = (limit: number) =>
		(["asc", "desc"] as const).map((way) =>
			lookup<string, Seen>(trx, ([strand = ""]) =>
				select
					.where("sighting.strand", "=", strand)
					.where("pinned.message", "is", null)
					.orderBy("sighting.received", way)
					.orderBy("sighting.message", way)
					.limit(limit),
			),
		);
	const strands = nodes.flatMap(({ strand, messages: own }) => (strand === null || own === 0 ? [] : [{ id: strand.id, messages: own }]));
	for (const { id: strand, messages: own } of strands.slice(0, most)) {
		const share = Math.max(AT_EITHER_END, Math.ceil((most * own) / Math.max(1, messages) / 2));
		for (const end of own <= share ? ends(share).slice(0, 1) : ends(share)) await end([strand], take);
	}
	if (nodes.some(({ strand }) => strand === null))
		for (const row of await select.where("pinned.campaign", "=", id).limit(most).execute()) take(row);
	return seen;
}
