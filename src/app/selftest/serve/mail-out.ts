// Mail out: the two mails that this server sends, a code and then, against it, the test. A code is bound to the browser that asked for it; both go by
// delivery/send.ts, so to one address, once. Codes go in the background, a few at a time, so that no answer of the page tells whether one went.

import type { SmtpLogin } from "../../../edge/net/smtp.ts";
import type { MailAddress } from "../delivery/address.ts";
import type { Codes } from "../delivery/codes.ts";
import { requestCode, sendTest } from "../delivery/send.ts";
import type { Asker } from "../messages.ts";
import { planSelftest } from "../plan.ts";
import type { Reach } from "../reach.ts";
import type { Limits } from "./limits.ts";
import type { OptOuts } from "./opt-outs.ts";
import type { Runs } from "./runs.ts";
import { type BrowserSecret, runIdOf } from "./sealed.ts";
import type { ServerSecret } from "./server-secret.ts";
import { tokensOfRun } from "./tokens-of-run.ts";

const AT_ONCE = 4;
/** Codes that wait for a slow mail server; what comes beyond is dropped and told. */
const MOST_WAITING = 500;

export interface MailOutOptions {
	readonly login: SmtpLogin;
	readonly from: MailAddress;
	readonly organisation: { readonly name: string; readonly contact: string };
	readonly allowedDomains: ReadonlySet<string>;
	/** "https://selftest.example" */
	readonly origin: string;
	readonly reach: Reach;
	readonly codes: Codes;
	readonly secret: ServerSecret;
	readonly limits: Limits;
	readonly optOuts: OptOuts;
	readonly runs: Runs;
	readonly now: () => number;
	readonly told: (words: string) => void;
}

export interface MailOut {
	/** Sends a code, where this address may have one. Returns at once. */
	code(browser: BrowserSecret, address: MailAddress): void;
	/** False where the code does not hold. True: the run has begun, and its messages are being sent. Throws an AppError where it cannot begin. */
	test(browser: BrowserSecret, address: MailAddress, code: string): Promise<boolean>;
	/** Nothing is being sent any more. */
	settled(): Promise<void>;
	/** As `settled`; codes that still wait are not sent. */
	close(): Promise<void>;
}

export function createMailOut(options: MailOutOptions): MailOut {
	const { login, from, organisation, allowedDomains, reach, codes, secret, limits, optOuts, runs, now, told } = options;
	const asker = (whom: string): Asker => ({ who: `${whom} at the self-test page of ${organisation.name}`, contact: organisation.contact });
	// The code is the browser's that asked: in another, or for another request of the same address, it is no code.
	const loginOf = (browser: BrowserSecret): SmtpLogin => ({
		...login,
		server: { ...login.server, text: `${login.server.text} ${runIdOf(browser)}` },
	});
	const waiting: (() => Promise<void>)[] = [];
	const working = new Set<Promise<void>>();
	const next = (): void => {
		const job = working.size < AT_ONCE ? waiting.shift() : undefined;
		if (job === undefined) return;
		const work = job().finally(() => {
			working.delete(work);
			next();
		});
		working.add(work);
	};
	const sendCode = async (browser: BrowserSecret, address: MailAddress): Promise<void> => {
		const domain = address.slice(address.lastIndexOf("@") + 1);
		if (!allowedDomains.has(domain) || optOuts.has(secret.hashOf(address, "opted out"))) return;
		if (!limits.mailbox(secret.hashOf(address, "asked"), domain)) return;
		try {
			const optOut = { at: `${new URL(options.origin).host}/opt-out`, code: secret.refusalCodeOf(address) };
			await requestCode({ ...loginOf(browser), codes, address, from, asker: asker("somebody"), now: new Date(now()), optOut });
		} catch (error) {
			told(`a code could not be sent: ${withoutAddress(error, address)}`);
		}
	};
	const running = new Set<Promise<void>>();
	const settled = async (): Promise<void> => {
		while (waiting.length + working.size + running.size > 0) {
			next();
			await Promise.all([...working, ...running]);
		}
	};
	return {
		code(browser, address) {
			if (waiting.length >= MOST_WAITING) {
				told("a code was not sent: too many wait for the mail server");
				return;
			}
			waiting.push(() => sendCode(browser, address));
			// After the answer is written.
			setImmediate(next);
		},
		async test(browser, address, code) {
			const mark = runs.newMark();
			const { messages } = planSelftest({
				reach,
				tokenOf: tokensOfRun(secret.tokens, mark),
				from,
				to: address,
				asker: asker("you,"),
				now: new Date(now()),
			});
			// As long as for any other address.
			if (optOuts.has(secret.hashOf(address, "opted out"))) return false;
			const { promise, resolve, reject } = Promise.withResolvers<boolean>();
			const redeemed: Codes = {
				...codes,
				async redeem(...what) {
					const answer = await codes.redeem(...what);
					if (answer.kind === "right") await runs.start(browser, mark);
					resolve(answer.kind === "right");
					return answer;
				},
			};
			const id = runIdOf(browser);
			let taken = 0;
			const sending = sendTest({ ...loginOf(browser), codes: redeemed, address, from, code, messages, progress: () => void taken++ })
				.then(async ({ sent, rejected }) => {
					await runs.sent(id, sent, rejected.length, false);
					for (const { message, words } of rejected) told(`test message ${message} was rejected: ${withoutAddress(words, address)}`);
				})
				.catch(async (error) => {
					reject(error);
					await runs.sent(id, taken, messages.length - taken, false);
					// What the code was is the reader's business.
					if (await promise.catch(() => true)) told(`a test could not be sent: ${withoutAddress(error, address)}`);
				})
				.finally(() => running.delete(sending));
			running.add(sending);
			return promise;
		},
		settled,
		close() {
			waiting.length = 0;
			return settled();
		},
	};
}

/** What a mail server says often names the address, which the operator's log is not to hold. */
function withoutAddress(words: unknown, address: MailAddress): string {
	const [local = "", domain = ""] = address.split("@");
	const names = [address, local, local.replace(/\+.*$/, "")]
		.filter((name) => name !== "")
		.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	const text = words instanceof Error ? words.message : String(words);
	return text.replace(new RegExp(`(?<![a-z0-9])(?:${names.join("|")})(?![a-z0-9])`, "gi"), "(name)").replaceAll(domain, "(domain)");
}
