// What `exposure --json` prints: an object for each account of each campaign with individual references (docs/schema/exposure.schema.json).

import type { Exposure } from "../../core/model/exposure.ts";

export function exposureLine({ campaign, person, account, level, leaked, evidence, coverage, why }: Exposure): string {
	const { clientIp, userAgent, times } = leaked;
	const told = { campaign, person, account, level, leaked: { client_ip: clientIp, user_agent: userAgent, times } };
	return `${JSON.stringify({ ...told, evidence, coverage, why })}\n`;
}
