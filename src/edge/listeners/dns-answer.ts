// DNS answer: what the one zone of a self-test says (RFC 1035). Every name in it has the listener's own addresses, none may be kept, and of
// everything else it knows nothing: it never asks anybody.

import type { Answer, DecodedPacket, Packet, Question } from "dns-packet";
import dnsPacket from "dns-packet";
import ipaddr from "ipaddr.js";

export interface ZoneData {
	/** Lower case, without the last dot. */
	readonly zone: string;
	/** IPv4 and IPv6, that every name in the zone has. */
	readonly addresses: readonly string[];
	/** Mail for names in the zone comes here too. */
	readonly mail: boolean;
}

/** What was asked, and the bytes to answer with. */
export interface Answered {
	/** Null where it was no question for this zone, or none at all. */
	readonly asked: { readonly name: string; readonly type: string; readonly subnet: string | null } | null;
	/** Null: no answer, since what came is an answer itself or too short to have an id. */
	readonly answer: Uint8Array | null;
}

const HEADER = 12;
/** RFC 1035 §4.1.1. */
const RESPONSE = 0x80;
const OPCODE = 0x78;
const CODES = { fine: 0, broken: 1, unknown: 4, refused: 5 } as const;
/**
 * Bytes, and records after the question (of IXFR one, OPT, a signature): names may point at each other, so that reading a long packet of many
 * takes a tenth of a second, and anybody may send hundreds.
 */
export const MOST_QUERY = 4096;
const MOST_RECORDS = 4;
/** Bytes over UDP (RFC 1035 §4.2.1, RFC 6891 §6.2.3, without fragments). What is longer is asked for again over TCP. */
const UDP_SIZE = 512;
const BETTER_UDP_SIZE = 1232;
const TCP_SIZE = 65_535;
const CLIENT_SUBNET = 8;
/** RFC 6891 §6.1.3: the upper bits of the code 16, where a client speaks a version that nobody knows. */
const BAD_VERSION = 1;
/** What the library has no name for (RFC 9460). */
const TYPES: ReadonlyMap<string, string> = new Map([
	["UNKNOWN_64", "SVCB"],
	["UNKNOWN_65", "HTTPS"],
]);

type Transport = "udp" | "tcp";
type Opt = Extract<Answer, { type: "OPT" }>;

/** Never throws: what cannot be read or written back is answered as broken. */
export function answerQuery(query: Uint8Array, data: ZoneData, transport: Transport = "udp"): Answered {
	if (query.length < HEADER || ((query[2] as number) & RESPONSE) !== 0) return { asked: null, answer: null };
	if (((query[2] as number) & OPCODE) !== 0) return { asked: null, answer: headOnly(query, CODES.unknown) };
	if (query.length > MOST_QUERY || countsOf(query) > MOST_RECORDS) return { asked: null, answer: headOnly(query, CODES.broken) };
	try {
		return answerTo(dnsPacket.decode(Buffer.from(query)), query, data, transport);
	} catch {
		return { asked: null, answer: headOnly(query, CODES.broken) };
	}
}

/** Records that the header tells of: answers, authorities and additionals (RFC 1035 §4.1.1). */
function countsOf(query: Uint8Array): number {
	const head = new DataView(query.buffer, query.byteOffset, HEADER);
	return head.getUint16(6) + head.getUint16(8) + head.getUint16(10);
}

function answerTo(packet: DecodedPacket, query: Uint8Array, data: ZoneData, transport: Transport): Answered {
	const [question, ...others] = packet.questions ?? [];
	if (question === undefined || others.length > 0 || !isWrittenSo(question, query)) throw new Error("not one question");
	const opt = optOf(packet);
	const write = (code: number, answers: readonly Answer[], authorities: readonly Answer[]): Uint8Array =>
		written({ packet, question, opt, transport, code, answers, authorities });
	if (opt !== null && opt.ednsVersion !== 0) return { asked: null, answer: write(CODES.fine, [], []) };
	const name = question.name.toLowerCase();
	const inZone = name === data.zone || name.endsWith(`.${data.zone}`);
	if (!inZone || question.class !== "IN" || /^(?:AXFR|IXFR)$/.test(question.type)) {
		return { asked: null, answer: write(CODES.refused, [], []) };
	}
	const answers = recordsOf(question, name, data);
	return {
		asked: { name, type: typeName(question.type), subnet: subnetOf(opt)?.text ?? null },
		answer: write(CODES.fine, answers, answers.length === 0 ? [startOfAuthority(data.zone)] : []),
	};
}

/** A name with bytes that are no text, or a dot within a label, would be given back as another name: its answer would be for nobody. */
function isWrittenSo(question: Question, query: Uint8Array): boolean {
	const bytes = dnsPacket.encode({ type: "query", questions: [question] }).subarray(HEADER);
	return bytes.equals(query.subarray(HEADER, HEADER + bytes.length));
}

function typeName(type: string): string {
	return TYPES.get(type) ?? type.replace(/^UNKNOWN_/, "TYPE");
}

function optOf({ additionals }: DecodedPacket): Opt | null {
	return (additionals ?? []).find((record): record is Opt => record.type === "OPT") ?? null;
}

/** Names are given back as they were asked for, since resolvers mix the case of letters and look for it (draft-vixie-dnsext-dns0x20). */
function recordsOf({ name: asked, type: wanted }: Question, name: string, { zone, addresses, mail }: ZoneData): Answer[] {
	const type: string = wanted;
	const of = (kind: "ipv4" | "ipv6"): readonly string[] => addresses.filter((address) => ipaddr.parse(address).kind() === kind);
	const base = { name: asked, ttl: 0, class: "IN" } as const;
	const records: Answer[] = [];
	if (type === "A" || type === "ANY") records.push(...of("ipv4").map((data): Answer => ({ ...base, type: "A", data })));
	if (type === "AAAA" || type === "ANY") records.push(...of("ipv6").map((data): Answer => ({ ...base, type: "AAAA", data })));
	if (type === "MX" && mail) records.push({ ...base, type: "MX", data: { preference: 10, exchange: `mail.${zone}` } });
	if (name === zone && type === "NS") records.push({ ...base, type: "NS", data: `ns.${zone}` });
	if (name === zone && type === "SOA") records.push({ ...startOfAuthority(zone), name: asked });
	return records;
}

function startOfAuthority(zone: string): Answer {
	const data = { mname: `ns.${zone}`, rname: `hostmaster.${zone}`, serial: 1, refresh: 3600, retry: 600, expire: 86_400, minimum: 0 };
	return { type: "SOA", name: zone, ttl: 0, class: "IN", data };
}

interface Subnet {
	/** "192.0.2.0/24", or null where the resolver tells nothing. */
	readonly text: string | null;
	readonly family: number;
	readonly prefix: number;
	readonly ip: string;
}

/** RFC 7871: what a resolver passes on of its client's address. A length of 0 says that it tells nothing (§7.1.2). */
function subnetOf(opt: Opt | null): Subnet | null {
	for (const option of opt?.options ?? []) {
		const { code, family, sourcePrefixLength: prefix, ip } = option as { code: number } & Partial<Record<string, unknown>>;
		if (code !== CLIENT_SUBNET || typeof prefix !== "number" || typeof ip !== "string") continue;
		if (!((family === 1 && prefix <= 32) || (family === 2 && prefix <= 128))) continue;
		return { text: prefix === 0 ? null : `${ipaddr.parse(ip)}/${prefix}`, family, prefix, ip };
	}
	return null;
}

interface Reply {
	readonly packet: DecodedPacket;
	readonly question: Question;
	readonly opt: Opt | null;
	readonly transport: Transport;
	readonly code: number;
	readonly answers: readonly Answer[];
	readonly authorities: readonly Answer[];
}

function written(reply: Reply): Uint8Array {
	const { packet, question, opt, transport, code } = reply;
	const subnet = subnetOf(opt);
	const options =
		subnet === null
			? []
			: [{ code: CLIENT_SUBNET, family: subnet.family, sourcePrefixLength: subnet.prefix, scopePrefixLength: 0, ip: subnet.ip }];
	const extendedRcode = opt !== null && opt.ednsVersion !== 0 ? BAD_VERSION : 0;
	const additionals =
		opt === null ? [] : [{ type: "OPT", name: ".", udpPayloadSize: BETTER_UDP_SIZE, flags: 0, options, extendedRcode, ednsVersion: 0 }];
	const flags = (code === CODES.refused ? 0 : dnsPacket.AUTHORITATIVE_ANSWER) | ((packet.flags ?? 0) & dnsPacket.RECURSION_DESIRED) | code;
	const bytes = (more: number, answers: readonly Answer[], authorities: readonly Answer[]): Uint8Array => {
		const whole = { type: "response", id: packet.id, flags: flags | more, questions: [question], answers, authorities, additionals };
		return new Uint8Array(dnsPacket.encode(whole as unknown as Packet));
	};
	const udpSize = Math.min(BETTER_UDP_SIZE, Math.max(UDP_SIZE, opt?.udpPayloadSize ?? 0));
	const full = bytes(0, reply.answers, reply.authorities);
	return full.length <= (transport === "udp" ? udpSize : TCP_SIZE) ? full : bytes(dnsPacket.TRUNCATED_RESPONSE, [], []);
}

/** An answer that says no more than a code. */
function headOnly(query: Uint8Array, code: number): Uint8Array {
	const head = new Uint8Array(HEADER);
	head.set(query.subarray(0, 3));
	head[2] = RESPONSE | ((query[2] as number) & 0x79);
	head[3] = code;
	return head;
}
