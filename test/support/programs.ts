// Programs that tests need beside Node. Where one is absent the test is skipped, and counted, with a sentence that says how to
// get it; with CI set that is a failure, since there every test must run.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** How to get each on Debian. */
const PACKAGES = {
	chromium: "chromium",
	unshare: "util-linux",
	ip: "iproute2",
	readpst: "pst-utils",
	dovecot: "dovecot-imapd",
	openssl: "openssl",
	curl: "curl",
	dig: "bind9-dnsutils",
	smbclient: "smbclient",
	swaks: "swaks",
	named: "bind9",
	unbound: "unbound",
	squid: "squid",
	nginx: "nginx-light",
	apache2: "apache2-bin",
	dnsmasq: "dnsmasq-base",
	"unbound-checkconf": "unbound",
	"named-checkzone": "bind9-utils",
	rspamd: "rspamd",
	rspamc: "rspamd",
	rspamadm: "rspamd",
} as const;

export type Program = keyof typeof PACKAGES;

/** For the options of `test`. */
export interface Skip {
	readonly skip: string | false;
}

/** Absolute path, or null. */
export function findProgram(name: string): string | null {
	for (const folder of [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"]) {
		if (folder === "") continue;
		const file = join(folder, name);
		try {
			accessSync(file, constants.X_OK);
			return file;
		} catch {
			// not here
		}
	}
	return null;
}

/** `test("...", needProgram("chromium"), async () => {...})`. Throws where CI is set and one is missing. */
export function needProgram(...programs: readonly Program[]): Skip {
	const missing = programs.filter((program) => findProgram(program) === null);
	if (missing.length === 0) return { skip: false };
	const packages = missing.map((program) => PACKAGES[program]).join(" ");
	return skipOutsideCi(`no ${missing.join(" and no ")} here: apt-get install ${packages}`);
}

/** The test is skipped with this sentence; in CI it fails instead. */
export function skipOutsideCi(sentence: string): Skip {
	if (process.env.CI) throw new Error(`${sentence} (in CI every test must run)`);
	return { skip: sentence };
}
