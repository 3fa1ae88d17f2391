// Reach of a run: from where its listeners really listen, and under what name the world knows them, to what its probes may point at.

import { hostAndPort, isLoopback } from "../../edge/hosts.ts";
import type { SocketAddress } from "../../edge/listeners/listener.ts";
import type { Reach } from "./reach.ts";

export interface ReachOptions {
	/** Where requests are taken, with the port that was got. */
	readonly web: SocketAddress;
	/** The address under which it is reached from elsewhere: "https://selftest.example". */
	readonly publicUrl: string | null;
	readonly zone: string | null;
	readonly mail: SocketAddress | null;
	readonly smb: SocketAddress | null;
	/** Addresses of this machine, for a listener on all of them. */
	readonly ownAddresses: readonly string[];
	readonly served: boolean;
}

export function reachOf({ web, publicUrl, zone, mail, smb, ownAddresses, served }: ReachOptions): Reach {
	const host = isAnyAddress(web.host) ? (ownAddresses[0] ?? "localhost") : web.host;
	const at = new URL(publicUrl ?? `http://${hostAndPort({ host, port: web.port })}`);
	const loopback = publicUrl === null && isLoopback(host);
	const own = zone ?? at.hostname;
	return {
		origin: zone === null ? at.origin : `${at.protocol}//${zone}${at.port === "" ? "" : `:${at.port}`}`,
		named: loopback ? `https://localhost:${web.port}` : null,
		zone,
		receipts: mail === null ? null : loopback && zone === null ? "localhost" : mailDomain(own),
		shares: smb === null ? null : (zone ?? (loopback ? "localhost" : null)),
		smbPort: smb?.port ?? null,
		loopback,
		served,
	};
}

function isAnyAddress(host: string): boolean {
	return host === "0.0.0.0" || host === "::";
}

/** RFC 5321 §4.1.3: an address stands in brackets. */
function mailDomain(host: string): string {
	if (host.startsWith("[")) return `[IPv6:${host.slice(1, -1)}]`;
	return /^[\d.]+$/.test(host) ? `[${host}]` : host;
}
