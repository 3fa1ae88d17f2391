// Tracking of a report: an example of each way in which a campaign's mail reports. Two people's copies laid beside each other show which part of
// an address singles one out; without a second copy all behind the host may.

import { registrableDomain } from "../../core/encoding/registrable-domain.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import type { IdentifierKind } from "../../core/model/identifier.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import type { StoredMessage } from "../../edge/casebook/stored-messages.ts";
import { proofInWords } from "./campaigns-words.ts";
import type { ElementSource, RawSource, ReportedTracking, UrlPiece } from "./case-report-data.ts";
import { commonOf, elementAround } from "./case-report-element.ts";
import type { Names } from "./case-report-names.ts";
import type { CaseReportSources } from "./case-report-sources.ts";
import { urlPieces } from "./case-report-url.ts";
import { CHANNEL_WORDS, capital, IDENTIFIER_MEANING, leaksInWords, listed, TRIGGER_WORDS, vectorTitle } from "./words.ts";

/** Messages looked at, and ways shown. */
const LOOKED_AT = 24;
const MAX_WAYS = 3;
/** Bytes of a message kept on either side of a reference. */
const AROUND = 200;

interface Copy {
	readonly message: StoredMessage;
	readonly owner: string;
	readonly reference: RemoteReference;
	readonly proof: Proof | null;
}

type Sources = Pick<CaseReportSources, "casebook" | "rawOf">;

export async function reportedTracking({ casebook, rawOf }: Sources, { messages }: Campaign, names: Names): Promise<ReportedTracking[]> {
	const hashes = spread(messages.map(({ sha256 }) => sha256));
	const proofs = await casebook.proofs(hashes);
	const copies: Copy[] = [];
	for (const sha256 of hashes) {
		const message = await casebook.message(sha256);
		if (message === null) continue;
		const owner = message.placements.find((placement) => placement.owner !== null)?.owner?.toLowerCase() ?? sha256;
		const seen = new Set<string>();
		message.references.forEach((reference, index) => {
			if (reference.trigger === "click" || seen.has(wayOf(reference))) return;
			seen.add(wayOf(reference));
			copies.push({ message, owner, reference, proof: proofs.get(sha256)?.find((one) => one.reference === index) ?? null });
		});
	}
	const ways = [...Map.groupBy(copies, ({ reference }) => wayOf(reference)).values()];
	const rank = (way: readonly Copy[]): number => (way.some((copy) => kindOf(copy) !== "none") ? 0 : 1);
	ways.sort((a, b) => rank(a) - rank(b) || b.length - a.length);
	const shown: ReportedTracking[] = [];
	const telling = ways.filter((way) => rank(way) === 0);
	for (const way of telling.length > 0 ? telling.slice(0, MAX_WAYS) : ways.slice(0, 1)) shown.push(await reportedWay(way, rawOf, names));
	return shown;
}

/** From the whole length of the campaign, not only its first day. */
function spread(hashes: readonly string[]): string[] {
	if (hashes.length <= LOOKED_AT) return [...hashes];
	return Array.from({ length: LOOKED_AT }, (_, n) => hashes[Math.floor((n * hashes.length) / LOOKED_AT)] as string);
}

function wayOf({ vector, trigger, host }: RemoteReference): string {
	return JSON.stringify([vector, trigger, registrableDomain(host) ?? host]);
}

/** What comparing copies proves stands above what one copy says. */
function kindOf({ reference, proof }: Copy): IdentifierKind {
	return proof?.kind ?? reference.identifier.kind;
}

async function reportedWay(way: readonly Copy[], rawOf: Sources["rawOf"], names: Names): Promise<ReportedTracking> {
	const example = way.find(({ proof }) => proof?.kind === "unique") ?? (way[0] as Copy);
	const others = way.filter(({ owner }) => owner !== example.owner);
	const { reference } = example;
	const pieces = urlPieces(
		reference.url,
		others.map((copy) => copy.reference.url),
		{ host: reference.host, value: reference.identifier.kind === "address" ? null : reference.identifier.value },
	);
	const url = names.named ? pieces : pieces.map((piece) => (names.isClean(piece.text) ? piece : { ...piece, individual: true }));
	return {
		vector: vectorTitle(reference.vector),
		messages: way.length,
		trigger: TRIGGER_WORDS[reference.trigger],
		channel: CHANNEL_WORDS[reference.channel],
		host: hostOf(url, reference.host),
		operator: reference.operator,
		learns: leaksInWords(reference.leaks),
		identifier: identifierSentence(example, names),
		url,
		raw: names.named ? await rawSource(example, rawOf) : null,
		element: await elementOf(example, others, rawOf, names),
		why: reference.why.filter((sentence) => names.isClean(sentence) && (names.named || !holdsValue(sentence, reference))).slice(0, 4),
	};
}

function holdsValue(sentence: string, { identifier: { value } }: RemoteReference): boolean {
	return value !== null && sentence.includes(value);
}

function identifierSentence(copy: Copy, { named }: Names): string {
	const said = IDENTIFIER_MEANING[kindOf(copy)];
	const { proof } = copy;
	if (proof === null || proof.pieces.length === 0 || proof.kind !== "unique") return said;
	return named
		? `${said} ${proofInWords(proof)}`
		: `${said} ${capital(listed(proof.pieces))} ${proof.pieces.length === 1 ? "differs" : "differ"} from copy to copy.`;
}

async function elementOf(one: Copy, [other]: readonly Copy[], rawOf: Sources["rawOf"], names: Names): Promise<ElementSource | null> {
	const mine = await elementIn(one, rawOf);
	if (mine === null || names.named) return mine;
	const theirs = other === undefined ? null : await elementIn(other, rawOf);
	const common = theirs === null ? null : commonOf(mine, theirs);
	return common !== null && names.isClean(common.before) && names.isClean(common.after) ? common : null;
}

async function elementIn({ message, reference }: Copy, rawOf: Sources["rawOf"]): Promise<ElementSource | null> {
	const bytes = await rawOf(message);
	return bytes === null ? null : elementAround(bytes, reference);
}

/** A label of the host may be what singles out; the host is then shown without it. */
function hostOf(url: readonly UrlPiece[], host: string): string {
	const covered = url.some(({ text, individual }) => individual && host.includes(text.toLowerCase()));
	return covered ? (registrableDomain(host) ?? host) : host;
}

async function rawSource({ message, reference: { start, end } }: Copy, rawOf: Sources["rawOf"]): Promise<RawSource | null> {
	const bytes = await rawOf(message);
	if (bytes === null || end > bytes.length) return null;
	const [from, to] = [Math.max(0, start - AROUND), Math.min(bytes.length, end + AROUND)];
	return { bytes: bytes.slice(from, to), start: start - from, end: end - from, before: from };
}
