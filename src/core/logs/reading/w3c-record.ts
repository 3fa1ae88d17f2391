// W3C record: a line of a W3C extended log by the names of its fields (https://www.w3.org/TR/WD-logfile.html, "Identifiers"; those of ProxySG, IIS, CloudFront and
// Microsoft's ISA). A proxy says what it did; a server's own log says that a request had come, whatever it was answered.

import type { LogEvent, LogOutcome } from "../../model/log-event.ts";
import { percentDecoded } from "./escapes.ts";
import { clientOf, hostPlace, type Place, urlPlace } from "./place.ts";
import { outcomeOfProxy, outcomeOfServer, requestPlace, statusOf } from "./request.ts";

/** Of a field by its name in lower case; null where there is none, or "-". */
export type W3cCell = (name: string) => string | null;

/** `site`: whose log it is, where its lines name no host. Null for a line about no host. */
export function w3cEvent(cell: W3cCell, time: number, site: string | null): LogEvent | null {
	const method = cell("cs-method") ?? cell("s-operation") ?? "GET";
	const verdict = verdictOf(cell);
	const ofServer = verdict.did === "" && verdict.exception === "" && (cell("cs-uri-stem")?.startsWith("/") ?? false);
	const place = placeOf(cell, method, ofServer ? site : null);
	if (place === null) return null;
	const status = statusOf(cell("sc-status") ?? undefined);
	const isTunnel = isConnect(method) || (place.url === null && /^(?:tcp|ssl|tunnel)$/i.test(cell("cs-uri-scheme") ?? ""));
	return {
		kind: isTunnel ? "connect" : "http",
		...place,
		time,
		client: clientOf(cell("c-ip") ?? undefined),
		outcome: ofServer ? outcomeOfServer(status) : outcomeOf(verdict, status),
		status,
		agent: agentOf(cell("cs(user-agent)") ?? cell("c-agent")),
		user: cell("cs-username"),
	};
}

function placeOf(cell: W3cCell, method: string, site: string | null): Place | null {
	const whole = cell("cs-uri") ?? cell("c-uri");
	const asked = whole === null ? null : requestPlace(method, whole);
	if (asked !== null) return { host: asked.host, url: asked.url };
	// CloudFront's "cs(Host)" is its own name, and the reader's word is in the other.
	const host = cell("x-host-header") ?? cell("cs-host") ?? cell("cs(host)") ?? cell("cs-uri-hostname") ?? cell("r-host") ?? site;
	if (host === null) return null;
	const [scheme, port] = [cell("cs-uri-scheme") ?? cell("cs-protocol") ?? "http", cell("cs-uri-port") ?? cell("s-port")];
	const path = whole?.startsWith("/") ? whole : (cell("cs-uri-path") ?? cell("cs-uri-stem"));
	if (isConnect(method) || path === null || !/^(?:https?|ftp)$/i.test(scheme)) return hostPlace(host);
	const query = cell("cs-uri-query");
	const usual = port === null || port === "80" || port === "443" || /:\d+$/.test(host) ? "" : `:${port}`;
	return (
		urlPlace(`${port === "443" ? "https" : scheme}://${host}${usual}${path}${query === null ? "" : `?${query.replace(/^\?/, "")}`}`) ??
		hostPlace(host)
	);
}

function isConnect(method: string): boolean {
	return method.toUpperCase() === "CONNECT";
}

interface Verdict {
	/** What the filter and the proxy did: "DENIED TCP_DENIED". */
	readonly did: string;
	/** Which page of its own ProxySG sent, and so why: "POLICY_DENIED". */
	readonly exception: string;
}

function verdictOf(cell: W3cCell): Verdict {
	const words = (...names: readonly string[]): string =>
		names
			.flatMap((name) => cell(name) ?? [])
			.join(" ")
			.toUpperCase();
	return { did: words("sc-filter-result", "s-action", "x-action", "action"), exception: words("x-exception-id") };
}

/** The server's name was not found, or no connection came about that a request could be sent by (ProxySG, "Built-in exceptions"). */
const UNREACHED = /^(?:DNS_|TCP_|SSL_|GATEWAY_|SERVER_UNAVAILABLE$)/;
/** A copy was in the cache; TCP_REFRESH_HIT and TCP_AUTH_HIT had asked the origin, whether it still holds and for whom (ProxySG, "Action field values"). */
const HIT = /\bTCP_(?:MEM_|IMS_|RESCAN_)?HIT\b/;

function outcomeOf({ did, exception }: Verdict, status: number | null): LogOutcome {
	// Whatever page the client got: ProxySG answers 404 for a name that does not exist, and its filter may have said DENIED before.
	if (/TCP_ERR/.test(did) || UNREACHED.test(exception)) return "failed";
	// Who the client is was asked, and the request comes again. "authorization_failed" is about one who is known.
	if (status === 407 || /TCP_AUTH_(?:REDIRECT|FORM)/.test(did) || exception.startsWith("AUTHENTICATION_REDIRECT")) return "failed";
	if (status === 401 && (did.includes("DENIED") || exception.startsWith("AUTHENTICATION_"))) return "failed";
	if (/DENIED|BLOCKED|POLICY_REDIRECT/.test(`${did} ${exception}`)) return "refused";
	if (status === null && /ABORT|FAILED/.test(did)) return "failed";
	const said = outcomeOfProxy(status);
	return said === "answered" && HIT.test(did) ? "cached" : said;
}

/** In columns that are parted by blanks IIS writes "+" for one, CloudFront "%20", and "%2520" in its older logs. */
function agentOf(agent: string | null): string | null {
	if (agent === null || agent.includes(" ")) return agent;
	if (!/%(?:25)?20/.test(agent)) return agent.replaceAll("+", " ");
	const once = percentDecoded(agent);
	return once.includes("%20") ? percentDecoded(once) : once;
}
