// Targets: what a probe points at, by what its vector can name and by where the run's listeners can be reached; or why it cannot be tested.

import type { Channel } from "../../core/model/reference.ts";
import type { Reach } from "./reach.ts";

export type ProbeTarget = { readonly kind: "target"; readonly value: string } | { readonly kind: "untestable"; readonly why: string };

export interface Aim {
	/** Id of the vector. */
	readonly vector: string;
	readonly channel: Channel;
	readonly token: string;
	/** Ending of the file that is asked for: "gif". */
	readonly ending: string;
}

/** Vectors whose contact is a lookup, or a connection without a request: only a name that is the probe's own shows it. */
const CONNECTS: ReadonlySet<string> = new Set(["link-preconnect"]);

export function targetOf(aim: Aim, reach: Reach, from: string): ProbeTarget {
	switch (aim.channel) {
		case "smtp":
			return reach.receipts === null
				? untestable("no mail listener: --receive HOST:PORT takes what comes back")
				: target(`${aim.token}@${reach.receipts}`);
		case "smb":
			return shareTarget(aim.token, reach);
		case "dns":
			return lookupTarget(aim, reach, from);
		case "http":
			return target(webTarget(aim, reach));
	}
}

function shareTarget(token: string, { shares, smbPort }: Reach): ProbeTarget {
	if (smbPort === null) return untestable("port 445, where shares are asked for, is not ours: --smb HOST:445 listens there");
	if (shares === null) return untestable("a share's host has to name the probe: --zone NAME --dns HOST:PORT makes such names");
	return target(`http://${token}.${shares}/${token}/x`);
}

function lookupTarget(aim: Aim, reach: Reach, from: string): ProbeTarget {
	if (aim.vector === "bimi-selector") {
		// The lookup is of SELECTOR._bimi.DOMAIN, with the sender's own domain.
		const ours = reach.zone !== null && from.toLowerCase().endsWith(`@${reach.zone}`);
		return ours
			? target(`http://${aim.token}/`)
			: untestable("the lookup is below the sender's domain, which is not in a zone of this test");
	}
	if (reach.zone !== null) return target(webTarget(aim, reach));
	if (CONNECTS.has(aim.vector) && reach.named !== null) {
		const named = new URL(reach.named);
		return target(`${named.protocol}//${aim.token}.${named.host}/`);
	}
	return untestable("no zone: lookups are seen only with --zone NAME --dns HOST:PORT");
}

/** In a zone the host names the probe too, so that a lookup without a fetch is known as its. */
function webTarget({ token, ending }: Aim, { origin, zone }: Reach): string {
	const { protocol, host } = new URL(origin);
	const own = zone === null ? "" : `${token}.`;
	return `${protocol}//${own}${host}/${token}.${ending}`;
}

function target(value: string): ProbeTarget {
	return { kind: "target", value };
}

function untestable(why: string): ProbeTarget {
	return { kind: "untestable", why };
}
