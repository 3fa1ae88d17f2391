// Bulk letter: a mailing through a service as the service writes it: ids, boundary, header fields, unsubscribe links, route. Newsletters, attacks and
// mail of applications go through the same code, as they go through the same mass mailers.

import { chanceOf } from "./chance.ts";
import type { Genre, Letter } from "./letter.ts";
import type { MadeReference, MadeUrl } from "./page.ts";
import { filled } from "./pattern.ts";
import type { Copy, Customer } from "./service.ts";

export interface BulkMarks {
	readonly listUnsubscribe: MadeUrl | null;
	readonly oneClick: boolean;
	readonly listId: string | null;
	readonly precedence: boolean;
	readonly feedback: boolean;
}

export interface BulkLetter extends Pick<Letter, "from" | "subject" | "plain" | "html" | "sender" | "campaign" | "wave"> {
	readonly customer: Customer;
	readonly copy: Copy;
	readonly date: number;
	readonly genre: Genre;
	readonly reader: { readonly address: string; readonly name: string };
	readonly namesReader: boolean;
	readonly replyTo: string | null;
	readonly marks: BulkMarks;
	/** Of the body. */
	readonly references: readonly MadeReference[];
	/** Sender's domain, where it signs with its own key. */
	readonly domain: string;
	readonly signs: "customer" | "service" | "both";
	/** Id of the service, or null where the sender runs it alone. */
	readonly operator: string | null;
}

export function bulkLetter(parts: BulkLetter): Letter {
	const { customer, copy, marks, reader, date } = parts;
	const { service, account, seed } = customer;
	const chance = chanceOf(seed, "letter", copy.issue, reader.address, date);
	const values = {
		account,
		issue: copy.issue,
		token: copy.token,
		helo: copy.helo,
		bounce: `bounce.${service.domain}`,
		service: service.domain,
	};
	const fields: [string, string][] = [];
	if (parts.replyTo !== null) fields.push(["Reply-To", parts.replyTo]);
	if (marks.listUnsubscribe !== null) fields.push(["List-Unsubscribe", `<${marks.listUnsubscribe.url}>`]);
	if (marks.oneClick && marks.listUnsubscribe !== null) fields.push(["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"]);
	if (marks.listId !== null) fields.push(["List-Id", `<${marks.listId}>`]);
	if (marks.precedence) fields.push(["Precedence", "bulk"]);
	if (marks.feedback && service.feedback !== null) fields.push(["Feedback-ID", filled(service.feedback, values, chance)]);
	if (service.mailer !== null) fields.push(["X-Mailer", filled(service.mailer, values, chanceOf(service.id, "version"))]);
	if (service.field !== null) {
		const [name = "", ...value] = filled(service.field, values, chance).split(": ");
		fields.push([name, value.join(": ")]);
	}
	const signers = [...(parts.signs === "service" ? [] : [parts.domain]), ...(parts.signs === "customer" ? [] : [service.domain])];
	return {
		from: parts.from,
		to: parts.namesReader ? `"${reader.name}" <${reader.address}>` : null,
		cc: null,
		subject: parts.subject,
		date,
		messageId: filled(service.messageId, values, chance),
		fields,
		plain: parts.plain,
		html: parts.html,
		boundary: filled(service.boundary, values, chance),
		encoding: service.encoding,
		route: {
			helo: copy.helo,
			ip: copy.ip,
			returnPath: filled(service.returnPath, values, chance),
			signers: [...new Set(signers)],
			spf: "pass",
		},
		references: [...parts.references, ...(marks.listUnsubscribe === null ? [] : [{ ...marks.listUnsubscribe, trigger: "click" as const }])],
		genre: parts.genre,
		sender: parts.sender,
		operator: parts.operator,
		campaign: parts.campaign,
		wave: parts.wave,
	};
}
