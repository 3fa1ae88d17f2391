// Mail to compare: what comparison needs of messages, marks first, since most turn out to have no copy, and references only of those that have.

import { type SqlBool, sql } from "kysely";
import type { CopyMarks } from "../../../core/campaigns/copies/copy.ts";
import type { MailingMessage } from "../../../core/campaigns/copies/mailings.ts";
import type { MailProfile } from "../../../core/model/profile.ts";
import type { RemoteReference } from "../../../core/model/reference.ts";
import { traitBits } from "../../../core/model/sighting.ts";
import { type Findings, unpack } from "../findings.ts";
import { inPieces, type Trx } from "../keyed.ts";
import type { ExplanationTable } from "../schema/scan-tables.ts";
import { fromHex, toHex } from "../values.ts";

/** Bytes of stored findings that are held for comparison. Attack: copies with a hundred thousand references each. */
export const MAX_HELD = 16_000_000;
const KEPT_MARKS = 20_000;
const KEPT_EXPLANATIONS = 20_000;

export interface MailToCompare {
	/** By hash, of messages that are tracked: what only waits for a click is in no campaign. `strands`: of each. Those of format 1 have no marks. */
	marks(strands: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, CopyMarks>>;
	/** Bytes of a message's findings, as they are stored, where its marks are known. */
	sizeOf(hash: string): number;
	/** Reads the references of messages whose marks are known. */
	load(hashes: readonly string[]): Promise<void>;
	/** Of a message that was loaded. */
	get(hash: string): MailingMessage;
}

export function mailToCompare(trx: Trx): MailToCompare {
	const known = new Map<string, CopyMarks>();
	const sizes = new Map<string, number>();
	const references = new Map<string, readonly RemoteReference[]>();
	const explanations = new Map<string, ExplanationTable>();
	/** Bytes of the findings behind `references`, more or less. */
	let held = 0;
	const forget = (hash: string): void => {
		known.delete(hash);
		sizes.delete(hash);
	};
	return {
		sizeOf: (hash) => sizes.get(hash) ?? 0,
		async marks(strands) {
			if (known.size > KEPT_MARKS) for (const hash of [...known.keys()]) if (!strands.has(hash)) forget(hash);
			const missing = [...strands.keys()].filter((hash) => known.get(hash)?.strand !== strands.get(hash)).map(fromHex);
			const owners = await ownersOf(trx, missing);
			await inPieces(
				trx,
				missing,
				(some) =>
					trx
						.selectFrom("message")
						.innerJoin("sighting", "sighting.message", "message.sha256")
						.select(["message.sha256", "message.received", "message.delivered_to", "message.profile"])
						.select(sql<number>`octet_length(message.findings)`.as("size"))
						.where("message.sha256", "in", some)
						.where("message.profile", "<>", "")
						.where(sql<SqlBool>`sighting.traits & ${traitBits(["tracked"])} <> 0`),
				(row) => {
					const sha256 = toHex(row.sha256);
					const { template, subjectShape } = JSON.parse(row.profile) as MailProfile;
					// Delivered-To where nobody said whose mailbox it is: several are one person's, mail forwarded from one to the other.
					const whose = owners.get(sha256) ?? (JSON.parse(row.delivered_to) as string[]);
					sizes.set(sha256, Number(row.size));
					known.set(sha256, {
						sha256,
						owners: [...new Set(whose)].sort(),
						received: row.received === "" ? null : row.received,
						strand: strands.get(sha256) as string,
						template,
						subjectShape,
					});
				},
			);
			return known;
		},
		async load(hashes) {
			const wanted = new Set(hashes);
			const missing = [...wanted].filter((hash) => !references.has(hash));
			for (const hash of missing) held += sizes.get(hash) ?? 0;
			if (held > MAX_HELD) {
				for (const hash of [...references.keys()]) if (!wanted.has(hash)) references.delete(hash);
				held = 0;
				for (const hash of wanted) held += sizes.get(hash) ?? 0;
			}
			const findings = await findingsOf(trx, missing, explanations);
			for (const [hash, list] of findings) references.set(hash, unpack(list, explanations));
		},
		get: (hash) => ({ ...(known.get(hash) as CopyMarks), references: references.get(hash) ?? [] }),
	};
}

async function ownersOf(trx: Trx, messages: readonly Uint8Array[]): Promise<ReadonlyMap<string, readonly string[]>> {
	const owners = new Map<string, string[]>();
	await inPieces(
		trx,
		messages,
		(some) => trx.selectFrom("placement").select(["message", "owner"]).where("message", "in", some).where("owner", "is not", null),
		({ message, owner }) => {
			const list = owners.get(toHex(message)) ?? [];
			owners.set(toHex(message), list);
			list.push(owner as string);
		},
	);
	return owners;
}

/** By hash; `explanations` has all that they name afterwards. */
export async function findingsOf(
	trx: Trx,
	hashes: readonly string[],
	explanations: Map<string, ExplanationTable>,
): Promise<ReadonlyMap<string, Findings>> {
	const findings = new Map<string, Findings>();
	await inPieces(
		trx,
		hashes.map(fromHex),
		(some) => trx.selectFrom("message").select(["sha256", "findings"]).where("sha256", "in", some),
		(row) => findings.set(toHex(row.sha256), JSON.parse(row.findings) as Findings),
	);
	if (explanations.size > KEPT_EXPLANATIONS) explanations.clear();
	const missing = new Set<string>();
	for (const { contacts } of findings.values()) for (const [, id] of contacts) if (!explanations.has(id)) missing.add(id);
	await inPieces(
		trx,
		[...missing].map(fromHex),
		(some) => trx.selectFrom("explanation").selectAll().where("id", "in", some),
		(row) => explanations.set(toHex(row.id), row),
	);
	return findings;
}
