// The target of what names a host and no address: what is known of it is that it is looked up.

import type { Text } from "../../model/text.ts";
import type { Found } from "../../model/vector.ts";
import { NOTHING } from "./target.ts";

const HOST = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])$/;

/** With a port or without, "\\" before it or not. */
export function findHost(text: Text): readonly Found[] {
	const host = text.value
		.trim()
		.replace(/^\\\\/, "")
		.replace(/:\d{1,5}$/, "")
		.toLowerCase();
	if (!HOST.test(host) || host === "localhost") return NOTHING;
	return [{ kind: "target", text, from: 0, to: text.value.length, url: `dns:${host}`, channel: "dns" }];
}
