// Serve: the self-test of an organisation. One port has both the pages and what the test messages point at; which is which the site decides. Opens the
// listeners and what is kept, and closes both.

import { stat } from "node:fs/promises";
import type { Arrival } from "../../../edge/listeners/arrival.ts";
import { openDnsListener } from "../../../edge/listeners/dns.ts";
import { openHttpListener } from "../../../edge/listeners/http.ts";
import { kindFor, tinyBody } from "../../../edge/listeners/http-bodies.ts";
import type { SocketAddress } from "../../../edge/listeners/listener.ts";
import { createListenerSet } from "../../../edge/listeners/listener-set.ts";
import { openSmbListener } from "../../../edge/listeners/smb.ts";
import { openSmtpListener } from "../../../edge/listeners/smtp.ts";
import { readAddress } from "../delivery/address.ts";
import { createMemoryStore } from "../delivery/code-store.ts";
import { type Clock, createCodes, machineClock } from "../delivery/codes.ts";
import { reachOf } from "../reach-of.ts";
import type { ServeConfig } from "./config.ts";
import { openLimits } from "./limits.ts";
import { createLivePages } from "./live.ts";
import { createMailOut } from "./mail-out.ts";
import { openOptOuts } from "./opt-outs.ts";
import { createPendingRequests } from "./pending.ts";
import { openRunFolders } from "./run-folder.ts";
import { openRuns, type Runs } from "./runs.ts";
import { readServerSecret } from "./server-secret.ts";
import { createSite, type PageSite } from "./site.ts";
import { makeFolder } from "./state-file.ts";
import { planOfRuns } from "./tokens-of-run.ts";
import { openTotals } from "./totals.ts";

/** What a test replaces. */
export interface ServeParts {
	readonly clock: Clock;
	/** Milliseconds after which a live page ends, and without a contact after which it says something. */
	readonly live: { readonly longest?: number; readonly silence?: number };
}

export interface Serving {
	/** Where the pages are. */
	readonly address: SocketAddress;
	/** What the minute's timer does: erases what was kept long enough. */
	sweep(): Promise<void>;
	/** Nothing is being sent or written any more. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

const MINUTE = 60_000;

/**
 * `told` is given a line for the operator, in which no address and no client stands. Throws an AppError where a port is taken or the state folder
 * cannot be used; what was opened by then is closed again.
 */
export async function startServe(
	config: ServeConfig,
	password: string | null,
	told: (words: string) => void,
	parts: Partial<ServeParts> = {},
): Promise<Serving> {
	const {
		state,
		limits: limitsConfig,
		organisation,
		allowedDomains,
		zone,
		certificate,
		eraseAfter,
		origin,
	} = {
		...config,
		eraseAfter: config.erase_after,
		origin: config.public,
	};
	const clock = parts.clock ?? machineClock;
	const now = (): number => clock.now();
	const failed = (error: Error): void => told(error.message);
	await makeFolder(state);
	if (((await stat(state)).mode & 0o077) !== 0) told(`${state} can be read by other users of this machine: chmod 700 closes it`);
	const secret = await readServerSecret(state);
	const optOuts = await openOptOuts(state);
	const limits = await openLimits(state, limitsConfig, now, failed);
	const totals = await openTotals(state, failed);

	const listenerSet = createListenerSet();
	// Until all is ready, what arrives is answered and forgotten.
	let ready: { readonly runs: Runs; readonly site: PageSite } | null = null;
	const record = (arrival: Arrival): void => ready?.runs.record(arrival);
	try {
		const web = await listenerSet.add(
			openHttpListener({
				at: config.listen,
				option: "listen",
				certificate,
				trustedProxies: config.trusted_proxies,
				answer(arrival, form) {
					if (ready?.site.serves(arrival)) return ready.site.answer(arrival, form);
					record(arrival);
					return { status: 200, ...tinyBody(kindFor(arrival.target, arrival.headers)) };
				},
				seen: record,
			}),
		);
		if (zone !== null)
			await listenerSet.add(
				openDnsListener({ at: zone.at, zone: zone.name, addresses: zone.addresses, mail: config.receive !== undefined, seen: record }),
			);
		const mail =
			config.receive === undefined
				? null
				: await listenerSet.add(
						openSmtpListener({ at: config.receive, accepts: (address) => ready?.runs.knows(address) ?? false, certificate, seen: record }),
					);
		const smb = config.smb === undefined ? null : await listenerSet.add(openSmbListener({ at: config.smb, seen: record }));
		const reach = reachOf({
			web: web.address,
			publicUrl: origin,
			zone: zone?.name ?? null,
			mail: mail?.address ?? null,
			smb: smb?.address ?? null,
			ownAddresses: [],
			served: true,
		});
		const { from } = config.smtp;
		const nobody = readAddress("nobody@counterpixel.invalid");
		const plan = planOfRuns({ reach, from, to: nobody, asker: { who: organisation.name, contact: null }, now: new Date(now()) });
		const folders = await openRunFolders(state, told);
		const runs = await openRuns({ folders, secret: secret.tokens, plan, totals, eraseAfter, now, told });
		const live = createLivePages(runs, parts.live);
		const mailOut = createMailOut({
			login: { server: config.smtp.url, password, pin: config.smtp.pin },
			from,
			organisation,
			allowedDomains,
			origin,
			reach,
			codes: createCodes(createMemoryStore(), clock),
			secret,
			limits,
			optOuts,
			runs,
			now,
			told,
		});
		const site = createSite({
			organisation,
			allowedDomains,
			messages: plan.titles.length,
			eraseAfter,
			codesADay: limitsConfig.per_address,
			origin,
			secret,
			pending: createPendingRequests(now),
			limits,
			optOuts,
			mailOut,
			runs,
			live,
			plan,
			reach,
			now,
			told,
		});
		await runs.sweep();
		ready = { runs, site };
		const sweep = async (): Promise<void> => {
			limits.forget();
			await runs.sweep();
		};
		const timer = setInterval(() => void sweep().catch(failed), MINUTE).unref();
		return {
			address: web.address,
			sweep,
			async settled() {
				await mailOut.settled();
				await Promise.all([runs.settled(), limits.settled(), totals.settled()]);
			},
			async close() {
				clearInterval(timer);
				live.close();
				await listenerSet.close();
				await mailOut.close();
				await Promise.all([runs.settled(), limits.settled(), totals.end()]);
			},
		};
	} catch (error) {
		await listenerSet.close();
		throw error;
	}
}
