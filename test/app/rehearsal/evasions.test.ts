// What each level of evasion hides, and what stays at every level (docs/rehearsal.md).

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { simpleParser } from "mailparser";
import { EVASIONS } from "../../../src/app/rehearsal/attack/toolkit.ts";
import type { TruthMessage } from "../../../src/app/rehearsal/truth.ts";
import { written } from "./folders.ts";

interface Attack {
	readonly truth: TruthMessage;
	readonly html: string;
	readonly head: string;
	readonly spy: string;
	readonly operatorDomain: string;
	readonly fromDomain: string;
}

const levels: Attack[][] = [];
before(async () => {
	for (const evasion of EVASIONS) {
		const { truth, messages } = await written({ shape: "ipac-2021", seed: 11, size: 40, evasion });
		const domain = truth.operators.find(({ id }) => id === truth.campaigns[0]?.operator)?.domain ?? "";
		const attacks = messages().filter(([{ kind }]) => kind === "targeted");
		levels.push(
			await Promise.all(
				attacks.map(async ([message, raw]): Promise<Attack> => {
					const { html, from } = await simpleParser(raw);
					const spy = message.references.find(({ trigger, individual }) => trigger === "open" && individual)?.url ?? "";
					return {
						truth: message,
						html: html || "",
						head: raw.slice(0, raw.indexOf("\n\n")),
						spy,
						operatorDomain: domain,
						fromDomain: from?.value[0]?.address?.split("@")[1] ?? "",
					};
				}),
			),
		);
	}
});

const at = (evasion: number): Attack[] => levels[evasion] as Attack[];
const hosts = (attacks: readonly Attack[]): Set<string> => new Set(attacks.map(({ spy }) => new URL(spy).hostname));
const tagOf = ({ html, spy }: Attack): string =>
	[...html.matchAll(/<img[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(spy.replaceAll("&", "&amp;"))) ?? "";

test("0: a picture of one by one on a foreign host, the identifier in a parameter", () => {
	for (const attack of at(0)) {
		assert.match(attack.spy, /\?id=/);
		assert.match(tagOf(attack), /width="1" height="1"/);
		assert.ok(!attack.spy.includes(attack.fromDomain) && !attack.spy.includes(attack.operatorDomain));
	}
});

test("1: the identifier in the path, the picture hidden by CSS and not by its size", () => {
	for (const attack of at(1)) {
		assert.doesNotMatch(attack.spy, /\?/);
		assert.doesNotMatch(tagOf(attack), /width="1"/);
		assert.match(attack.html, /display:none|opacity:0|left:-9999px/);
	}
});

test("2: a picture that is seen, on a domain that sounds like a CDN", () => {
	for (const attack of at(2)) {
		assert.match(tagOf(attack), /(?:width="[1-9]\d|height="[1-9]\d)/);
		assert.match(new URL(attack.spy).hostname, /cdn|static|edge|assets|cache|content/);
		assert.doesNotMatch(attack.head, /^List-Unsubscribe/m);
	}
});

test("3: the sender's own domain signs and passes, and a List-Unsubscribe field is there", () => {
	for (const { head, fromDomain } of at(3)) {
		assert.match(head, /^List-Unsubscribe: /m);
		assert.ok(head.includes(`d=${fromDomain}`));
		if (head.includes("Authentication-Results")) assert.match(head, /dmarc=pass/);
	}
	assert.ok(
		at(2).every(({ head, fromDomain }) => !head.includes(`d=${fromDomain}`)),
		"nor does it at 2",
	);
});

test("4: the picture on the operator's own host, the token in the host's name, other words for each reader, rotating sender domains", () => {
	for (const { spy, operatorDomain, truth } of at(4)) {
		const value = truth.references.find(({ url }) => url === spy)?.value ?? "";
		assert.ok(new URL(spy).hostname.startsWith(value) && new URL(spy).hostname.endsWith(operatorDomain));
	}
	assert.equal(new Set(at(4).map(({ html }) => html.replace(/<[^>]*>|Dear \w+/g, ""))).size, at(4).length, "no text twice");
	assert.ok(new Set(at(4).map(({ fromDomain }) => fromDomain)).size > 8);
});

test("5: rotating tracker domains, bulk fields and a way to unsubscribe in header and text", () => {
	for (const { head, html, spy, operatorDomain } of at(5)) {
		assert.match(head, /^List-Id: /m);
		assert.match(head, /^Precedence: bulk/m);
		assert.match(html, /unsubscribe/i);
		assert.ok(!new URL(spy).hostname.endsWith(operatorDomain));
	}
	assert.ok(new Set([...hosts(at(5))].map((host) => host.split(".").slice(-2).join("."))).size >= 5);
});

test("at every level the same account at the same operator, and hardly more than one skeleton", () => {
	for (const evasion of EVASIONS) {
		const skeletons = Map.groupBy(at(evasion), ({ html }) => (html.match(/<[a-z0-9]+/g) ?? []).join(""));
		assert.ok(skeletons.size <= 18, `${evasion}: ${skeletons.size}`);
		for (const { head, operatorDomain } of at(evasion)) assert.match(head, new RegExp(`^Received: from mta\\d+\\.${operatorDomain}`, "m"));
	}
	assert.equal(new Set([...at(4), ...at(5)].map(({ spy }) => new URL(spy).pathname)).size, 1, "the account in the URL");
});
