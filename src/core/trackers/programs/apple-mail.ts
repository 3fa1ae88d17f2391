// Apple Mail on macOS, iOS and iPadOS. At its first start it asks whether to protect Mail activity, so there is no default to speak of: one
// program for each answer.

import { BY_WHAT_OPENS_IT, IN_THE_BROWSER, type Program, type ProgramSource } from "./program.ts";

const SOURCES: readonly ProgramSource[] = [
	{
		id: "apple-guide",
		title: "Apple: Mail User Guide for Mac, Change Privacy settings in Mail",
		url: "https://support.apple.com/guide/mail/mlhlae4a4fe6/mac",
		date: "macOS 13 to 15",
	},
	{
		id: "grepular",
		title: "Mike Cardwell, Grepular: Apple's Protect Mail Activity doesn't work (summary)",
		url: "https://engineered.at/articles/apple-s-protect-mail-activity-doesn-t-work-91b9441c-6089-48aa-b7be-19fb74db5f0c",
		date: "undated",
	},
	{
		id: "cordial",
		title: "Cordial: 3 observations from iOS 15's Mail Privacy Protection public beta",
		url: "https://cordial.com/resources/observations-apple-ios-15-mail-privacy-protection-public-beta/",
		date: "2021",
	},
];

const SETTINGS: Program["settings"] = [
	{
		for: "picture",
		what: "load nothing until you ask for it (first switch Protect Mail Activity off)",
		path: "macOS: Mail > Settings > Privacy > Block All Remote Content; iOS: Settings > Apps > Mail > Privacy Protection",
	},
];

const SHARED: Program["rows"] = {
	script: { act: "unknown", note: "said not to be run", evidence: "unverified", sources: [] },
	lookup: {
		act: "loads",
		when: "arrival",
		note: "link rel=prefetch was seen to cause a lookup before the message was opened",
		evidence: "reported",
		sources: ["grepular"],
	},
	receipt: { act: "unknown", note: "Mail is said not to answer such requests", evidence: "unverified", sources: [] },
	click: IN_THE_BROWSER,
	attachment: BY_WHAT_OPENS_IT,
};

/** Apple says that content is fetched on arrival, so that its time tells nothing. One test saw it fetched on opening: the time is kept. */
export const appleMail: Program = {
	id: "apple-mail",
	name: "Apple Mail with Protect Mail Activity",
	covers: "macOS 12 and later, iOS and iPadOS 15 and later, Protect Mail Activity chosen at the first start",
	proxy: { name: "Apple's relays", hides: ["client-address", "resolver-address", "user-agent"] },
	rows: {
		...SHARED,
		picture: {
			act: "loads",
			when: "arrival",
			proxied: true,
			note: "Apple says whether it is opened or not; one test saw it only on opening",
			evidence: "vendor",
			sources: ["apple-guide", "cordial", "grepular"],
		},
		style: {
			act: "loads",
			when: "arrival",
			proxied: true,
			note: "Apple speaks of all remote content",
			evidence: "vendor",
			sources: ["apple-guide"],
		},
	},
	settings: SETTINGS,
	sources: SOURCES,
};

export const appleMailUnprotected: Program = {
	id: "apple-mail-unprotected",
	name: "Apple Mail without Protect Mail Activity",
	covers: "macOS 12 and later, iOS and iPadOS 15 and later, protection declined; Hide IP Address, a setting of its own, off too",
	rows: {
		...SHARED,
		picture: { act: "loads", when: "opening", evidence: "vendor", sources: ["apple-guide"] },
		style: { act: "loads", when: "opening", evidence: "vendor", sources: ["apple-guide"] },
	},
	settings: [
		{
			for: "picture",
			what: "hide your address from senders, and the time of opening as far as Apple can",
			path: "macOS: Mail > Settings > Privacy > Protect Mail Activity; iOS: Settings > Apps > Mail > Privacy Protection",
		},
		...SETTINGS,
	],
	sources: SOURCES.filter(({ id }) => id !== "cordial"),
};
