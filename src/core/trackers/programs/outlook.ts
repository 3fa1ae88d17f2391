// Outlook: four programs of one name, which do different things. The classic one for Windows renders with Word and speaks SMB; the new one
// is Outlook on the web in a window; the apps for phones load pictures unless told not to.

import { type Behaviour, BY_WHAT_OPENS_IT, IN_THE_BROWSER, type Program, type ProgramSource } from "./program.ts";

const OWA_POLICY: ProgramSource = {
	id: "owa-policy",
	title: "Microsoft: Set-OwaMailboxPolicy, ExternalImageProxyEnabled (on by default in Exchange Online)",
	url: "https://learn.microsoft.com/powershell/module/exchange/set-owamailboxpolicy",
	date: "undated",
};

const REMINDER_SOURCE: ProgramSource = {
	id: "cve-2023-23397",
	title: "Microsoft Incident Response: Guidance for investigating attacks using CVE-2023-23397",
	url: "https://www.microsoft.com/security/blog/2023/03/24/guidance-for-investigating-attacks-using-cve-2023-23397/",
	date: "2023-03-24",
};

const NO_REMINDER: Behaviour = {
	act: "never",
	note: "only Outlook for Windows was ever affected",
	evidence: "reported",
	sources: ["cve-2023-23397"],
};

const REMOVED: Behaviour = { act: "unknown", note: "said to be taken out of the message", evidence: "unverified", sources: [] };

export const outlookClassic: Program = {
	id: "outlook-classic",
	name: "classic Outlook for Windows",
	covers: "Outlook 2016 to 2024 and Microsoft 365, the classic program, with the updates of March 2023 and later",
	rows: {
		picture: {
			act: "asks",
			when: "opening",
			note: "Download Pictures; at once from senders on the Safe Senders list, contacts among them",
			evidence: "vendor",
			sources: ["office-pictures", "outlook-2013"],
		},
		style: {
			act: "asks",
			when: "opening",
			note: "held back with pictures as linked content",
			evidence: "vendor",
			sources: ["office-pictures"],
		},
		embedded: REMOVED,
		script: REMOVED,
		share: {
			act: "unknown",
			note: "whether a picture on a share is held back as others are was not tried",
			evidence: "unverified",
			sources: [],
		},
		receipt: {
			act: "asks",
			when: "opening",
			note: "a mail that is deleted unread was seen to be answered without asking",
			evidence: "reported",
			sources: ["step-by-step", "intra2net"],
		},
		click: IN_THE_BROWSER,
		attachment: BY_WHAT_OPENS_IT,
		reminder: {
			act: "never",
			note: "since the update of 14 March 2023; before, without the message being opened",
			evidence: "reported",
			sources: ["cve-2023-23397", "trellix"],
		},
	},
	settings: [
		{
			for: "picture",
			what: "load nothing by itself, from safe senders neither",
			path: "File > Options > Trust Center > Trust Center Settings > Automatic Download",
		},
		{ for: "receipt", what: "never send a read receipt", path: "File > Options > Mail > Tracking" },
	],
	sources: [
		{
			id: "office-pictures",
			title: "Microsoft: How Outlook helps to protect your privacy by blocking automatic picture downloads",
			url: "http://office.microsoft.com/en-us/outlook/HA102710191033.aspx",
			date: "undated",
		},
		{
			id: "outlook-2013",
			title: "Microsoft Outlook 2013: Blocking external content",
			url: "http://jabsto.com/Tutorial/topic-26/Microsoft-Outlook-2013-492.html",
			date: "2013",
		},
		{
			id: "step-by-step",
			title: "Microsoft Press: Outlook 2010 Step by Step, p. 491 (Tracking)",
			url: null,
			date: "2010",
		},
		{
			id: "intra2net",
			title: "Intra2net: Administrator manual, 24.5 Read receipts",
			url: "https://www.intra2net.com/en/support/manual/administrator/groupware-client-extended-igcmail-mdn.php",
			date: "undated",
		},
		REMINDER_SOURCE,
		{
			id: "trellix",
			title: "Trellix: CVE-2023-23397, the notification sound you don't want to hear",
			url: "https://www.trellix.com/blogs/research/cve-2023-23397-the-notification-sound-you-dont-want-to-hear/",
			date: "2023-03-17",
		},
	],
};

export const outlookNew: Program = {
	id: "outlook-web",
	name: "new Outlook and Outlook on the web",
	covers: "new Outlook for Windows, Outlook on the web with Exchange Online, Outlook.com",
	proxy: { name: "Microsoft's image proxy", hides: ["client-address", "resolver-address", "user-agent", "language"] },
	rows: {
		picture: {
			act: "loads",
			when: "opening",
			proxied: true,
			note: "not in junk mail; an administrator may have it ask first",
			evidence: "vendor",
			sources: ["owa-policy"],
		},
		style: REMOVED,
		embedded: REMOVED,
		script: REMOVED,
		share: REMOVED,
		receipt: { act: "unknown", note: "said to ask first", evidence: "unverified", sources: [] },
		click: IN_THE_BROWSER,
		attachment: BY_WHAT_OPENS_IT,
		reminder: NO_REMINDER,
	},
	settings: [
		{ for: "picture", what: "how pictures are loaded", path: "Settings > General > Privacy and data > External images" },
		{ for: "receipt", what: "never answer a request for a read receipt", path: "Settings > Mail > Message handling > Read receipts" },
	],
	sources: [OWA_POLICY, REMINDER_SOURCE],
};

export const outlookMobile: Program = {
	id: "outlook-mobile",
	name: "Outlook for iOS and Android",
	covers: "the app as installed, no policy of an administrator; others say that it blocks by now, Microsoft's page says it does not",
	rows: {
		picture: {
			act: "loads",
			when: "opening",
			note: "Block External Images is off as installed; whether a proxy stands between is not said",
			evidence: "vendor",
			sources: ["intune"],
		},
		script: { act: "unknown", note: "said not to be run", evidence: "unverified", sources: [] },
		click: IN_THE_BROWSER,
		attachment: BY_WHAT_OPENS_IT,
		reminder: NO_REMINDER,
	},
	settings: [
		{
			for: "picture",
			what: "load no picture until you ask for it",
			path: "Settings > the account > Block External Images, for each account",
		},
	],
	sources: [
		{
			id: "intune",
			title: "Microsoft: New Outlook for iOS and Android App Configuration Policy Experience (default of each setting)",
			url: "https://techcommunity.microsoft.com/t5/intune-customer-success/new-outlook-for-ios-and-android-app-configuration-policy/ba-p/370481",
			date: "2019-03-21",
		},
		REMINDER_SOURCE,
	],
};
