// Site: which page answers which request. A request is for a page only under the public name and where nothing of it has a token's shape: what carries
// one never sees a page, and no page ever records a contact. Posts are taken from our own pages alone (Fetch Metadata, else Origin: OWASP's advice).

import { isAppError } from "../../../core/model/app-error.ts";
import type { HttpArrival } from "../../../edge/listeners/arrival.ts";
import type { AnswerHttp, HttpAnswer } from "../../../edge/listeners/http-answer.ts";
import { readAddress } from "../delivery/address.ts";
import { tokensOf } from "../ledger.ts";
import type { Reach } from "../reach.ts";
import type { SelftestResult } from "../result.ts";
import { secretCookie } from "./cookie.ts";
import type { Limits } from "./limits.ts";
import type { LivePages } from "./live.ts";
import type { MailOut } from "./mail-out.ts";
import type { OptOuts } from "./opt-outs.ts";
import { codePage, optOutPage, type Site, startPage } from "./pages/ask-pages.ts";
import { PAGE_POLICY } from "./pages/frame.ts";
import { allowedPage, erasedPage, noTestPage, optedOutPage, refusedPage } from "./pages/plain-pages.ts";
import { livePage, resultsPage } from "./pages/result-pages.ts";
import type { PendingRequests } from "./pending.ts";
import { type Run, type Runs, TOKEN_LIFE } from "./runs.ts";
import { type BrowserSecret, newBrowserSecret, runIdOf } from "./sealed.ts";
import { type ServerSecret, sameCode } from "./server-secret.ts";
import type { RunPlan } from "./tokens-of-run.ts";

export interface SiteOptions extends Site {
	/** "https://selftest.example" */
	readonly origin: string;
	readonly secret: ServerSecret;
	readonly pending: PendingRequests;
	readonly limits: Limits;
	readonly optOuts: OptOuts;
	readonly mailOut: MailOut;
	readonly runs: Runs;
	readonly live: LivePages;
	readonly plan: RunPlan;
	readonly reach: Reach;
	readonly now: () => number;
	readonly told: (words: string) => void;
}

export interface PageSite {
	/** The request is for a page. */
	serves(arrival: HttpArrival): boolean;
	readonly answer: AnswerHttp;
}

type Handler = (arrival: HttpArrival, form: () => Promise<URLSearchParams>) => HttpAnswer | Promise<HttpAnswer>;

const WRONG_CODE = "this code does not hold. Five tries are allowed for each, within 15 minutes, in the browser that asked for it.";

export function createSite(options: SiteOptions): PageSite {
	const { origin, organisation, secret, pending, limits, optOuts, mailOut, runs, live, plan, reach, eraseAfter, now, told } = options;
	const { hostname, protocol } = new URL(origin);
	const secure = protocol === "https:";
	const cookie = secretCookie(secure);
	const secretOf = ({ headers }: HttpArrival): BrowserSecret | null => cookie.read(headers.cookie);
	const runOf = (arrival: HttpArrival): { readonly browser: BrowserSecret; readonly run: Run } | null => {
		const browser = secretOf(arrival);
		const run = browser === null ? null : runs.find(browser);
		return browser === null || run === null ? null : { browser, run };
	};
	const shown = (body: HttpAnswer["body"], status = 200, more: Readonly<Record<string, string>> = {}): HttpAnswer => ({
		status,
		mediaType: "text/html; charset=utf-8",
		body,
		headers: { ...headersFor(origin, secure), ...more },
	});
	const seeOther = (path: string, more: Readonly<Record<string, string>> = {}): HttpAnswer => shown("", 303, { Location: path, ...more });
	const refused = (status: number, title: string, words: string, more: Readonly<Record<string, string>> = {}): HttpAnswer =>
		shown(refusedPage(organisation, title, words), status, more);

	const results: Handler = async (arrival) => {
		const found = runOf(arrival);
		if (found === null) {
			const browser = secretOf(arrival);
			return browser !== null && pending.has(runIdOf(browser)) ? seeOther("/code") : shown(noTestPage(organisation), 404);
		}
		const { stored } = found.run;
		const over = now() - stored.started >= TOKEN_LIFE;
		const result: SelftestResult = {
			started: new Date(stored.started).toISOString(),
			ended: over ? new Date(stored.started + TOKEN_LIFE).toISOString() : null,
			contacts: await runs.contacts(found.browser),
			probes: plan.probes,
			untestable: plan.untestable,
			messages: plan.titles,
			uncounted: { foreign: 0, beyond: runs.beyond(found.run.id), shares: 0 },
			reach,
		};
		return shown(resultsPage(options, stored, result));
	};

	const watch: Handler = async (arrival) => {
		const found = runOf(arrival);
		if (found === null || arrival.method === "HEAD") return seeOther("/results");
		// Watched before what was is read, so that nothing falls between; what is in both is shown once.
		const events = live.open(found.run.id);
		if (events === null)
			return refused(503, "Too many pages are watching", "Your results show what came so far, and can be shown again at any time.");
		const before = await runs.contacts(found.browser);
		// Buffering by nginx would hold the page back until it ends.
		return shown(livePage(options, before, events), 200, { "X-Accel-Buffering": "no" });
	};

	/** Whatever the address is, the answer and what it takes are the same; who may get a code is decided after it. */
	const request: Handler = async (arrival, form) => {
		const typed = one(await form(), "address");
		let address: ReturnType<typeof readAddress>;
		try {
			address = readAddress(typed);
		} catch (error) {
			if (!isAppError(error)) throw error;
			return shown(startPage(options, runOf(arrival) !== null, error.message), 400);
		}
		const browser = newBrowserSecret();
		if (limits.client(arrival.client)) {
			pending.add(runIdOf(browser), { address, replaces: runOf(arrival)?.run.id ?? null });
			mailOut.code(browser, address);
		}
		return seeOther("/code", { "Set-Cookie": cookie.set(browser, eraseAfter) });
	};

	const code: Handler = async (arrival, form) => {
		const typed = one(await form(), "code");
		const browser = secretOf(arrival);
		const wrong = (): HttpAnswer => shown(codePage(options, WRONG_CODE), 400);
		if (browser === null || !limits.tries(arrival.client)) return wrong();
		const id = runIdOf(browser);
		// Sent twice by an impatient hand: the test is on its way.
		if (runs.find(browser) !== null) return seeOther("/results");
		const asked = pending.attempt(id);
		if (asked === null || !(await mailOut.test(browser, asked.address, typed))) return wrong();
		pending.remove(id);
		if (asked.replaces !== null) await runs.erase(asked.replaces);
		return seeOther("/results");
	};

	const erase: Handler = async (arrival) => {
		const found = runOf(arrival);
		if (found === null) return shown(noTestPage(organisation), 404);
		await runs.erase(found.run.id);
		return shown(erasedPage(organisation), 200, { "Set-Cookie": cookie.forget() });
	};

	const optOut: Handler = async (arrival, form) => {
		const fields = await form();
		let address: ReturnType<typeof readAddress>;
		try {
			address = readAddress(one(fields, "address"));
		} catch (error) {
			if (!isAppError(error)) throw error;
			return shown(optOutPage(options, { address: error.message, code: null }), 400);
		}
		const right = sameCode(one(fields, "code"), secret.refusalCodeOf(address).replaceAll("-", ""));
		if (!limits.tries(arrival.client) || !right)
			return shown(optOutPage(options, { address: null, code: "this is not the code of this address." }), 400);
		const hash = secret.hashOf(address, "opted out");
		if (one(fields, "what") === "allow") {
			await optOuts.remove(hash);
			return shown(allowedPage(organisation));
		}
		await optOuts.add(hash);
		return shown(optedOutPage(organisation));
	};

	const pages: ReadonlyMap<string, { readonly get?: Handler; readonly post?: Handler }> = new Map([
		["/", { get: (arrival) => shown(startPage(options, runOf(arrival) !== null)) }],
		["/request", { post: request }],
		["/code", { get: () => shown(codePage(options)), post: code }],
		["/results", { get: results }],
		["/results/live", { get: watch }],
		["/erase", { post: erase }],
		["/opt-out", { get: () => shown(optOutPage(options)), post: optOut }],
	] satisfies readonly (readonly [string, { get?: Handler; post?: Handler }])[]);

	return {
		serves: (arrival) => arrival.host === hostname && tokensOf(arrival).length === 0,
		async answer(arrival, form) {
			const handlers = pages.get(arrival.target.split("?", 1)[0] ?? "");
			if (handlers === undefined) return refused(404, "No such page", "This address leads nowhere.");
			const reads = arrival.method === "GET" || arrival.method === "HEAD";
			if (secure && !arrival.secure) {
				return reads
					? shown("", 308, { Location: `${origin}/` })
					: refused(403, "Not over an open connection", "What was typed went over a connection that others can read.");
			}
			const handler = reads ? handlers.get : arrival.method === "POST" ? handlers.post : undefined;
			if (handler === undefined) {
				const allow = [...(handlers.get ? ["GET", "HEAD"] : []), ...(handlers.post ? ["POST"] : [])].join(", ");
				return refused(405, "Not this way", "Begin at the start.", { Allow: allow });
			}
			if (!reads && !isOwn(arrival, origin))
				return refused(403, "Sent from another page", "This was not sent from a page of this site, so nothing was done.");
			try {
				return await handler(arrival, form);
			} catch (error) {
				const { message } = error as Error;
				if (message.includes("longer than 16 KiB")) return refused(413, "Too long", "That is more than a form of this site holds.");
				told(message);
				return refused(500, "That did not work", "Something is wrong on the server. Try again later, or ask the organisation.");
			}
		},
	};
}

/** Of a field that was sent more than once, nothing. */
function one(form: URLSearchParams, name: string): string {
	const values = form.getAll(name);
	return values.length === 1 ? (values[0] as string) : "";
}

/** Sent by a page of ours, or typed by the reader's own hand. A browser without Fetch Metadata has to name where it was sent from. */
function isOwn({ headers }: HttpArrival, origin: string): boolean {
	const site = headers["sec-fetch-site"];
	if (site !== undefined) return site === "same-origin" || site === "none";
	return headers.origin === origin;
}

function headersFor(origin: string, secure: boolean): Readonly<Record<string, string>> {
	return {
		"Content-Security-Policy": PAGE_POLICY,
		"Referrer-Policy": "same-origin", // with no-referrer a form would name no origin at all
		"Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Access-Control-Allow-Origin": origin,
		"X-Frame-Options": "DENY",
		...(secure ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
	};
}
