// Own site: logs of a web server whose lines name no host. Unless the user says whose site it is, none of them can tell of a contact, and their silence
// says nothing.

import type { LogContext, LogFormat, LogProblem } from "../../model/log-event.ts";

const ANY = "site.invalid";

/** `head`: the first lines, at most 64 KiB: some are of a site that is not named, and none tells of a host. */
export function needsSite(format: LogFormat, head: readonly string[], context: LogContext): boolean {
	if (context.site != null) return false;
	const [bare, sited] = [null, ANY].map((site) => format.reader(head, { ...context, site }));
	let isOfSite = false;
	for (const line of head) {
		const hostOf = (reader = bare): string | undefined => {
			const said: LogProblem | { readonly host: string } | null = reader?.read(line) ?? null;
			return said !== null && "host" in said ? said.host : undefined;
		};
		if (hostOf() !== undefined) return false;
		isOfSite ||= hostOf(sited) === ANY;
	}
	return isOfSite;
}
