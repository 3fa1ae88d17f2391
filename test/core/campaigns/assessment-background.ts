// The hard part of what is no attack: `targeted` must not be said of anything a reader may have subscribed to, bought, or be written by. Where an
// attack copies that to the letter, `undetermined` is right.

import { type Case, PAPER } from "./assessment-facts.ts";

const BULK = ["unsubscribe-header", "list-id", "unsubscribe-in-text"] as const;

export const BACKGROUND: readonly Case[] = [
	[
		"a shop's newsletter through a known operator",
		"commercial",
		{
			is: ["tracked", "individual", "known-operator", "authenticated", "coherent-sender", "one-click", ...BULK],
			to: 12,
			messages: 80,
			hosts: [{ shared: true, otherStrands: 90 }],
		},
	],
	[
		"a newsletter that one account gets every week",
		"commercial",
		{ is: ["tracked", "individual", ...BULK], messages: 20, days: 20, lastSeen: "2026-09-02T08:00:00Z", hosts: [{}] },
	],
	[
		"a newsletter's first issue, to two, from its own host",
		"commercial",
		{
			is: ["tracked", "individual", "coherent-sender", "authenticated", "one-click", ...BULK],
			to: 2,
			senders: ["news@letters.example"],
			hosts: [{}],
		},
	],
	["a newsletter without any bulk header, first issue, to two", "undetermined", { is: ["tracked", "individual"], to: 2, hosts: [{}] }],
	[
		"the same on a foreign host that nobody else uses, individual by proof",
		"undetermined",
		{
			is: ["tracked", "individual"],
			to: 2,
			hosts: [{ host: "smallmailer.example" }],
			copies: { compared: 2, unique: 2 },
		},
	],
	[
		"receipts of a shop, each with its token, no bulk header",
		"undetermined",
		{
			is: ["tracked", "individual", "authenticated", "coherent-sender"],
			to: 9,
			messages: 14,
			senders: ["receipts@letters.example"],
			hosts: [{}],
		},
	],
	[
		"password resets from a foreign delivery service",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal", "authenticated"],
			to: 1,
			senders: ["no-reply@letters.example"],
			hosts: [{ host: "delivery.example" }],
		},
	],
	[
		"password resets to six people, over months, from a foreign delivery service",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal", "authenticated", "automatic"],
			to: 6,
			days: 6,
			lastSeen: "2026-09-02T08:00:00Z",
			senders: ["no-reply@letters.example"],
			hosts: [{ host: "delivery.example" }],
		},
	],
	[
		"a small club's letter to three members, through an unknown mailer, every month",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal"],
			to: 3,
			messages: 12,
			days: 4,
			lastSeen: "2026-07-02T08:00:00Z",
			hosts: [{ host: "clubmail.example" }],
			history: { earlier: 6, messages: 6, since: "2025-10-01T08:00:00Z" },
		},
	],
	[
		"sales mail merged to one person, open tracking on the company's own host",
		"undetermined",
		{ is: ["tracked", "individual", "looks-personal", "authenticated", "few-recipients"], hosts: [{}] },
	],
	[
		"sales mail to one person through a program that nobody knows",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal", "authenticated", "few-recipients"],
			hosts: [{ host: "crm.example" }],
		},
	],
	[
		"sales mail to four people through a known sales program",
		"undetermined",
		{
			is: ["tracked", "individual", "known-operator", "looks-personal", "authenticated"],
			to: 4,
			hosts: [{ host: "salesprogram.example", shared: true }],
			copies: { compared: 4, unique: 4 },
		},
	],
	[
		"a journalist's own newsletter with article text, through a known operator",
		"undetermined",
		{
			is: ["tracked", "individual", "known-operator", "outlet-unrelated", "authenticated", "coherent-sender", ...BULK],
			to: 3,
			hosts: [{ shared: true }],
		},
	],
	[
		"the same from a domain of the journalist's own, first issue, to two",
		"undetermined",
		{
			is: ["tracked", "individual", "outlet-unrelated", "authenticated", "coherent-sender", ...BULK],
			to: 2,
			hosts: [{}],
			copies: { compared: 2, unique: 2 },
		},
	],
	[
		"a press review that quotes outlets and links to them",
		"commercial",
		{
			is: ["tracked", "individual", "coherent-sender", "authenticated", ...BULK],
			to: 5,
			messages: 100,
			days: 20,
			lastSeen: "2026-05-02T08:00:00Z",
			hosts: [{}],
		},
	],
	[
		"a friend's letter with a remote picture in the signature, the same for all",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal", "freemail-sender", "answers"],
			to: 3,
			messages: 9,
			hosts: [],
			copies: { compared: 9, unique: 0, equal: 9 },
		},
	],
	[
		"the same, before anything was compared",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal", "freemail-sender", "answers"],
			to: 3,
			messages: 9,
			hosts: [{ host: "pictures.example" }],
		},
	],
	[
		"a friend's letter with a picture that is not individual",
		"undetermined",
		{ is: ["tracked", "looks-personal", "freemail-sender", "outlet-unrelated"], to: 2 },
	],
	[
		"a friend who mentions an outlet, and uses a read receipt add-on",
		"undetermined",
		{
			is: ["tracked", "individual", "known-operator", "looks-personal", "freemail-sender"],
			hosts: [{ host: "addon.example", shared: true }],
		},
	],
	[
		"a correspondent of long standing whose new program tracks",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal", "authenticated"],
			to: 2,
			hosts: [{ host: "crm.example" }],
			history: { earlier: 40, messages: 60, recipients: 2, since: "2024-02-01T08:00:00Z" },
			written: 25,
		},
	],
	[
		"a friend who has written for years, with a picture below each mail",
		"undetermined",
		{
			is: ["tracked", "looks-personal", "authenticated"],
			to: 1,
			messages: 30,
			days: 30,
			firstSeen: "2025-01-02T08:00:00Z",
			history: { earlier: 12, messages: 12, recipients: 1, since: "2023-02-01T08:00:00Z" },
		},
	],
	["calendar invitations", "undetermined", { is: ["tracked", "few-recipients", "answers"], to: 4, messages: 9 }],
	[
		"a mailing list under whose name its members write",
		"undetermined",
		{ is: ["tracked", "name-mismatch", "list-id", "precedence-bulk", "authentication-failed"], to: 3, messages: 90 },
	],
	[
		"a company whose name is near an outlet's, with a newsletter for years",
		"undetermined",
		{
			is: ["tracked", "individual", "lookalike", "coherent-sender", "authenticated", ...BULK],
			messages: 30,
			days: 30,
			lastSeen: "2026-12-01T08:00:00Z",
			fromDomains: ["routers.example"],
			hosts: [{}],
		},
	],
	[
		"an outlet's newsletter from a domain of its own that nobody listed, through a known operator",
		"undetermined",
		{
			is: ["tracked", "individual", "known-operator", "lookalike", "outlet-name", "authenticated", "coherent-sender", "one-click", ...BULK],
			to: 1,
			hosts: [{ shared: true }],
			names: ["The Guardian"],
		},
	],
	[
		"a company's second domain, with a newsletter from its own host",
		"undetermined",
		{
			is: ["tracked", "individual", "coherent-sender", "authenticated", ...BULK],
			to: 6,
			imitated: [PAPER],
			fromDomains: ["harbour-paper-daily.example"],
			senders: ["jo@harbour-paper-daily.example"],
			hosts: [{ host: "harbour-paper-daily.example" }],
			copies: { compared: 6, unique: 6 },
		},
	],
	[
		"the same without anything that marks bulk mail",
		"undetermined",
		{
			is: ["tracked", "individual"],
			to: 6,
			imitated: [PAPER],
			fromDomains: ["harbour-paper-daily.example"],
			hosts: [{ host: "harbour-paper-daily.example" }],
			copies: { compared: 6, unique: 6 },
		},
	],
	[
		"a namesake with sales mail to three, through a program that nobody knows",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal", "authenticated", "signed-by-sender"],
			to: 3,
			imitated: [{ ...PAPER, by: "name" }],
			hosts: [{ host: "unknown-crm.example" }],
			copies: { compared: 3, unique: 3 },
		},
	],
	[
		"an organiser's tickets through a mass mailer that watches for it, without a way to unsubscribe",
		"undetermined",
		{
			is: ["tracked", "individual", "mailed-by-service"],
			to: 4,
			hosts: [{ host: "mailer.example" }],
			through: ["mailer.example"],
			copies: { compared: 4, unique: 4 },
		},
	],
	[
		"two small clubs' first letters, taken for one sender's, that are watched and can be left at a program which uses a mass mailer",
		"undetermined",
		{
			is: ["tracked", "individual", "unsubscribe-header", "unsubscribe-in-text", "mailed-by-service"],
			to: 3,
			fromDomains: ["rowing-club.example", "chess-club.example"],
			hosts: [{ host: "program.example" }],
			through: ["mailer.example", "program.example"],
			copies: { compared: 3, unique: 3 },
		},
	],
	[
		"spam to six from a server of its own, a random host name in each",
		"undetermined",
		{
			is: ["tracked", "individual"],
			to: 6,
			hosts: [{ host: "journey.example", named: 6, ownNames: 6 }],
			copies: { compared: 6, unique: 6 },
		},
	],
	[
		"a newsletter's first issue through a mass mailer that gives all its customers such names",
		"undetermined",
		{
			is: ["tracked", "individual", "coherent-sender", "authenticated", "one-click", "mailed-by-service", ...BULK],
			to: 6,
			hosts: [{ host: "mailer.example", shared: true, otherStrands: 20, named: 6, ownNames: 6 }],
			through: ["mailer.example"],
			copies: { compared: 6, unique: 6 },
		},
	],
	[
		"the first letters that an agency sends for two clients from one account at a mass mailer",
		"commercial",
		{
			is: ["tracked", "individual", "coherent-sender", "authenticated", "one-click", "mailed-by-service", ...BULK],
			to: 6,
			fromDomains: ["rowing-club.example", "chess-club.example"],
			oneAccount: ["chess-club.example", "rowing-club.example"],
			hosts: [{ host: "mailer.example", shared: true, otherStrands: 20 }],
			through: ["mailer.example"],
			copies: { compared: 6, unique: 6 },
		},
	],
	[
		"a stranger's letter to eight at four organisations, told apart by a host that nobody knows, that says of no way to be left",
		"undetermined",
		{
			is: ["tracked", "individual", "looks-personal"],
			to: 8,
			at: 4,
			hosts: [{ host: "sales-program.example" }],
			copies: { compared: 8, unique: 8 },
		},
	],
	["an empty campaign", "undetermined", { to: 0, messages: 0, firstSeen: null, lastSeen: null }],
];
