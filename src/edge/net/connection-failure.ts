// Connection failure: what kept a mail server from being reached, in words that say what to try.

import { type AppError, appError, isAppError } from "../../core/model/app-error.ts";
import { hostAndPort } from "../hosts.ts";
import type { MailServer } from "./mail-url.ts";
import { inItsWords } from "./server-words.ts";
import { errorCode, type Pin, untrusted } from "./trust.ts";

/** Milliseconds to wait for a server. */
export const PATIENCE = 30_000;

const TIMES_UP = /^(?:ETIMEDOUT|ETIMEOUT|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT)$/;
const UNREACHABLE = /^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/;
/** OpenSSL's, where the other side speaks no TLS. */
const NO_TLS = /^(?:EPROTO|ERR_SSL_.*)$/;

/** `error` as a library or Node gave it. An AppError stays as it is. */
export async function connectionFailure(error: unknown, server: MailServer, pin: Pin | null): Promise<AppError> {
	if (isAppError(error)) return error;
	const refused = await untrusted(error, server, pin);
	if (refused !== null) return refused;
	return appError("failure", `${hostAndPort(server)} ${reasonOf(error, server)}`, { temporary: true, cause: error });
}

function reasonOf(error: unknown, server: MailServer): string {
	const { message, response, responseText } = error as Partial<Record<"message" | "response" | "responseText", unknown>>;
	const name = errorCode(error);
	if (name === "ECONNREFUSED") return "takes no connection: is the server running there, and is the port right?";
	if (TIMES_UP.test(name)) return `did not answer within ${PATIENCE / 1000} seconds: is the port right, and does a firewall stand between?`;
	if (name === "ENOTFOUND" || name === "EAI_AGAIN") return "has a name that this machine cannot look up: is it spelt right?";
	if (UNREACHABLE.test(name)) return "cannot be reached from this machine: is the network up?";
	if (typeof message === "string" && /STARTTLS/.test(message)) {
		return `does not offer encryption (STARTTLS), so no password was sent: try ${server.kind}s:// (TLS from the start)`;
	}
	if (NO_TLS.test(name)) return `speaks no TLS on this port: ${server.kind}:// begins without and requires STARTTLS`;
	return `broke the connection off${inItsWords(responseText ?? response)}`;
}
