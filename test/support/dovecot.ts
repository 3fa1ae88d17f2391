// Dovecot for tests: Debian's IMAP server (2.3) in a temporary folder, on free loopback ports, with mail in Maildirs that a test may look into.
// As root it uses Debian's own unprivileged users, else only whoever runs the test. It ends with the process that started it.

import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findProgram, needProgram, type Skip } from "./programs.ts";

export interface DovecotUser {
	/** Also "reader@reader.example"; the whole name is the folder's. */
	readonly name: string;
	readonly password: string;
}

export interface DovecotOptions {
	/** `reader@reader.example` with the password "secret" where none are given. */
	readonly users?: readonly DovecotUser[];
	/** Most bytes in a mailbox, all folders together. */
	readonly quota?: number;
	/** With a certificate there is STARTTLS on `port` and TLS on `tlsPort`; "self-signed" makes one for 127.0.0.1 and localhost. */
	readonly tls?: "none" | "self-signed" | { readonly certificate: string; readonly key: string };
	/** Rights to INBOX are l (look up) and r (read) only: nothing may be put there (RFC 4314). */
	readonly readOnlyInbox?: boolean;
	/** Folders that are there beside INBOX. */
	readonly folders?: readonly string[];
	/** Of `port`; any free one where it is not given. */
	readonly port?: number;
}

export interface Dovecot {
	readonly host: "127.0.0.1";
	readonly port: number;
	readonly tlsPort: number | null;
	/** PEM, where there is TLS. */
	readonly certificate: string | null;
	/** Folder of the user's INBOX: `cur`, `new` and `tmp` below it once somebody logged in; other folders are `.Name`. */
	maildir(user: string): string;
	/** Ends it and deletes everything. */
	stop(): Promise<void>;
}

const FOREVER = 20_000;
/** Debian's user "mail", which may own mail (uid 0 may not). */
const MAIL_UID = 8;

/** For tests that use `startDovecot`. */
export function needDovecot(): Skip {
	return needProgram("dovecot", "openssl");
}

export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-dovecot-"));
	const mail = join(folder, "mail");
	chmodSync(folder, 0o711);
	mkdirSync(mail);
	if (isRoot()) chownSync(mail, MAIL_UID, MAIL_UID);
	const certificate = writeCertificate(folder, options.tls ?? "none");
	const port = options.port ?? (await freePort());
	const tlsPort = certificate === null ? null : await freePort();
	const file = join(folder, "dovecot.conf");
	writeFileSync(file, configuration(folder, { ...options, port, tlsPort }));
	writeFileSync(join(folder, "users"), userList(options.users ?? [{ name: "reader@reader.example", password: "secret" }]));
	writeFileSync(join(folder, "acl"), options.readOnlyInbox === true ? "INBOX owner lr\n" : "");

	const log = (): string => (existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8").slice(-4000) : "");
	const command = ["-F", "-c", file];
	const dovecot = findProgram("dovecot") ?? "dovecot";
	const setpriv = findProgram("setpriv");
	const stdio = ["ignore", "ignore", "pipe"] as ["ignore", "ignore", "pipe"];
	const child =
		setpriv === null
			? spawn(dovecot, command, { stdio, cwd: folder })
			: spawn(setpriv, ["--pdeathsig", "TERM", dovecot, ...command], { stdio, cwd: folder });
	let said = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		said = (said + text).slice(-4000);
	});
	child.unref();
	(child.stderr as unknown as { unref(): void }).unref();
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));

	async function stop(): Promise<void> {
		if (child.exitCode === null && child.signalCode === null) {
			child.ref();
			child.kill("SIGTERM");
			await Promise.race([ended, wait(5_000, undefined, { ref: false }).then(() => child.kill("SIGKILL"))]);
		}
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
	}

	for (const until = performance.now() + FOREVER; !(await greets(port)); await wait(20)) {
		if (child.exitCode === null && performance.now() < until) continue;
		const why = `${said}\n${log()}`;
		await stop();
		throw new Error(`Dovecot did not start: ${why}`);
	}
	return { host: "127.0.0.1", port, tlsPort, certificate, maildir: (user) => join(mail, user), stop };
}

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

function configuration(
	folder: string,
	{ port, tlsPort, quota, folders = [] }: DovecotOptions & { port: number; tlsPort: number | null },
): string {
	const own = isRoot() ? null : { uid: process.getuid?.(), gid: process.getgid?.(), name: ownName("-un"), group: ownName("-gn") };
	const uid = own?.uid ?? MAIL_UID;
	const gid = own?.gid ?? MAIL_UID;
	const plugins = ["acl", ...(quota === undefined ? [] : ["quota"])].join(" ");
	return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${own?.name ?? "dovecot"}
default_login_user = ${own?.name ?? "dovenull"}
${own === null ? "" : `default_internal_group = ${own.group}\n`}first_valid_uid = ${uid}
first_valid_gid = ${gid}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0 secs
mail_location = maildir:${folder}/mail/%u
mail_plugins = ${plugins}
mail_fsync = never
${tlsPort === null ? "ssl = no" : `ssl = yes\nssl_cert = <${folder}/certificate.pem\nssl_key = <${folder}/key.pem`}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
${folders.map((name) => `  mailbox "${name}" {\n    auto = create\n  }\n`).join("")}}
plugin {
  acl = vfile:${folder}/acl
${quota === undefined ? "" : `  quota = count:User quota\n  quota_vsizes = yes\n  quota_rule = *:bytes=${quota}\n`}}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort ?? 0}
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;
}

function userList(users: readonly DovecotUser[]): string {
	return users.map(({ name, password }) => `${name}:{PLAIN}${password}\n`).join("");
}

function writeCertificate(folder: string, tls: NonNullable<DovecotOptions["tls"]>): string | null {
	if (tls === "none") return null;
	const { certificate, key } = tls === "self-signed" ? selfSigned() : tls;
	writeFileSync(join(folder, "certificate.pem"), certificate);
	writeFileSync(join(folder, "key.pem"), key, { mode: 0o600 });
	return certificate;
}

export interface CertificateAndKey {
	/** PEM. */
	readonly certificate: string;
	/** PEM. */
	readonly key: string;
}

/** Made by openssl, for 127.0.0.1 and localhost unless another name (`DNS:...`, `IP:...`) is given; signed by itself unless by `issuer`. */
export function selfSigned({
	names = "IP:127.0.0.1,DNS:localhost",
	issuer = null,
}: {
	readonly names?: string;
	readonly issuer?: CertificateAndKey | null;
} = {}): CertificateAndKey {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-certificate-"));
	try {
		const [certificate, key, ca, caKey] = ["certificate", "key", "ca", "ca-key"].map((name) => join(folder, `${name}.pem`)) as [
			string,
			string,
			string,
			string,
		];
		if (issuer !== null) {
			writeFileSync(ca, issuer.certificate);
			writeFileSync(caKey, issuer.key);
		}
		const made = spawnSync(
			"openssl",
			[
				...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
				...["-subj", "/CN=mail.example", "-addext", `subjectAltName=${names}`, "-keyout", key, "-out", certificate],
				...(issuer === null ? [] : ["-CA", ca, "-CAkey", caKey, "-addext", "basicConstraints=critical,CA:FALSE"]),
			],
			{ encoding: "utf8" },
		);
		if (made.status !== 0) throw new Error(`openssl failed: ${made.stderr}`);
		return { certificate: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function ownName(option: "-un" | "-gn"): string {
	return spawnSync("id", [option], { encoding: "utf8" }).stdout.trim();
}

function greets(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		const done = (answer: boolean) => () => {
			socket.destroy();
			resolve(answer);
		};
		socket.once("data", done(true)).once("error", done(false)).once("close", done(false));
		socket.setTimeout(2_000, done(false));
	});
}

async function freePort(): Promise<number> {
	const probe = createServer();
	await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
	const address = probe.address();
	await new Promise((resolve) => probe.close(resolve));
	return typeof address === "object" && address !== null ? address.port : 0;
}
