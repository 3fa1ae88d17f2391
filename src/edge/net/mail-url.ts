// Mail URL: a mail server as a user names it, imap://reader%40mail.example@mail.example/Tests or smtps://mail.example:465 (RFC 5092 and its like for
// SMTP). Read strictly: what is odd is refused, since what is read loosely here would be a login or an address elsewhere.

import { isIP, isIPv4 } from "node:net";
import { type AppError, appError } from "../../core/model/app-error.ts";
import { hostAndPort, isLoopback } from "../hosts.ts";

interface Server {
	/** Lower case; an IPv6 address without its brackets. */
	readonly host: string;
	readonly port: number;
	/** `direct` from the first byte, `starttls` required, `plain` only to a loopback address. */
	readonly tls: "direct" | "starttls" | "plain";
	/** The URL with all its defaults written out: what two spellings of one server have in common. It holds no password. */
	readonly text: string;
}

export interface ImapServer extends Server {
	readonly kind: "imap";
	readonly user: string;
	/** As the user wrote it, percent-encoding resolved; "INBOX" where none was named. */
	readonly folder: string;
}

export interface SmtpServer extends Server {
	readonly kind: "smtp";
	/** Null: it takes mail without a login. */
	readonly user: string | null;
}

export type MailServer = ImapServer | SmtpServer;

const LONGEST = 1000;
const URL = /^([a-z]+):\/\/(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?(?:\/([^?#]*))?$/i;
const PORTS = { imap: 143, imaps: 993, smtp: 25, smtps: 465 } as const;
/** Of message submission (RFC 6409 §3.1), where a login is given. */
const SUBMISSION = 587;

/** Throws a usage error that says what is wrong. */
export function readImapUrl(text: string): ImapServer {
	const { scheme, host, port, tls, user, path } = read(text, ["imap", "imaps"]);
	if (user === null) throw wrong(`it names no user: ${scheme}://USER@${host}`);
	const folder = path === "" ? "INBOX" : path;
	return { kind: "imap", host, port, tls, user, folder, text: canonical(scheme, host, port, user, `/${encodeURIComponent(folder)}`) };
}

/** Throws a usage error that says what is wrong. */
export function readSmtpUrl(text: string): SmtpServer {
	const { scheme, host, port, tls, user, path } = read(text, ["smtp", "smtps"]);
	if (path !== "") throw wrong("nothing may stand after the server");
	return { kind: "smtp", host, port, tls, user, text: canonical(scheme, host, port, user, "") };
}

type Scheme = keyof typeof PORTS;

interface Parts extends Omit<Server, "text"> {
	readonly scheme: Scheme;
	readonly user: string | null;
	readonly path: string;
}

function read(text: string, schemes: readonly Scheme[]): Parts {
	if (text.length > LONGEST) throw wrong(`it is longer than ${LONGEST} characters`);
	// Before anything of it is repeated in an error: what stands there may be a password.
	if (/\p{C}/u.test(text)) throw wrong("it holds a character that cannot be seen");
	const match = URL.exec(text);
	const scheme = schemes.find((known) => known === match?.[1]?.toLowerCase());
	if (match === null || scheme === undefined) throw wrong(`it has the form ${schemes[0]}://USER@HOST or ${schemes[1]}://USER@HOST:PORT`);
	const [, , login, hostText = "", portText, path = ""] = match;
	if (login?.includes(":")) throw wrong("no password stands in a URL: it comes from COUNTERPIXEL_PASSWORD or a prompt");
	if (login !== undefined && /[;[\]]/.test(login)) throw wrong("what stands before the @ is no user name");
	const host = readHost(hostText);
	const user = login === undefined ? null : decoded(login, "user name");
	if (user === "") throw wrong("the user name before the @ is empty");
	if (path.includes(";")) throw wrong("it ends with the folder");
	const direct = scheme === "imaps" || scheme === "smtps";
	return {
		scheme,
		host,
		port: readPort(portText) ?? (scheme === "smtp" && user !== null ? SUBMISSION : PORTS[scheme]),
		tls: direct ? "direct" : isLoopback(host) ? "plain" : "starttls",
		user,
		path: decoded(path, "folder"),
	};
}

function readHost(text: string): string {
	const host = text.toLowerCase().replace(/^\[(.*)\]$/, "$1");
	if (text.startsWith("[")) {
		if (isIP(host) !== 6) throw wrong("what stands in [brackets] is no IPv6 address");
		return host;
	}
	const labels = host.split(".");
	// "127.1" and "0x7f.1" are addresses to some programs.
	const isName =
		!/^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "") && labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,62})$/.test(label));
	if (host.length > 253 || (!isName && !isIPv4(host))) throw wrong("its host is neither a name nor an IP address");
	return host;
}

function readPort(text: string | undefined): number | null {
	if (text === undefined) return null;
	const port = Number(text);
	if (port < 1 || port > 65_535) throw wrong(`there is no port ${text}`);
	return port;
}

function decoded(text: string, what: string): string {
	let plain: string;
	try {
		plain = decodeURIComponent(text);
	} catch {
		throw wrong(`its ${what} holds a % that is no percent-encoding`);
	}
	// %0d%0a would be a second command.
	if (/\p{C}/u.test(plain)) throw wrong(`its ${what} holds a character that cannot be seen`);
	return plain;
}

function canonical(scheme: Scheme, host: string, port: number, user: string | null, path: string): string {
	return `${scheme}://${user === null ? "" : `${encodeURIComponent(user)}@`}${hostAndPort({ host, port })}${path}`;
}

function wrong(why: string): AppError {
	return appError("usage", `the mail server's URL is wrong: ${why}`);
}
