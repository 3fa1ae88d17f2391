// Proton Mail: takes known trackers out and loads other pictures through its own proxy. A tracker it does not know is such a picture.

import { BY_WHAT_OPENS_IT, IN_THE_BROWSER, type Program } from "./program.ts";

export const protonMail: Program = {
	id: "proton-mail",
	name: "Proton Mail",
	covers: "web, desktop and phone apps; not mail that is end-to-end encrypted, nor another program behind Proton Mail Bridge",
	proxy: { name: "Proton's proxy", hides: ["client-address", "resolver-address", "user-agent", "language"] },
	rows: {
		picture: {
			act: "loads",
			when: "opening",
			proxied: true,
			note: "known trackers are taken out; in 2022 all pictures still waited for a click",
			evidence: "vendor",
			sources: ["proton-trackers", "ghacks"],
		},
		script: { act: "unknown", note: "said not to be run", evidence: "unverified", sources: [] },
		receipt: { act: "asks", when: "opening", evidence: "vendor", sources: ["proton-receipts"] },
		click: {
			...IN_THE_BROWSER,
			note: "in the browser; on the web known tracking parameters are taken out",
			evidence: "vendor",
			sources: ["proton-trackers"],
		},
		attachment: BY_WHAT_OPENS_IT,
	},
	settings: [
		{
			for: "picture",
			what: "keep Block email tracking on, and let no picture be loaded by itself",
			path: "web: Settings > All settings > Email privacy; apps: Settings > Privacy and security",
		},
	],
	sources: [
		{
			id: "proton-trackers",
			title: "Proton: Enhanced email tracker protection",
			url: "https://proton.me/support/email-tracker-protection",
			date: "undated",
		},
		{
			id: "proton-receipts",
			title: "ProtonMail Support: How to use read receipts",
			url: "https://protonmail.com/support/author/protonmail-support/",
			date: "undated",
		},
		{
			id: "ghacks",
			title: "ProtonMail introduces Tracking Protection feature",
			url: "https://smartdatatop.blogspot.com/2022/01/protonmail-introduces-tracking.html",
			date: "2022-01",
		},
	],
};
