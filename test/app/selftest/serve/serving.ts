// A whole server for tests: real listeners on loopback, a mail server that keeps what it is given, a clock that the test sets, and a browser that
// is fetch with a jar for cookies.

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import type { SMTPServerOptions } from "smtp-server";
import { readServeConfig } from "../../../../src/app/selftest/serve/config.ts";
import { type ServeParts, type Serving, startServe } from "../../../../src/app/selftest/serve/serve.ts";
import { type Refusals, startMailServer, type TestMailServer } from "../../../edge/net/mail-server.ts";

export interface Organisation {
	readonly origin: string;
	readonly port: number;
	readonly mail: TestMailServer;
	readonly state: string;
	readonly folder: string;
	/** What the operator was told. */
	readonly told: string[];
	/** Moves both clocks on, by milliseconds. */
	advance(milliseconds: number): void;
	serving(): Serving;
	/** Ends it and starts it again on the same state. */
	restart(): Promise<void>;
	settled(): Promise<void>;
	close(): Promise<void>;
	/** Everything in the state folder, names and contents. */
	stateText(): Promise<string>;
}

export const HOUR = 3_600_000;

export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

export interface OrganisationOptions {
	/** Further lines of the config, YAML. */
	readonly more?: string;
	readonly refusals?: Refusals;
	readonly mailOptions?: SMTPServerOptions;
	readonly parts?: Partial<ServeParts>;
	readonly proxies?: string;
}

export async function organisation({
	more = "",
	refusals,
	mailOptions,
	parts,
	proxies = "",
}: OrganisationOptions = {}): Promise<Organisation> {
	const folder = await mkdtemp(join(tmpdir(), "counterpixel-serve-"));
	const mail = await startMailServer(refusals, mailOptions);
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	const file = join(folder, "serve.yaml");
	await writeFile(
		file,
		`organisation:
  name: IT security of the Parliament of Example
  contact: it-security@parliament.example
listen: 127.0.0.1:${port}
public: ${origin}
trusted_proxies: [${proxies}]
smtp:
  url: smtp://127.0.0.1:${mail.port}
  from: selftest@parliament.example
allowed_domains: [parliament.example]
state: state
${more}
`,
	);
	const config = await readServeConfig(file);
	let offset = 0;
	const clock = { now: () => Date.now() + offset, steady: () => performance.now() + offset };
	const told: string[] = [];
	const start = (): Promise<Serving> => startServe(config, null, (words) => told.push(words), { clock, ...parts });
	let serving = await start();
	return {
		origin,
		port,
		mail,
		state: config.state,
		folder,
		told,
		advance(milliseconds) {
			offset += milliseconds;
		},
		serving: () => serving,
		async restart() {
			await serving.close();
			serving = await start();
		},
		settled: () => serving.settled(),
		async close() {
			await serving.close();
			await mail.stop();
			await rm(folder, { recursive: true, force: true });
		},
		async stateText() {
			const pieces: string[] = [];
			for (const entry of await readdir(config.state, { recursive: true, withFileTypes: true })) {
				pieces.push(entry.name);
				if (entry.isFile()) pieces.push(await readFile(join(entry.parentPath, entry.name), "latin1"));
			}
			return pieces.join("\n");
		},
	};
}

export interface TestBrowser {
	get(path: string): Promise<Page>;
	post(path: string, fields: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Page>;
	cookie: string;
}

export interface Page {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** Of a redirect. */
	readonly location: string | null;
}

export function browser({ origin }: Organisation, cookie = ""): TestBrowser {
	const own: TestBrowser = {
		cookie,
		get: (path) => ask(path, {}),
		post: (path, fields, headers = { origin }) =>
			ask(path, {
				method: "POST",
				body: new URLSearchParams(fields).toString(),
				headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
			}),
	};
	const ask = async (path: string, init: RequestInit): Promise<Page> => {
		const headers = { ...(init.headers as Record<string, string>), ...(own.cookie === "" ? {} : { cookie: own.cookie }) };
		const response = await fetch(`${origin}${path}`, { ...init, headers, redirect: "manual" });
		for (const set of response.headers.getSetCookie()) own.cookie = set.includes("Max-Age=0") ? "" : (set.split(";", 1)[0] as string);
		return { status: response.status, headers: response.headers, text: await response.text(), location: response.headers.get("location") };
	};
	return own;
}

/** The codes of the last mail. */
export async function lastCodes({ mail }: Organisation): Promise<{ readonly test: string; readonly refusal: string }> {
	const { text = "" } = await simpleParser(mail.deliveries.at(-1)?.text ?? "");
	return { test: /^Your code: (\S+)$/m.exec(text)?.[1] ?? "", refusal: /^Code for no more mail: (\S+)$/m.exec(text)?.[1] ?? "" };
}

/** A browser that has asked for a test, and the code that came. */
export async function asked(
	org: Organisation,
	address: string,
): Promise<{ readonly reader: TestBrowser; readonly code: string; readonly refusal: string }> {
	const reader = browser(org);
	await reader.post("/request", { address });
	await org.settled();
	const { test: code, refusal } = await lastCodes(org);
	return { reader, code, refusal };
}

/** A browser whose test has been sent, and the test mails. */
export async function tested(
	org: Organisation,
	address: string,
): Promise<{ readonly reader: TestBrowser; readonly mails: readonly string[]; readonly tokenUrl: string }> {
	const { reader, code } = await asked(org, address);
	const before = org.mail.deliveries.length;
	const answer = await reader.post("/code", { code });
	if (answer.location !== "/results") throw new Error(`the code was not taken: ${answer.status}`);
	await org.settled();
	const mails = org.mail.deliveries.slice(before).map(({ text }) => text);
	return { reader, mails, tokenUrl: tokenUrlIn(org, mails) };
}

export function tokenUrlIn({ origin }: Organisation, mails: readonly string[]): string {
	const flat = mails.join("\n").replace(/=\r?\n/g, "");
	const url = new RegExp(`(?:${origin}|//[0-9a-f]{32}\\.[a-z.]+:\\d+)/[0-9a-f]{32}\\.gif`).exec(flat)?.[0];
	if (url === undefined) throw new Error("no probe's URL stands in the mails");
	return url;
}
