// `counterpixel campaigns why ID ID2|MESSAGE`: why a message is in its campaign, and why two campaigns are linked, or why they are not.

import { isTargeted } from "../../core/campaigns/standing.ts";
import { appError } from "../../core/model/app-error.ts";
import { isOperatorHost } from "../../core/trackers/operator-hosts.ts";
import { describeMembership, describeRelation } from "../report/campaigns-why.ts";
import { membershipLine, relationLine } from "../report/campaigns-why-json.ts";
import { shownText } from "../report/shown-text.ts";
import { campaignNamed, findMessages, messageNamed, withCampaigns } from "./campaigns-case.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";

export interface WhyOptions {
	readonly case?: string;
	readonly all?: boolean;
	readonly json?: boolean;
}

/** `other`: a campaign's id, else a message of the first one. Ends with 1 where a campaign that it speaks of is targeted. */
export async function whyCommand(id: string, other: string, options: WhyOptions): Promise<number> {
	const all = options.all === true;
	return withCampaigns(options.case, async (casebook) => {
		const campaign = await campaignNamed(casebook, id);
		const screen = screenOf(process.stdout);
		const second = await casebook.campaign(other.toLowerCase());
		if (second !== null) {
			const relation = await casebook.relation(campaign.id, second.id, isOperatorHost);
			await print(
				options.json
					? `${relationLine(campaign, second, relation)}\n`
					: describeRelation(campaign, second, relation, screen, all, await casebook.decisions()),
			);
			return [campaign, second].some(isTargeted) ? EXIT.targeted : EXIT.fine;
		}
		if (findMessages(campaign.messages, other).length === 0)
			throw appError(
				"usage",
				`${shownText(other, 80)} is neither a campaign of this case nor a message of ${campaign.id}: give an id, a SHA-256 or a Message-ID`,
			);
		const sha256 = messageNamed(campaign, other);
		const [message, membership] = [await casebook.message(sha256), await casebook.membership(campaign.id, sha256)];
		const { senders } = await casebook.campaignTotals();
		const proofs = (await casebook.proofs([sha256])).get(sha256) ?? [];
		const told = { campaign, message, membership, proofs, sha256, senders };
		await print(options.json ? `${membershipLine(told)}\n` : describeMembership(told, screen, all));
		return isTargeted(campaign) ? EXIT.targeted : EXIT.fine;
	});
}
