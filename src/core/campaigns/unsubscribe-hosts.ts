// Unsubscribe hosts: whom List-Unsubscribe (RFC 2369 §3.2) names to take a reader off the list: the sender, or who keeps the list for the sender. The
// field is the sender's word; but who can be left there does not hide, and whoever watches there is no third party.

import type { MailProfile } from "../model/profile.ts";

/** Lower case, as written: of http and https the host, of mailto the domain. */
export function unsubscribeHosts({ bulk }: MailProfile): string[] {
	return bulk.unsubscribe.flatMap((uri) => {
		const host = /^https?:\/\/([^/?#:@\s]{1,253})/i.exec(uri)?.[1] ?? /^mailto:[^?]{0,200}@([^?>\s]{1,253})/i.exec(uri)?.[1];
		return host === undefined ? [] : [host.toLowerCase()];
	});
}
