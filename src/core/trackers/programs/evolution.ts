// Evolution: GNOME's mail program, which shows mail with WebKit. What it loads once allowed is nearly all that a browser would.

import { type Behaviour, BY_WHAT_OPENS_IT, IN_THE_BROWSER, type Program } from "./program.ts";

const HELD_BACK: Behaviour = { act: "asks", when: "opening", note: "Load remote content", evidence: "measured", sources: ["measured"] };
const NOT_AT_ALL: Behaviour = { act: "never", note: "not when it is allowed either", evidence: "measured", sources: ["measured"] };

export const evolution: Program = {
	id: "evolution",
	name: "Evolution",
	covers: "as Debian ships it; measured with 3.46.4 on Linux",
	rows: {
		picture: HELD_BACK,
		style: HELD_BACK,
		embedded: { ...HELD_BACK, note: "Load remote content; frames, objects, audio and video" },
		script: { ...HELD_BACK, note: "Load remote content; a refresh leads away, scripts are not run" },
		hint: { ...HELD_BACK, note: "Load remote content; modulepreload, no prefetch" },
		lookup: NOT_AT_ALL,
		receipt: { act: "asks", when: "opening", note: "it shows a bar with a button", evidence: "measured", sources: ["measured", "help"] },
		click: IN_THE_BROWSER,
		attachment: BY_WHAT_OPENS_IT,
	},
	settings: [
		{
			for: "picture",
			what: "never load remote content, and see whom you made an exception for",
			path: "Edit > Preferences > Mail Preferences > HTML Messages > Loading Remote Content",
		},
		{
			for: "receipt",
			what: "never send a read receipt",
			path: "Edit > Preferences > Mail Accounts > (account) > Edit > Composing Messages > Message Receipts",
		},
	],
	sources: [
		{
			id: "help",
			title: "Evolution 3.46's own help: Display settings of messages, Read receipts; and its preferences dialogue",
			url: "https://help.gnome.org/users/evolution/stable/mail-displaying-message.html",
			date: "3.46",
		},
		{
			id: "measured",
			title:
				"Evolution 3.46.4 on Debian 12, the self-test's probes on a private network: nothing as installed, 38 once allowed (docs/mail-programs.md)",
			url: null,
			date: "2026-11-25",
		},
	],
};
