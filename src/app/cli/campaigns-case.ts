// The case of `campaigns`: opened, correlated up to what it holds, and asked for a campaign or a message by whatever a person calls it.

import { appError } from "../../core/model/app-error.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { counted, shownText } from "../report/shown-text.ts";
import { correlateNew } from "./correlation.ts";
import { openUserCase } from "./user-case.ts";

/** `act` gives the exit code. The case is closed whatever happens. */
export async function withCampaigns(given: string | undefined, act: (casebook: Casebook) => Promise<number>): Promise<number> {
	const casebook = await openUserCase(given, { toRead: true });
	try {
		await correlateNew(casebook);
		return await act(casebook);
	} finally {
		await casebook.close();
	}
}

/** By id, or by one that was merged into it. Throws a usage error that says where ids are to be had. */
export async function campaignNamed(casebook: Pick<Casebook, "campaign">, id: string): Promise<Campaign> {
	const found = await casebook.campaign(id.toLowerCase());
	if (found !== null) return found;
	throw appError("usage", `there is no campaign ${shownText(id, 80)} in this case: \`counterpixel campaigns\` lists them with their ids`);
}

/** Shortest beginning of a SHA-256 that counts as one. */
const LEAST_DIGITS = 8;

/** SHA-256 of the message of a campaign that is called by its hash, the beginning of it, or its Message-ID. Throws a usage error for none, and for several. */
export function messageNamed({ id, messages }: Pick<Campaign, "id" | "messages">, given: string): string {
	const found = findMessages(messages, given);
	const [first] = found;
	if (first === undefined)
		throw appError(
			"usage",
			`no message ${shownText(given, 80)} in campaign ${id}: give its SHA-256 or Message-ID, as \`campaigns ${id} --all\` lists them`,
		);
	if (found.length > 1)
		throw appError("usage", `${shownText(given, 80)} names ${counted(found.length, "message")} of ${id}: give the SHA-256 of one`);
	return first;
}

/** SHA-256 of each. */
export function findMessages(messages: Campaign["messages"], given: string): string[] {
	const hex = given.toLowerCase();
	const isHex = hex.length >= LEAST_DIGITS && /^[0-9a-f]{1,64}$/.test(hex);
	const messageId = given.replace(/^<(.*)>$/s, "$1");
	return messages
		.filter((message) => (isHex && message.sha256.startsWith(hex)) || message.messageId === messageId)
		.map(({ sha256 }) => sha256);
}
