// Config of `selftest serve`: what an organisation says once, in a file. Everything is read and checked before anything listens.

import { X509Certificate } from "node:crypto";
import { dirname, resolve } from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { appError, isAppError } from "../../../core/model/app-error.ts";
import { isLoopback } from "../../../edge/hosts.ts";
import { parseSocketAddress } from "../../../edge/listeners/address.ts";
import { type CertificatePair, readCertificate } from "../../../edge/listeners/certificate.ts";
import { readSmtpUrl } from "../../../edge/net/mail-url.ts";
import { type Pin, readPin } from "../../../edge/net/trust.ts";
import { readAddress } from "../delivery/address.ts";
import { readConfigFile } from "./config-file.ts";

const HOUR = 3_600_000;
const LONGEST_KEPT = 30 * 24 * HOUR;
/** Characters: in every mail they stand within one line. */
const LONGEST_NAME = 80;

/** What a reader of text refuses is refused here in its words. */
function readBy<T>(read: (text: string) => T) {
	return z
		.string()
		.max(1000)
		.transform((text, context): T => {
			try {
				return read(text);
			} catch (error) {
				if (!isAppError(error)) throw error;
				context.addIssue({ code: "custom", message: error.message });
				return z.NEVER;
			}
		});
}

const line = z
	.string()
	.trim()
	.min(1)
	.max(LONGEST_NAME)
	.refine((text) => !/\p{C}/u.test(text), "it holds a character that cannot be seen");
const at = (key: string) => readBy((text) => parseSocketAddress(text, key));
const often = (usual: number) => z.int().min(1).max(100_000).default(usual);

const SHAPE = z
	.strictObject({
		organisation: z.strictObject({ name: line, contact: line }),
		listen: at("listen"),
		public: readBy(readPublic),
		certificate: z.string().min(1).optional(),
		key: z.string().min(1).optional(),
		trusted_proxies: z.array(readBy(readNetwork)).max(50).default([]),
		zone: readBy(readDomain).optional(),
		dns: at("dns").optional(),
		addresses: z.array(readBy(readIp)).max(20).optional(),
		receive: at("receive").optional(),
		smb: at("smb").optional(),
		smtp: z.strictObject({ url: readBy(readSmtpUrl), from: readBy(readAddress), pin: z.string().min(1).optional() }),
		allowed_domains: z.array(readBy(readDomain)).min(1).max(200),
		state: z.string().min(1),
		erase_after: readBy(readKept).default(7 * 24 * HOUR),
		limits: z
			.strictObject({ per_address: often(3), per_domain: often(200), per_client: often(60) })
			.default({ per_address: 3, per_domain: 200, per_client: 60 }),
	})
	.superRefine((config, context) => {
		const together = (one: keyof typeof config, other: keyof typeof config): void => {
			if (config[one] !== undefined && config[other] === undefined)
				context.addIssue({ code: "custom", path: [one], message: `it goes with "${other}"` });
		};
		together("certificate", "key");
		together("key", "certificate");
		together("zone", "dns");
		together("zone", "addresses");
		together("dns", "zone");
		together("addresses", "zone");
		// Shares are asked for by a name that tells the probe.
		together("smb", "zone");
		if (config.public.startsWith("https:") && config.certificate === undefined && config.trusted_proxies.length === 0)
			context.addIssue({
				code: "custom",
				path: ["public"],
				message: 'https needs "certificate" and "key", or a reverse proxy that "trusted_proxies" names',
			});
		if (config.addresses?.length === 0) context.addIssue({ code: "custom", path: ["addresses"], message: "it names no address" });
	});

export interface ServeConfig
	extends Omit<z.infer<typeof SHAPE>, "certificate" | "key" | "zone" | "dns" | "addresses" | "allowed_domains" | "smtp"> {
	readonly certificate: CertificatePair | null;
	readonly zone: { readonly name: string; readonly at: { host: string; port: number }; readonly addresses: readonly string[] } | null;
	readonly smtp: Omit<z.infer<typeof SHAPE>["smtp"], "pin"> & { readonly pin: Pin | null };
	/** Lower case. */
	readonly allowedDomains: ReadonlySet<string>;
}

/** Names of files in it are read from where it lies. Throws a usage error that names the file and the line. */
export async function readServeConfig(file: string): Promise<ServeConfig> {
	const { certificate, key, zone, dns, addresses, allowed_domains, smtp, state, ...rest } = await readConfigFile(file, SHAPE);
	const beside = (path: string): string => resolve(dirname(file), path);
	const pair = certificate === undefined || key === undefined ? null : await readCertificate(beside(certificate), beside(key));
	if (pair !== null && certificate !== undefined) checkNames(pair, certificate, rest.public, zone ?? null);
	return {
		...rest,
		certificate: pair,
		zone: zone === undefined || dns === undefined ? null : { name: zone, at: dns, addresses: addresses ?? [] },
		smtp: { url: smtp.url, from: smtp.from, pin: smtp.pin === undefined ? null : await readPin(beside(smtp.pin)) },
		allowedDomains: new Set(allowed_domains),
		state: beside(state),
	};
}

/** A name that the certificate lacks would show nothing but failed handshakes. */
function checkNames({ certificate }: CertificatePair, file: string, origin: string, zone: string | null): void {
	const held = new X509Certificate(certificate);
	const { hostname } = new URL(origin);
	const host = hostname.replace(/^\[(.*)\]$/, "$1");
	const holds = ipaddr.isValid(host) ? held.checkIP(host) : held.checkHost(host);
	if (holds === undefined) throw appError("usage", `${file}: the certificate is not for ${host}, which "public" names`);
	if (zone !== null && held.checkHost(`a.${zone}`) === undefined)
		throw appError("usage", `${file}: the certificate is not for *.${zone}, where every probe has a name of its own`);
}

/** An origin. Plain http only on this machine, where it is tried out. */
function readPublic(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : null;
	const isOrigin = url !== null && url.pathname === "/" && url.search + url.hash + url.username + url.password === "";
	if (!isOrigin || !(url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname.replace(/^\[(.*)\]$/, "$1")))))
		throw appError("usage", "it is an https address without a path, such as https://selftest.example");
	return url.origin;
}

function readNetwork(text: string): string {
	if (!ipaddr.isValid(text) && !ipaddr.isValidCIDR(text)) throw appError("usage", "it is no IP address and no range such as 192.0.2.0/24");
	return text;
}

function readIp(text: string): string {
	if (!ipaddr.isValid(text)) throw appError("usage", "it is no IP address");
	return ipaddr.process(text).toString();
}

const DOMAIN = /^(?=.{1,200}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** One domain and not what lies below it: nobody's mistake opens this to the whole world. */
function readDomain(text: string): string {
	const name = text.toLowerCase().replace(/\.$/, "");
	if (text.includes("*")) throw appError("usage", "each domain stands in full; there is no * for many");
	if (!DOMAIN.test(name)) throw appError("usage", "it is no domain such as parliament.example");
	return name;
}

/** In milliseconds. */
function readKept(text: string): number {
	const [, count, unit = ""] = /^(\d{1,4}) ?(d|days?|h|hours?)$/.exec(text.trim()) ?? [];
	const kept = Number(count) * (unit.startsWith("d") ? 24 * HOUR : HOUR);
	if (!(kept > 0 && kept <= LONGEST_KEPT)) throw appError("usage", 'it is a time of at most 30 days, such as "7 days" or "36 hours"');
	return kept;
}
