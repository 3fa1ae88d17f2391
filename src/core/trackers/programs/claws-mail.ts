// Claws Mail: text only as it comes; a plug-in shows HTML, and each has its own setting for what is remote. Its Fancy plug-in is WebKit and loads
// what Evolution does, its litehtml plug-in pictures alone.

import { type Behaviour, BY_WHAT_OPENS_IT, IN_THE_BROWSER, type Program } from "./program.ts";

const HELD_BACK: Behaviour = {
	act: "asks",
	when: "opening",
	note: "the plug-in's own setting",
	evidence: "measured",
	sources: ["measured"],
};
const FANCY: Behaviour = { ...HELD_BACK, note: "the setting of the Fancy plug-in; litehtml loads none" };

export const clawsMail: Program = {
	id: "claws-mail",
	name: "Claws Mail",
	covers: "with its Fancy or litehtml plug-in; measured with 4.1.1 on Linux",
	rows: {
		picture: HELD_BACK,
		style: FANCY,
		embedded: FANCY,
		script: { ...FANCY, note: "the setting of the Fancy plug-in; a refresh leads away, scripts are not run" },
		hint: { ...FANCY, note: "the setting of the Fancy plug-in; modulepreload, no prefetch" },
		lookup: { act: "never", note: "not when it is allowed either", evidence: "measured", sources: ["measured"] },
		receipt: { act: "asks", when: "opening", note: "it shows a bar with a button", evidence: "measured", sources: ["measured"] },
		click: IN_THE_BROWSER,
		attachment: BY_WHAT_OPENS_IT,
	},
	settings: [
		{
			for: "picture",
			what: "leave remote content off, in each plug-in that shows HTML",
			path: "Configuration > Preferences > Plugins > Fancy (or LiteHTML) > Enable loading of remote content",
		},
		{
			for: "receipt",
			what: "never send return receipts",
			path: "Configuration > Preferences for current account > Never send Return Receipts",
		},
	],
	sources: [
		{
			id: "measured",
			title:
				"Claws Mail 4.1.1 on Debian 12, the self-test's probes on a private network: nothing as installed, 40 once allowed by Fancy, 17 by litehtml (docs/mail-programs.md)",
			url: null,
			date: "2026-11-25",
		},
	],
};
