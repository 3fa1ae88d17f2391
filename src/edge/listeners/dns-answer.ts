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
const AUTHORITATIVE = dnsPacket.AUTHORITATIVE_ANSWER;
/** RFC 6891 §6.2.3; what is answered here fits by far. */
const UDP_SIZE = 1232;
const CLIENT_SUBNET = 8;

export function answerQuery(query: Uint8Array, data: ZoneData): Answered {
	if (query.length < HEADER || ((query[2] as number) & RESPONSE) !== 0) return { asked: null, answer: null };
	const packet = decoded(query);
	if (packet === null) return { asked: null, answer: headOnly(query, CODES.broken) };
	if (((query[2] as number) & OPCODE) !== 0) return { asked: null, answer: headOnly(query, CODES.unknown) };
	const [question, ...others] = packet.questions ?? [];
	if (question === undefined || others.length > 0) return { asked: null, answer: headOnly(query, CODES.broken) };
	const name = question.name.toLowerCase().replace(/\.$/, "");
	const inZone = name === data.zone || name.endsWith(`.${data.zone}`);
	if (!inZone || question.class !== "IN" || /^(?:AXFR|IXFR)$/.test(question.type)) {
		return { asked: null, answer: written(packet, question, CODES.refused, [], []) };
	}
	const answers = recordsOf(question, name, data);
	const authorities = answers.length === 0 ? [startOfAuthority(data.zone)] : [];
	return {
		asked: { name, type: question.type, subnet: subnetOf(packet)?.text ?? null },
		answer: written(packet, question, CODES.fine, answers, authorities),
	};
}

function decoded(query: Uint8Array): DecodedPacket | null {
	try {
		return dnsPacket.decode(Buffer.from(query));
	} catch {
		return null;
	}
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
	readonly text: string;
	readonly family: number;
	readonly prefix: number;
	readonly ip: string;
}

/** RFC 7871: what a resolver passes on of its client's address. */
function subnetOf(packet: DecodedPacket): Subnet | null {
	for (const record of packet.additionals ?? []) {
		if (record.type !== "OPT") continue;
		for (const option of record.options) {
			const {
				code,
				family,
				sourcePrefixLength: prefix,
				ip,
			} = option as { code: number; family?: number; sourcePrefixLength?: number; ip?: string };
			if (code !== CLIENT_SUBNET || family === undefined || prefix === undefined || ip === undefined || !ipaddr.isValid(ip)) continue;
			return { text: `${ip}/${prefix}`, family, prefix, ip };
		}
	}
	return null;
}

function written(
	packet: DecodedPacket,
	question: Question,
	code: number,
	answers: readonly Answer[],
	authorities: readonly Answer[],
): Uint8Array {
	const asksBetter = (packet.additionals ?? []).some(({ type }) => type === "OPT");
	const subnet = subnetOf(packet);
	const options =
		subnet === null
			? []
			: [{ code: CLIENT_SUBNET, family: subnet.family, sourcePrefixLength: subnet.prefix, scopePrefixLength: 0, ip: subnet.ip }];
	const better = { type: "OPT", name: ".", udpPayloadSize: UDP_SIZE, flags: 0, options, extendedRcode: 0, ednsVersion: 0, flag_do: false };
	const reply = {
		type: "response",
		id: packet.id,
		flags: (code === CODES.refused ? 0 : AUTHORITATIVE) | ((packet.flags ?? 0) & dnsPacket.RECURSION_DESIRED) | code,
		questions: [question],
		answers: [...answers],
		authorities: [...authorities],
		additionals: asksBetter ? [better] : [],
	};
	return new Uint8Array(dnsPacket.encode(reply as unknown as Packet));
}

/** An answer that says no more than a code. */
function headOnly(query: Uint8Array, code: number): Uint8Array {
	const head = new Uint8Array(HEADER);
	head.set(query.subarray(0, 3));
	head[2] = RESPONSE | ((query[2] as number) & 0x79);
	head[3] = code;
	return head;
}
