// Options of `selftest`: what was written on the command line as what a run needs. Every error names its option.

import { networkInterfaces, userInfo } from "node:os";
import ipaddr from "ipaddr.js";
import { type AppError, appError } from "../../core/model/app-error.ts";
import { parseSocketAddress } from "../../edge/listeners/address.ts";
import { type CertificatePair, readCertificate } from "../../edge/listeners/certificate.ts";
import type { Asker } from "../selftest/messages.ts";
import type { RunOptions } from "../selftest/run.ts";

export interface SelftestCliOptions {
	readonly out?: string;
	readonly listen?: string;
	readonly public?: string;
	readonly certificate?: string;
	readonly key?: string;
	readonly trustProxy?: readonly string[];
	readonly zone?: string;
	readonly dns?: string;
	readonly address?: readonly string[];
	readonly receive?: string;
	readonly smb?: string;
	readonly for?: string;
	readonly imap?: string;
	readonly smtp?: string;
	readonly to?: string;
	readonly code?: string;
	readonly pin?: string;
	readonly json?: boolean;
	readonly html?: string;
}

/** Loopback, and any port that is free; of IPv6 where this machine has no other. */
function usualListen(): string {
	const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
	const onlyNew = own.some(({ address }) => address === "::1") && !own.some(({ address }) => address === "127.0.0.1");
	return onlyNew ? "[::1]:0" : "127.0.0.1:0";
}

/** Who asks, in the words of the messages: nobody but whoever sits at this computer. */
export function readAsker(): Asker {
	return { who: `whoever uses this computer as "${userName()}"`, contact: null };
}

/** Throws a usage error that names the option. */
export async function readRunOptions(options: SelftestCliOptions): Promise<Omit<RunOptions, "asker">> {
	const { zone, dns } = options;
	if ((zone === undefined) !== (dns === undefined))
		throw usage("--zone NAME and --dns HOST:PORT go together: the zone's names are asked for there");
	return {
		listen: parseSocketAddress(options.listen ?? usualListen(), "--listen"),
		publicUrl: options.public === undefined ? null : readPublicUrl(options.public),
		certificate: await readPair(options),
		trustedProxies: (options.trustProxy ?? []).map(readNetwork),
		zone:
			zone === undefined || dns === undefined
				? null
				: { name: readZone(zone), at: parseSocketAddress(dns, "--dns"), addresses: (options.address ?? []).map(readAddress) },
		receive: options.receive === undefined ? null : parseSocketAddress(options.receive, "--receive"),
		smb: options.smb === undefined ? null : parseSocketAddress(options.smb, "--smb"),
		to: "you@counterpixel.invalid",
		from: null,
	};
}

function readPublicUrl(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : null;
	const isOrigin =
		url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search + url.hash + url.username + url.password === "";
	if (!isOrigin) throw usage(`--public takes an address without a path, such as https://selftest.example; not "${text}"`);
	return url.origin;
}

async function readPair({ certificate, key }: SelftestCliOptions): Promise<CertificatePair | null> {
	if (certificate === undefined && key === undefined) return null;
	if (certificate === undefined || key === undefined) throw usage("--certificate FILE and --key FILE go together, both PEM");
	return readCertificate(certificate, key);
}

function readNetwork(text: string): string {
	if (!ipaddr.isValid(text) && !ipaddr.isValidCIDR(text))
		throw usage(`--trust-proxy takes an IP address or a range such as 192.0.2.0/24; not "${text}"`);
	return text;
}

function readAddress(text: string): string {
	if (!ipaddr.isValid(text)) throw usage(`--address takes an IP address; not "${text}"`);
	return ipaddr.process(text).toString();
}

const ZONE = /^(?=.{1,200}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function readZone(text: string): string {
	const name = text.toLowerCase().replace(/\.$/, "");
	if (!ZONE.test(name)) throw usage(`--zone takes the name of a zone that is delegated to --dns, such as t.example; not "${text}"`);
	return name;
}

function userName(): string {
	try {
		return userInfo().username.replace(/[^\w.-]/g, "");
	} catch {
		return "?";
	}
}

function usage(message: string): AppError {
	return appError("usage", message);
}
