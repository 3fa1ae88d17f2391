// Location: a case on a server, postgres://USER@HOST:PORT/DATABASE?schema=NAME, as libpq writes it (PostgreSQL manual, "Connection URIs") with one
// parameter of our own: a case is a schema, so that one database holds many. What is not known is refused rather than
// passed over: a misspelt schema would be another case. Without sslmode a server elsewhere is asked for TLS, and its certificate is checked.

import { readFileSync } from "node:fs";
import { type AppError, appError } from "../../../core/model/app-error.ts";

/** What the driver hands to TLS; the texts are PEM. */
export interface Tls {
	readonly rejectUnauthorized: boolean;
	/** Whose certificate it has to be; without it the driver checks an address against "localhost". */
	readonly host?: string;
	readonly ca?: string;
	readonly cert?: string;
	readonly key?: string;
}

export interface PostgresLocation {
	/** For the driver; with the password, if there is one in the URL. */
	readonly connectionString: string;
	readonly ssl: false | Tls;
	readonly schema: string;
	/** Without the password: for messages. */
	readonly shown: string;
}

const DEFAULT_SCHEMA = "counterpixel";
/** What needs no quoting in any client, no longer than PostgreSQL's names are, with room for what copies are called. */
const SCHEMA = /^[a-z_][a-z0-9_]{0,49}$/;

const PARAMETERS: ReadonlySet<string> = new Set([
	"schema",
	"host",
	"user",
	"application_name",
	"sslmode",
	"sslrootcert",
	"sslcert",
	"sslkey",
]);

/** Throws `usage` for what cannot be a case's URL; no message and no cause holds the password. */
export function readLocation(location: string): PostgresLocation {
	const url = URL.parse(location);
	if (url === null)
		throw appError("usage", `the case's URL cannot be read: write postgres://USER@HOST/DATABASE, and %40 for an @ in a password`);
	for (const name of url.searchParams.keys())
		if (!PARAMETERS.has(name))
			throw appError("usage", `the case's URL has a parameter ${name} that is not known: known are ${[...PARAMETERS].join(", ")}`);
	if (url.pathname.length < 2) throw appError("usage", "the case's URL names no database: write postgres://USER@HOST/DATABASE");
	const schema = url.searchParams.get("schema") ?? DEFAULT_SCHEMA;
	if (!SCHEMA.test(schema) || schema.startsWith("pg_"))
		throw appError("usage", `schema=${schema} cannot be a case: take small letters, digits and _, at most 50, not beginning with pg_`);
	const ssl = encryption(url);
	const shown = new URL(url);
	shown.password = "";
	for (const name of ["schema", "sslmode", "sslrootcert", "sslcert", "sslkey"]) url.searchParams.delete(name);
	return { connectionString: url.href, ssl, schema, shown: shown.href };
}

/** The modes of libpq without those that go on in the clear when asked to ("allow", "prefer"): who can read along can also ask. */
function encryption(url: URL): false | Tls {
	const mode = url.searchParams.get("sslmode") ?? (isHere(url) ? "disable" : "verify-full");
	const files = (name: string, option: "ca" | "cert" | "key"): Partial<Tls> => {
		const path = url.searchParams.get(name);
		return path === null ? {} : { [option]: readGiven(path, name) };
	};
	switch (mode) {
		case "disable":
			return false;
		case "require":
			if (url.searchParams.has("sslrootcert"))
				throw appError("usage", "sslmode=require checks no certificate, and the case's URL names an authority: write sslmode=verify-full");
			return { rejectUnauthorized: false, ...files("sslcert", "cert"), ...files("sslkey", "key") };
		case "verify-full":
			return {
				rejectUnauthorized: true,
				host: hostOf(url),
				...files("sslrootcert", "ca"),
				...files("sslcert", "cert"),
				...files("sslkey", "key"),
			};
		default:
			throw appError("usage", `sslmode=${mode} is not supported: write verify-full, require (unchecked) or disable`);
	}
}

function readGiven(path: string, parameter: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch (cause) {
		throw unreadable(path, parameter, cause);
	}
}

function unreadable(path: string, parameter: string, cause: unknown): AppError {
	return appError("usage", `${path}, named by ${parameter} in the case's URL, cannot be read`, { cause });
}

/** On this machine: a socket in a folder, or loopback. */
function isHere(url: URL): boolean {
	const host = hostOf(url);
	return host === "" || host.startsWith("/") || /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host);
}

/** As the driver finds it. */
function hostOf(url: URL): string {
	const host = (url.searchParams.get("host") ?? url.hostname) || (process.env.PGHOST ?? "");
	return host.replace(/^\[(.*)\]$/, "$1");
}
