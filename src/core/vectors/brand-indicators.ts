// BIMI (draft-brand-indicators-for-message-identification): the server looks up `SELECTOR._bimi.DOMAIN` and fetches the logo and its certificate when the
// mail arrives, before anyone reads. BIMI-Location is the server's to write, but not every server removes a sender's own.

import type { Hit, Vector } from "../model/vector.ts";
import { inHeader } from "./build/header-field.ts";
import { NOTHING, targetsOf } from "./build/target.ts";
import { cutAddresses } from "./microsyntax/addresses.ts";
import { valuesOf } from "./microsyntax/pairs.ts";

const selectors = valuesOf("s");

/** The domain of the From address, or null. */
function senderDomain(from: string | null): string | null {
	const address = from === null ? undefined : cutAddresses(from)[0]?.url;
	return address === undefined ? null : address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

const selector: Vector = {
	id: "bimi-selector",
	title: "BIMI-Selector",
	trigger: "parse",
	channel: "dns",
	why: "A server or mail program that supports BIMI looks this name up when the message arrives.",
	watches: [{ kind: "header", name: "bimi-selector" }],
	find(hit: Hit) {
		if (hit.kind !== "header") return NOTHING;
		const domain = senderDomain(hit.beside("from"));
		if (domain === null) return NOTHING;
		const text = hit.text();
		return targetsOf(
			text,
			selectors(text.value).map(({ from, to }) => ({ from, to, url: `dns:${text.value.slice(from, to).toLowerCase()}._bimi.${domain}` })),
		);
	},
	/** The selector is the target's host: its labels make the looked-up name unique, whatever the From domain. */
	probe: (target) => ({ kind: "header", name: "BIMI-Selector", value: `v=BIMI1; s=${hostIn(target)};` }),
};

function hostIn(url: string): string {
	return /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/:?#]*)/i.exec(url)?.[1] ?? "default";
}

export const vectors: readonly Vector[] = [
	inHeader({
		id: "bimi-location",
		fields: ["BIMI-Location"],
		trigger: "parse",
		channel: "http",
		cut: valuesOf("l", "a", "e"),
		why: "A mail program that shows brand logos fetches the logo and its certificate, without the message being opened.",
		probe: "v=BIMI1; l={url}",
	}),
	selector,
];
