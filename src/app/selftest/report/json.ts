// What `selftest --json` prints: a line for each contact as it comes, then the summary; described by docs/schema/selftest.schema.json. Each is
// ASCII: what a client sent may be shown on a terminal, and must not steer it.

import { adviceFor } from "../advice.ts";
import { conclusionsOf } from "../conclusions.ts";
import type { Contact } from "../contact.ts";
import { learntFrom } from "../learnt.ts";
import type { SelftestResult } from "../result.ts";
import { verdictsOf } from "../verdicts.ts";

export function contactLine({ probe, ...contact }: Contact): string {
	const { vector, trigger, channel, message } = probe;
	const { time, client_ip, user_agent, headers, by, fact, resolver, client_subnet, why } = contact;
	return asciiJson({
		probe: { vector, trigger, channel, message },
		...{ time, client_ip, user_agent, headers, by, fact, resolver, client_subnet, why },
	});
}

export function summaryLine(result: SelftestResult): string {
	const { started, ended, reach, messages, uncounted } = result;
	const { fired, silent, untestable } = verdictsOf(result);
	const lookedUp = fired.filter(({ lookedUpOnly }) => lookedUpOnly);
	return asciiJson({
		summary: {
			fired: fired.map(({ vector }) => vector),
			silent,
			untestable: untestable.map(({ vector, why }) => ({ vector, why })),
			learnt: learntJson(result),
			looked_up: lookedUp.map(({ vector }) => vector),
			openings: learntFrom(result).openings.map(({ message, time, again }) => ({ message, time, again })),
			advice: adviceFor(result).map(({ group, program, says, path, vectors }) => ({ group, program, says, path, vectors })),
			conclusions: conclusionsOf(reach, result),
			uncounted: { foreign: uncounted.foreign, beyond: uncounted.beyond, shares: uncounted.shares },
			messages,
			started,
			ended,
		},
	});
}

function learntJson(result: SelftestResult) {
	const { clientAddresses, resolvers, programs, system, languages, openings, ...more } = learntFrom(result);
	return {
		client_ip: clientAddresses,
		resolver: resolvers,
		program: programs[0]?.name ?? null,
		system,
		language: languages.length === 0 ? null : languages.join(", "),
		times: openings.map(({ time }) => time),
		version: programs[0]?.version ?? null,
		programs: programs.map(({ name }) => name),
		user_agents: more.userAgents,
		facts: more.facts,
		proxies: more.proxies.map(({ what, addresses, first, last, contacts }) => ({ what, client_ip: addresses, first, last, contacts })),
		client_subnet: more.clientSubnets,
		connected: more.connected,
		shares: more.shares,
		mail_servers: more.mailServers,
		address_alive: more.alive,
	};
}

/** JSON is the same with each character above ASCII written as an escape (RFC 8259 §7). */
export function asciiJson(value: unknown): string {
	return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
