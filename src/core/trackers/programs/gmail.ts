// Gmail on the web and in its apps, with an account at Google. Every picture goes through Google's proxy; what else a page could load is
// taken out before it is shown.

import { type Behaviour, BY_WHAT_OPENS_IT, IN_THE_BROWSER, type Program } from "./program.ts";

const REMOVED: Behaviour = { act: "unknown", note: "said to be taken out of the message", evidence: "unverified", sources: [] };

export const gmail: Program = {
	id: "gmail",
	name: "Gmail",
	covers: "mail.google.com and the Gmail apps, with an account at Google; an account elsewhere, read in the app, may differ",
	proxy: { name: "Google's image proxy", hides: ["client-address", "resolver-address", "user-agent", "language"] },
	rows: {
		picture: {
			act: "loads",
			when: "opening",
			proxied: true,
			note: "not in spam, and not where Gmail thinks the message suspicious: there it asks",
			evidence: "vendor",
			sources: ["google-images", "operating-system"],
		},
		style: REMOVED,
		embedded: REMOVED,
		script: REMOVED,
		hint: REMOVED,
		lookup: REMOVED,
		share: REMOVED,
		receipt: {
			act: "never",
			note: "gmail.com accounts send none; for work and school accounts the administrator decides",
			evidence: "vendor",
			sources: ["google-receipts"],
		},
		click: IN_THE_BROWSER,
		attachment: BY_WHAT_OPENS_IT,
	},
	settings: [
		{
			for: "picture",
			what: "ask before each message's pictures",
			path: "Settings > See all settings > General > Images > Ask before displaying external images",
		},
	],
	sources: [
		{
			id: "google-images",
			title: "Google: Gmail Help, Choose whether to show images (read in a copy of 2017)",
			url: "https://support.google.com/mail/answer/145919",
			date: "2017-01",
		},
		{
			id: "operating-system",
			title: "Google Operating System: More about Gmail's proxy (not cached by Google, fetched when the message is opened)",
			url: "http://googlesystem.blogspot.com/2013/12/more-about-gmails-proxy.html",
			date: "2013-12-18",
		},
		{
			id: "google-receipts",
			title: "Google Workspace Admin Help: Let users request or return read receipts",
			url: "https://support.google.com/a/answer/1383374",
			date: "undated",
		},
	],
};
