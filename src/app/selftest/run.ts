// Run: one self-test on this machine. It opens the listeners, makes the messages that point at them, and notes what comes in until it is closed.

import { networkInterfaces } from "node:os";
import { appError } from "../../core/model/app-error.ts";
import type { Arrival, HttpArrival } from "../../edge/listeners/arrival.ts";
import type { CertificatePair } from "../../edge/listeners/certificate.ts";
import { openDnsListener } from "../../edge/listeners/dns.ts";
import { type HttpListener, openHttpListener } from "../../edge/listeners/http.ts";
import type { HttpAnswer } from "../../edge/listeners/http-answer.ts";
import { kindFor, tinyBody } from "../../edge/listeners/http-bodies.ts";
import type { SocketAddress } from "../../edge/listeners/listener.ts";
import { createListenerSet } from "../../edge/listeners/listener-set.ts";
import { openSmbListener } from "../../edge/listeners/smb.ts";
import { openSmtpListener } from "../../edge/listeners/smtp.ts";
import type { Contact } from "./contact.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import type { Asker, TestMessage } from "./messages.ts";
import { planSelftest } from "./plan.ts";
import { reachOf } from "./reach-of.ts";
import type { SelftestResult } from "./result.ts";
import { newSecret, tokenMaker } from "./tokens.ts";

export interface RunOptions {
	readonly listen: SocketAddress;
	/** Under which `listen` is reached from elsewhere, or null. */
	readonly publicUrl: string | null;
	readonly certificate: CertificatePair | null;
	readonly trustedProxies: readonly string[];
	readonly zone: { readonly name: string; readonly at: SocketAddress; readonly addresses: readonly string[] } | null;
	readonly receive: SocketAddress | null;
	readonly smb: SocketAddress | null;
	/** Whose mailbox it is; the sender, where it is not an address in the zone. */
	readonly to: string;
	readonly from: string | null;
	readonly asker: Asker;
}

export interface Running {
	readonly messages: readonly TestMessage[];
	/** Where each listener really listens. */
	readonly listening: readonly Listening[];
	/** As it stands. */
	result(): SelftestResult;
	/** Listeners are closed, and the result is what it came to. */
	close(): Promise<SelftestResult>;
}

export interface Listening {
	readonly what: "web" | "dns" | "mail" | "smb";
	readonly address: SocketAddress;
}

export interface RunEvents {
	/** Before anything listens that somebody could already know of. */
	planned(messages: readonly TestMessage[]): Promise<void>;
	contact(contact: Contact): void;
}

/** Throws an AppError where a port is taken; what was opened by then is closed again. */
export async function startSelftest(options: RunOptions, events: RunEvents): Promise<Running> {
	const { receive, zone, certificate } = options;
	const listenerSet = createListenerSet();
	let ledger: Ledger = createLedger([]);
	const contacts: Contact[] = [];
	const seen = (arrival: Arrival): void => {
		const contact = ledger.record(arrival);
		if (contact === null) return;
		contacts.push(contact);
		events.contact(contact);
	};
	const answer = (arrival: HttpArrival): HttpAnswer => {
		seen(arrival);
		return answerTo(arrival);
	};
	const openWeb = (): Promise<HttpListener> =>
		listenerSet.add(
			openHttpListener({ at: options.listen, option: "--listen", certificate, trustedProxies: options.trustedProxies, answer, seen }),
		);
	try {
		// A port that any will do for has to be taken before it can be named.
		const early = options.listen.port === 0 ? await openWeb() : null;
		const now = new Date();
		const reach = reachOf({
			web: early?.address ?? options.listen,
			publicUrl: options.publicUrl,
			zone: zone?.name ?? null,
			mail: receive,
			smb: options.smb,
			ownAddresses: ownAddresses(),
			served: false,
		});
		const plan = planSelftest({
			reach,
			tokenOf: tokenMaker(newSecret(), now.toISOString()),
			from: options.from ?? (zone === null ? "selftest@counterpixel.invalid" : `selftest@${zone.name}`),
			to: options.to,
			asker: options.asker,
			now,
		});
		ledger = createLedger(plan.probes);
		await events.planned(plan.messages);
		const web = early ?? (await openWeb());
		const addresses = zone === null || zone.addresses.length > 0 ? (zone?.addresses ?? []) : addressesOf(options.listen.host);
		const dns =
			zone === null
				? null
				: await listenerSet.add(openDnsListener({ at: zone.at, zone: zone.name, addresses, mail: receive !== null, seen }));
		const accepts = (address: string): boolean => ledger.knows(address);
		const mail = receive === null ? null : await listenerSet.add(openSmtpListener({ at: receive, accepts, certificate, seen }));
		const smb = options.smb === null ? null : await listenerSet.add(openSmbListener({ at: options.smb, seen }));
		const result = (ended: string | null): SelftestResult => ({
			started: now.toISOString(),
			ended,
			contacts,
			probes: plan.probes.map(({ token: _, ...probe }) => probe),
			untestable: plan.untestable,
			messages: plan.messages.map(({ title }) => title),
			uncounted: ledger.uncounted(),
			reach: { ...reach, smbPort: smb?.address.port ?? null },
		});
		const listeners = { web, dns, mail, smb };
		return {
			messages: plan.messages,
			listening: (["web", "dns", "mail", "smb"] as const).flatMap((what) => {
				const listener = listeners[what];
				return listener === null ? [] : [{ what, address: listener.address }];
			}),
			result: () => result(null),
			async close() {
				const ended = new Date().toISOString();
				await listenerSet.close();
				return result(ended);
			},
		};
	} catch (error) {
		await listenerSet.close();
		throw error;
	}
}

/** Everybody gets the same tiny file, whether the token lives or not: an answer tells nothing. */
function answerTo({ target, headers }: HttpArrival): HttpAnswer {
	return { status: 200, ...tinyBody(kindFor(target, headers)) };
}

/** What names in the zone stand for, where nobody said. */
function addressesOf(host: string): readonly string[] {
	if (host === "0.0.0.0" || host === "::") {
		const own = ownAddresses();
		if (own.length === 0) throw appError("usage", "this machine has no address of its own: --address IP says where names in the zone lead");
		return own;
	}
	return [host === "localhost" ? "127.0.0.1" : host];
}

/** Of this machine's interfaces, loopback and link-local ones apart; IPv4 first. */
function ownAddresses(): readonly string[] {
	return Object.values(networkInterfaces())
		.flatMap((list) => list ?? [])
		.filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
		.sort((a, b) => a.family.localeCompare(b.family))
		.map(({ address }) => address);
}
