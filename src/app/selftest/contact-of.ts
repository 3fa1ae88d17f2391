// Contact of an arrival: what it tells of whoever made it, and whether that was a person's program or a machine in between.

import { readUserAgent } from "../../core/exposure/user-agents.ts";
import type { Channel } from "../../core/model/reference.ts";
import type { Arrival } from "../../edge/listeners/arrival.ts";
import type { Contact, ContactBy } from "./contact.ts";
import type { SelftestProbe } from "./probe.ts";

/** Fields kept of a request, and characters of each. */
const MOST_FIELDS = 40;
const LONGEST_VALUE = 500;
/** A sender would learn nothing by them that is not the reader's secret: named, never kept. */
const SECRETS: ReadonlySet<string> = new Set(["cookie", "authorization", "proxy-authorization"]);

export function contactOf(arrival: Arrival, { vector, trigger, message, fact }: SelftestProbe): Contact {
	const headers = headersOf(arrival);
	const agent = headers["user-agent"] ?? null;
	return {
		probe: { vector, trigger, channel: channelOf(arrival), message },
		fact,
		time: new Date(arrival.at).toISOString(),
		client_ip: arrival.kind === "dns" ? null : arrival.client,
		resolver: arrival.kind === "dns" ? arrival.client : null,
		client_subnet: arrival.kind === "dns" ? arrival.subnet : null,
		user_agent: arrival.kind === "smtp" ? (arrival.reportingProgram ?? agent) : agent,
		headers,
		...madeBy(arrival, agent),
	};
}

/** A handshake without a request tells no more than a lookup of the name would, by another way. */
function channelOf(arrival: Arrival): Channel {
	if (arrival.kind === "junk") return arrival.channel;
	return arrival.kind === "tls" ? "http" : arrival.kind;
}

function headersOf(arrival: Arrival): Readonly<Record<string, string>> {
	const kept: Record<string, string> = Object.create(null);
	const told = arrival.kind === "http" || arrival.kind === "smtp" ? arrival.headers : {};
	for (const [name, value] of Object.entries(told).slice(0, MOST_FIELDS)) {
		kept[name] = SECRETS.has(name) ? "(not kept)" : value.slice(0, LONGEST_VALUE);
	}
	return kept;
}

function madeBy(arrival: Arrival, agent: string | null): { readonly by: ContactBy; readonly why: string } {
	switch (arrival.kind) {
		case "http":
			return madeRequest(agent);
		case "tls":
			return { by: "unknown", why: "a connection without a request" };
		case "dns":
			return { by: "unknown", why: "a resolver asks for whoever uses it" };
		case "smtp":
			return MAIL[arrival.message];
		case "smb":
			return { by: "unknown", why: "a connection to a share names no program" };
		case "junk":
			return { by: "unknown", why: "not a request" };
	}
}

function madeRequest(agent: string | null): { readonly by: ContactBy; readonly why: string } {
	const { machine, program } = readUserAgent(agent);
	if (machine !== null) return { by: "machine", why: machine };
	if (program !== null) return { by: "person", why: `the request names ${program}` };
	return { by: "unknown", why: agent === null ? "the request names no program" : "the request names a program that is not known" };
}

const MAIL = {
	receipt: { by: "unknown", why: "a receipt is sent by the reader's program, asked or unasked" },
	"delivery-report": { by: "machine", why: "a mail server's report" },
	automatic: { by: "machine", why: "an automatic answer" },
	reply: { by: "person", why: "an answer to the message" },
} as const;
