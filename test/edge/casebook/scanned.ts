// Made-up scanned messages for the casebook's tests, on reserved names: a seed gives the same message everywhere.

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Inspection } from "../../../src/core/model/inspection.ts";
import type { MailProfile } from "../../../src/core/model/profile.ts";
import type { RemoteReference } from "../../../src/core/model/reference.ts";
import type { Feature, Sighting } from "../../../src/core/model/sighting.ts";
import { type Casebook, type CaseOptions, openCase } from "../../../src/edge/casebook/casebook.ts";
import { encodeMessages, type ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import type { FileProgress } from "../../../src/edge/casebook/source-files.ts";

export const DETECTOR = 1;

/** A clock that moves on by a second at each look. */
export function clock(): () => string {
	let seconds = 0;
	return () => new Date(Date.UTC(2024, 0, 1) + seconds++ * 1000).toISOString();
}

export function options(more: Partial<CaseOptions> = {}): CaseOptions {
	return { actor: "analyst", now: clock(), ...more };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
	const list: T[] = [];
	for await (const item of items) list.push(item);
	return list;
}

export function temporaryFolder(t: Pick<TestContext, "after">): string {
	const folder = mkdtempSync(join(tmpdir(), "casebook-"));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

export async function temporaryCase(t: TestContext, more: Partial<CaseOptions> = {}): Promise<Casebook> {
	const casebook = await openCase(join(temporaryFolder(t), "case"), options(more));
	t.after(() => casebook.close());
	return casebook;
}

function digest(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

export function references(seed: number, count: number): RemoteReference[] {
	return Array.from({ length: count }, (_, n): RemoteReference => {
		const clicked = n % 4 !== 0;
		const host = clicked ? `click${seed % 7}.track.example` : `t${seed % 13}.pixel.test`;
		const value = digest(`${seed} ${n}`).slice(0, 40);
		return {
			vector: clicked ? "a-href" : "img-src",
			channel: "http",
			trigger: clicked ? "click" : "open",
			url: `https://${host}/ls/click?upn=${value}${value}&n=${n}#top`,
			host,
			part: "1.2",
			start: 4000 + n * 300,
			end: 4130 + n * 300,
			identifier:
				n % 8 === 0
					? { kind: "address", value: "reader@parliament.example", how: "base64 in query parameter upn" }
					: n % 3 === 0
						? { kind: "none", value: null, how: "" }
						: { kind: "opaque", value, how: "40 hex digits in query parameter upn" },
			operator: clicked ? "bulk-example" : null,
			leaks: clicked ? ["time", "client-address", "user-agent"] : ["time", "client-address", "user-agent", "address-alive"],
			why: [
				clicked ? "A link is contacted when it is clicked." : "An image is fetched when the message is shown.",
				"The value is long and random.",
			],
		};
	});
}

export function profile(seed: number, reading = 0): MailProfile {
	return {
		name: `Sender ${seed % 3}`,
		sender: null,
		replyTo: `answers+${reading}@sender.example`,
		returnPath: `bounce-${seed}@bounces.sender.example`,
		recipients: 1,
		sentTo: [],
		answers: false,
		signatures: ["sender.example"],
		authentication: [{ server: "mx.parliament.example", method: "dkim", result: "pass", domain: "sender.example" }],
		hops: [
			{ from: `out${seed % 5}.sender.example`, ip: `192.0.2.${seed % 200}`, by: "mx.parliament.example" },
			{ from: "localhost", ip: "127.0.0.1", by: `out${seed % 5}.sender.example` },
		],
		mailer: null,
		messageIdShape: "9@sender.example",
		boundaryShape: null,
		subjectShape: digest("Subject").slice(0, 16),
		bulk: { listId: null, unsubscribe: [], oneClick: false, precedence: false, feedbackId: null, automatic: false },
		date: null,
		template: { structure: digest(`layout ${seed % 2}`).slice(0, 16), sketch: "", words: 100, links: 3, pictures: 1 },
		outlets: [],
		unsubscribeInText: false,
	};
}

/** Which strand a message is in depends on what was found in it, as it does. */
export function see({ from, references, profile }: Inspection): Sighting {
	const hosts = new Set(references.filter(({ trigger }) => trigger !== "click").map(({ host }) => host));
	const features: Feature[] = [...hosts].map((value) => ({ kind: "tracker-host", value }));
	features.push({ kind: "structure", value: profile.template.structure });
	const individual = references.some(({ identifier }) => identifier.kind === "address") ? ["individual" as const] : [];
	const traits = hosts.size > 0 ? (["tracked", ...individual] as const) : individual;
	return { strand: digest(`${from} ${[...hosts].sort().join(" ")}`).slice(0, 16), features, traits };
}

export interface Place {
	readonly mailbox?: string;
	readonly file?: string;
	readonly offset?: number;
	readonly owner?: string | null;
}

export function scanned(seed: number, place: Place = {}, count = 5): ScannedMessage {
	const mailbox = place.mailbox ?? "mail/inbox.mbox";
	return {
		raw: {
			sha256: digest(`message ${seed}`),
			size: 9000 + seed,
			mailbox,
			file: place.file ?? mailbox,
			offset: place.offset ?? seed * 10_000,
			flags: seed % 2 === 0 ? ["seen"] : [],
			owner: place.owner === undefined ? "reader@parliament.example" : place.owner,
			problems: [],
		},
		inspection: {
			messageId: `${seed}@sender.example`,
			from: "news@sender.example",
			subject: `Subject ${seed}`,
			received: seed % 11 === 0 ? null : new Date(Date.UTC(2022, 0, 1) + seed * 3_600_000).toISOString(),
			receivedFrom: seed % 11 === 0 ? null : "received",
			deliveredTo: ["reader@parliament.example"],
			references: references(seed, count),
			profile: profile(seed, count),
			problems: seed % 5 === 0 ? [{ code: "unknown-charset", detail: "the charset x-made-up is unknown", offset: 17 }] : [],
		},
	};
}

export function progress(more: Partial<FileProgress> = {}): FileProgress {
	const mailbox = more.mailbox ?? "mail/inbox.mbox";
	return {
		mailbox,
		file: mailbox,
		size: 1_000_000,
		modified: 1_700_000_000_000,
		tail: digest(mailbox),
		owner: "",
		from: 0,
		to: 1_000_000,
		done: true,
		state: "new",
		problems: [],
		...more,
	};
}

export function rowsOf(messages: readonly ScannedMessage[]) {
	return [encodeMessages(messages, DETECTOR, see)];
}
