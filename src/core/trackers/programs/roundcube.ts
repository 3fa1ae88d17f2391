// Roundcube: webmail on a server of one's own or of a provider, who may have changed its defaults. Style sheets it fetches itself, so that
// their sender meets the server rather than the reader.

import { type Behaviour, BY_WHAT_OPENS_IT, IN_THE_BROWSER, type Program } from "./program.ts";

const HELD_BACK: Behaviour = {
	act: "asks",
	when: "opening",
	note: "Allow",
	evidence: "measured",
	sources: ["measured", "roundcube-defaults"],
};
const NOT_AT_ALL: Behaviour = { act: "never", note: "not when it is allowed either", evidence: "measured", sources: ["measured"] };

export const roundcube: Program = {
	id: "roundcube",
	name: "Roundcube",
	covers: "as its makers ship it; measured with 1.6.5. A provider may have changed it",
	proxy: { name: "the webmail's server", hides: ["client-address", "resolver-address", "user-agent", "language"] },
	rows: {
		picture: HELD_BACK,
		style: { ...HELD_BACK, proxied: true, note: "Allow; style sheets, no fonts" },
		embedded: { ...HELD_BACK, note: "Allow; video, no frames or objects" },
		script: NOT_AT_ALL,
		hint: { ...HELD_BACK, proxied: true, note: "Allow; prefetch" },
		lookup: NOT_AT_ALL,
		receipt: { act: "asks", when: "opening", evidence: "vendor", sources: ["roundcube-defaults", "measured"] },
		click: IN_THE_BROWSER,
		attachment: BY_WHAT_OPENS_IT,
	},
	settings: [
		{
			for: "picture",
			what: "never allow remote resources by themselves",
			path: "Settings > Preferences > Displaying Messages > Allow remote resources",
		},
		{
			for: "receipt",
			what: "ignore requests for return receipts",
			path: "Settings > Preferences > Displaying Messages > On request for return receipts",
		},
	],
	sources: [
		{
			id: "measured",
			title: "Roundcube 1.6.5 on Debian 12 in Chromium 156, 25 probes on a private network: nothing as installed, 10 once allowed",
			url: null,
			date: "2026-11-24",
		},
		{
			id: "roundcube-defaults",
			title: "roundcubemail, config/defaults.inc.php: show_images 0, mdn_requests 0",
			url: "https://github.com/roundcube/roundcubemail/blob/master/config/defaults.inc.php",
			date: "undated",
		},
	],
};
