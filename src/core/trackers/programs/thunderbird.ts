// Thunderbird: measured as installed and with remote content allowed, on Linux; its defaults are in its source code.

import { type Behaviour, BY_WHAT_OPENS_IT, IN_THE_BROWSER, type Program } from "./program.ts";

const HELD_BACK: Behaviour = {
	act: "asks",
	when: "opening",
	note: "Show Remote Content",
	evidence: "measured",
	sources: ["measured", "mozilla-remote"],
};

const NOT_AT_ALL: Behaviour = {
	act: "never",
	note: "not when remote content is allowed either",
	evidence: "measured",
	sources: ["measured"],
};

export const thunderbird: Program = {
	id: "thunderbird",
	name: "Thunderbird",
	covers: "as installed; measured with 153 ESR on Linux",
	rows: {
		picture: HELD_BACK,
		style: { ...HELD_BACK, note: "Show Remote Content; style sheets and fonts, but not what a sheet imports" },
		embedded: HELD_BACK,
		script: NOT_AT_ALL,
		hint: { ...HELD_BACK, note: "Show Remote Content; preload, but not prefetch" },
		lookup: NOT_AT_ALL,
		share: { act: "unknown", note: "not tried on Windows", evidence: "unverified", sources: [] },
		receipt: {
			act: "asks",
			when: "opening",
			note: "it shows a bar with a button",
			evidence: "vendor",
			sources: ["mdn-defaults", "measured"],
		},
		click: IN_THE_BROWSER,
		attachment: BY_WHAT_OPENS_IT,
	},
	settings: [
		{
			for: "picture",
			what: "keep remote content blocked, and see whom you made an exception for",
			path: "Settings > Privacy & Security > Mail Content",
		},
		{ for: "receipt", what: "never send a return receipt", path: "Settings > General > Reading & Display > Return Receipts" },
	],
	sources: [
		{
			id: "measured",
			title: "Thunderbird 153.7.0 ESR on Debian 12, 25 probes on a private network: nothing as installed, 17 after Show Remote Content",
			url: null,
			date: "2026-11-24",
		},
		{
			id: "mozilla-remote",
			title: "Mozilla Support: Remote content in messages",
			url: "https://support.mozilla.org/kb/remote-content-in-messages",
			date: "undated",
		},
		{
			id: "mdn-defaults",
			title: "comm-central, mailnews/mailnews.js: mail.mdn.report.* are 2, ask me",
			url: "https://searchfox.org/comm-central/source/mailnews/mailnews.js",
			date: "undated",
		},
	],
};
