// Authenticator: DKIM (RFC 6376), SPF (RFC 7208) and DMARC (RFC 9989) checked again, offline, by mailauth, from DNS records that the user gave. Years
// after the mail its keys are gone from DNS, and asking for them would tell the sender's name server that somebody looks. So the resolver
// answers from the file alone; BIMI, MTA-STS and ARC, for which mailauth would go further, are not called.

import { appError } from "../../core/model/app-error.ts";
import { type AuthenticationVerdict, OWN_CHECKS } from "../../core/model/profile.ts";
import { readTextRecords, type TextRecords } from "./dns-records.ts";

/** How the message came, as the owner's own server saw it. */
export interface Arrival {
	/** Address of the sending host, or null: SPF is left out then. */
	readonly ip: string | null;
	readonly helo: string | null;
	/** MAIL FROM (Return-Path); null or "" where there was none. */
	readonly returnPath: string | null;
	/** ISO 8601, UTC: signatures that expired since were good then. null: they are taken as they are now. */
	readonly received: string | null;
}

export interface Checked {
	/** Of the server "counterpixel". A method that could not be settled for want of a record is `temperror`. */
	readonly verdicts: readonly AuthenticationVerdict[];
	/** Names that were asked for and that the file does not hold, in order. */
	readonly missing: readonly string[];
}

export interface Authenticator {
	/** `message`: raw bytes. Never throws on a bad message, contacts nobody. */
	check(message: Uint8Array, arrival: Arrival): Promise<Checked>;
}

/** Attack: thousands of signatures, each of which costs a hash of the whole body, or a header of megabytes, parsed for each. */
const MAX_SIGNATURES = 10;
const MAX_HEADER = 256 * 1024;

/** `keys`: the text of the user's file (dns-records.ts). Throws `usage` where it holds no record. */
export function createAuthenticator(keys: string): Authenticator {
	const records = readTextRecords(keys);
	return {
		async check(message, arrival) {
			const missing = new Set<string>();
			if (!isCheckable(message))
				return { verdicts: [{ server: OWN_CHECKS, method: "dkim", result: "permerror", domain: null }], missing: [] };
			try {
				const verdicts = await verify(message, arrival, createResolver(records, missing));
				return { verdicts, missing: [...missing].sort() };
			} catch (cause) {
				if (isMissingPackage(cause)) throw appError("failure", "mailauth is not installed: run npm ci", { cause });
				// A message that its parser gives up on says nothing either way.
				return { verdicts: [{ server: OWN_CHECKS, method: "dkim", result: "permerror", domain: null }], missing: [...missing].sort() };
			}
		},
	};
}

type Resolve = (name: string, type: string) => Promise<string[][]>;

async function verify(
	message: Uint8Array,
	{ ip, helo, returnPath, received }: Arrival,
	resolver: Resolve,
): Promise<AuthenticationVerdict[]> {
	const { dkimVerify } = await import("mailauth/lib/dkim/verify.js");
	const { spf } = await import("mailauth/lib/spf/index.js");
	const { dmarc } = await import("mailauth/lib/dmarc/index.js");
	const verdicts: AuthenticationVerdict[] = [];
	const note = (method: string, result: string, domain: string | null): void => {
		verdicts.push({ server: OWN_CHECKS, method, result: result.toLowerCase(), domain: domain === null ? null : domain.toLowerCase() });
	};
	const curTime = received === null ? {} : { curTime: new Date(received) };
	const signed = await dkimVerify(Buffer.from(message.buffer, message.byteOffset, message.byteLength), { resolver, ...curTime });
	// ARC's signature is among the results, marked by its instance (`i=1`); whom it vouches for is another question.
	const signatures = signed.results.flatMap((result) => {
		const { signingDomain, status, bodyHash, bodyHashExpecting } = result;
		if (("type" in result && result.type === "ARC") || signingDomain === undefined) return [];
		// mailauth calls an altered body "neutral"; it is a failed verification (RFC 6376 §6.1.3).
		const isAltered = status.result === "neutral" && bodyHash !== undefined && bodyHash !== bodyHashExpecting;
		return [{ domain: signingDomain, status: isAltered ? { ...status, result: "fail" as const } : status }];
	});
	for (const { status, domain } of signatures) note("dkim", status.result, domain);

	const route =
		ip === null
			? null
			: await spf({ sender: returnPath ?? "", ip, helo: helo ?? NO_HELO, mta: OWN_CHECKS, resolver, maxElapsedTime: MAX_TIME });
	if (route !== null) note("spf", route.status.result, route.domain);
	const passed = signatures.filter(({ status }) => status.result === "pass");
	const policy = await dmarc({
		headerFrom: signed.headerFrom,
		fromFields: signed.fromFields,
		spfDomains: route?.status.result === "pass" ? [route.domain] : [],
		dkimDomains: passed.map(({ domain, status: { aligned = false, underSized } }) => ({
			domain,
			aligned,
			...(underSized === undefined ? {} : { underSized }),
		})),
		resolver,
	});
	if (policy === false) return verdicts;
	const { result } = policy.status;
	// It failed only if nothing that could have passed is unknown.
	const isSettled = route !== null && [route, ...signatures].every(({ status }) => status.result !== "temperror");
	if (result === "pass" || (result === "fail" && isSettled)) note("dmarc", result, signed.headerFrom[0]?.split("@").at(-1) ?? null);
	return verdicts;
}

/** A name that no record is for. */
const NO_HELO = "unknown.invalid";

/** Milliseconds; nothing waits for a network, so this bounds macros and long records. */
const MAX_TIME = 1000;

/**
 * Answers TXT from the records alone. A name that is not among them is unknown, which is not the same as absent: a file of keys is no zone. Only of
 * policies (RFC 9989 §4.10, which looks for them up the tree) is it taken that the file has all of a domain of which it has one.
 */
function createResolver(records: TextRecords, missing: Set<string>): Resolve {
	return async (name, type) => {
		const key = name.toLowerCase().replace(/\.$/, "");
		const found = type === "TXT" ? records.get(key) : undefined;
		if (found !== undefined) return found.map((text) => [text]);
		if (key.startsWith("_dmarc.")) throw resolverError("ENOTFOUND", key);
		missing.add(type === "TXT" ? key : `${key} ${type}`);
		throw resolverError("ETIMEOUT", key);
	};
}

function resolverError(code: string, name: string): Error {
	return Object.assign(new Error(`${name} is not in the file of DNS keys`), { code });
}

function isCheckable(message: Uint8Array): boolean {
	const window = Buffer.from(message.buffer, message.byteOffset, Math.min(message.byteLength, MAX_HEADER)).toString("latin1");
	const end = /\r?\n\r?\n/.exec(window);
	if (end === null && message.byteLength > MAX_HEADER) return false;
	const header = end === null ? window : window.slice(0, end.index);
	return (header.match(/^dkim-signature\s*:/gim) ?? []).length <= MAX_SIGNATURES;
}

function isMissingPackage(cause: unknown): boolean {
	return cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
}
