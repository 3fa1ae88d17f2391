// Failures: what PostgreSQL's codes (manual, appendix A, "PostgreSQL Error Codes"), the network's and TLS's mean to a person. None says the password.

import { type AppError, appError, isAppError } from "../../../core/model/app-error.ts";

/** What a message needs to name. */
export interface Server {
	/** "db.example:5432" or a socket's folder. */
	readonly address: string;
	readonly user: string;
	readonly database: string;
	readonly schema: string;
}

type Meaning = (server: Server, message: string) => readonly ["usage" | "failure" | "temporary", string];

const lost: Meaning = ({ address }) => [
	"temporary",
	`the connection to PostgreSQL at ${address} broke off: run the same command again, it goes on where it stopped`,
];
const unreachable: Meaning = ({ address }) => [
	"temporary",
	`no PostgreSQL server answers at ${address}: see that it runs, and that --case names the right host and port`,
];
const unknownHost: Meaning = ({ address }) => [
	"failure",
	`there is no host of the name in ${address}: see that --case names the right one`,
];
const refused: Meaning = ({ address, user }) => [
	"usage",
	`PostgreSQL at ${address} does not let ${user} in: the name or the password is wrong (PGPASSWORD, or a line in ~/.pgpass), or the server's pg_hba.conf allows no login from here`,
];
const busy: Meaning = ({ address, schema }) => [
	"temporary",
	`the case ${schema} at ${address} is being written by others all the time: run the same command again, it goes on where it stopped`,
];
const stopping: Meaning = ({ address }) => [
	"temporary",
	`PostgreSQL at ${address} is starting or stopping: run the same command again in a moment, it goes on where it stopped`,
];
const damaged: Meaning = ({ address }) => [
	"failure",
	`PostgreSQL at ${address} says that its data are damaged: see its log, and go on with a backup`,
];
const untrusted: Meaning = ({ address }, message) => [
	"usage",
	`the certificate of PostgreSQL at ${address} does not prove who it is (${message}): name the file of its authority with sslrootcert=FILE in the case's URL`,
];

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
	...["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "EHOSTDOWN", "ENOENT", "EACCES"].map(
		(code) => [code, unreachable] as const,
	),
	...["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"].map((code) => [code, unknownHost] as const),
	...["ECONNRESET", "EPIPE", "08000", "08003", "08006", "25P03", "57P05"].map((code) => [code, lost] as const),
	...["28P01", "28000"].map((code) => [code, refused] as const),
	...["40001", "40P01", "55P03"].map((code) => [code, busy] as const),
	...["57P01", "57P02", "57P03"].map((code) => [code, stopping] as const),
	...["XX001", "XX002"].map((code) => [code, damaged] as const),
	...[
		"DEPTH_ZERO_SELF_SIGNED_CERT",
		"SELF_SIGNED_CERT_IN_CHAIN",
		"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
		"UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
		"CERT_HAS_EXPIRED",
		"ERR_TLS_CERT_ALTNAME_INVALID",
	].map((code) => [code, untrusted] as const),
	[
		"3D000",
		({ address, database }) => [
			"usage",
			`PostgreSQL at ${address} has no database ${database}: make it there with \`createdb ${database}\``,
		],
	],
	[
		"42501",
		({ user, database, schema }, message) => [
			"failure",
			`PostgreSQL does not allow ${user} to use the schema ${schema} of ${database} (${message}): docs/scale.md names the rights it needs`,
		],
	],
	[
		"25006",
		({ address }) => ["usage", `PostgreSQL at ${address} is a copy that can only be read: name the server that it follows with --case`],
	],
	[
		"53100",
		({ address }) => [
			"temporary",
			`no space left on the disk of PostgreSQL at ${address}: free some and run the same command again, it goes on where it stopped`,
		],
	],
	[
		"53200",
		({ address }) => ["temporary", `PostgreSQL at ${address} is out of memory: run the same command again, it goes on where it stopped`],
	],
	[
		"53300",
		({ address }) => ["temporary", `PostgreSQL at ${address} has no connection left (max_connections): run the same command again`],
	],
]);

/** The driver gives these no code. */
const BY_TEXT: readonly (readonly [RegExp, Meaning])[] = [
	[
		/password must be a (?:non-empty )?string/,
		({ address, user }) => [
			"usage",
			`PostgreSQL at ${address} asks ${user} for a password: give it in PGPASSWORD, or in a line of ~/.pgpass`,
		],
	],
	[
		/does not support SSL/,
		({ address }) => [
			"usage",
			`PostgreSQL at ${address} offers no TLS, and the case would cross the network in the clear: turn it on there, or write sslmode=disable in the case's URL where you trust the network`,
		],
	],
	[/timeout|timed out/, unreachable],
	[/Connection terminated|connection error|not queryable|Client was closed/i, lost],
];

/** One AppError for whatever went wrong; an AppError is passed on. */
export function explain(error: unknown, server: Server): AppError {
	if (isAppError(error)) return error;
	const first = error instanceof AggregateError ? error.errors[0] : error;
	const message = first instanceof Error ? first.message : String(first);
	const meaning = MEANINGS.get(codeOf(first)) ?? BY_TEXT.find(([text]) => text.test(message))?.[1];
	const [kind, words] = meaning?.(server, message) ?? ["failure", `the case ${server.schema} at ${server.address} failed: ${message}`];
	return appError(kind === "usage" ? "usage" : "failure", words, { temporary: kind === "temporary", cause: first });
}

/** SQLSTATE or the code of a system error; empty where there is none. */
export function codeOf(error: unknown): string {
	const code = (error as { code?: unknown } | null | undefined)?.code;
	return typeof code === "string" ? code : "";
}
