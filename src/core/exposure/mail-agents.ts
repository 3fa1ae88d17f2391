// Mail agents: programs with which a person reads mail, or opens what came with it, as they name themselves. Only those whose name a
// reader of browsers' names (bowser) does not know, or takes for a browser.

import type { AgentRow } from "./agent-row.ts";

/** The first that matches counts. */
export const mailAgents: readonly AgentRow[] = [
	{
		pattern: /\bThunderbird[/ ](\d[\d.]{0,30}\w{0,5})/,
		name: "Thunderbird",
		leakProgram: "thunderbird",
		evidence: "measured",
		source: "Thunderbird 153.7.0 on Debian 12 ends its string so, in requests and in Reporting-UA of receipts.",
	},
	{
		pattern: /\bPostbox\/(\d[\d.]{0,30})/,
		name: "Postbox",
		evidence: "reported",
		source: "Postbox is built on Thunderbird and puts its own name where that stands.",
	},
	{
		pattern: /\bRoundcube Webmail\/(\d[\w.+~-]{0,30})/,
		name: "Roundcube",
		leakProgram: "roundcube",
		evidence: "vendor",
		source: "Roundcube's default useragent, which stands in Reporting-UA of the receipts that it sends.",
	},
	{
		pattern: /\bEvolution[/ ](\d[\d.]{0,30})/,
		name: "Evolution",
		evidence: "measured",
		source: "Evolution 3.46.4 on Debian 12 sends Evolution/3.46.4 and nothing else.",
	},
	{
		pattern: /^Fancy Viewer\b/,
		name: "Claws Mail",
		gloss: "its Fancy viewer",
		evidence: "measured",
		source: "Claws Mail 4.1.1 on Debian 12 with the Fancy plugin; its litehtml plugin sends no User-Agent.",
	},
	{
		pattern: /\bGeary[/ ](\d[\d.]{0,30})/,
		name: "Geary",
		evidence: "reported",
		source: "Geary shows mail with WebKitGTK, which lets a program put its name at the end.",
	},
	{
		pattern: /\bKMail[/ ](\d[\d.]{0,30})/,
		name: "KMail",
		evidence: "reported",
		source: "KMail names itself so in what it sends; what it loads is asked for by QtWebEngine.",
	},
	{
		pattern: /\bQtWebEngine\/(\d[\d.]{0,30})/,
		name: "QtWebEngine",
		gloss: "KMail or another program",
		evidence: "vendor",
		source: "QtWebEngine puts its name before Chrome's (Qt's documentation of QWebEngineProfile); KMail shows mail with it.",
	},
	{
		pattern: /\bMailspring\/(\d[\d.]{0,30})/,
		name: "Mailspring",
		evidence: "reported",
		source: "Mailspring is built on Electron, which puts a program's name before Chrome's.",
	},
	{
		pattern: /\bMacOutlook\/([\w.]{1,30})/,
		name: "Outlook for Mac",
		system: "macOS",
		evidence: "reported",
		source: "Mail archives hold Microsoft-MacOutlook/16.45 and the like; its pictures are asked for by Apple's WebKit.",
	},
	{
		pattern: /\bOutlook-(?:iOS|Android)\b(?:-Android)?(?:\/(\d[\d.]{0,30}))?/,
		name: "Outlook for iOS and Android",
		leakProgram: "outlook-mobile",
		evidence: "reported",
		source: "The app names itself so to mail servers.",
	},
	{
		pattern: /\bMicrosoft Outlook (\d[\d.]{0,30})/,
		name: "Outlook for Windows",
		leakProgram: "outlook-classic",
		evidence: "reported",
		source: "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0...; Pro), and older ones behind MSIE 7.0.",
	},
	{
		pattern: /\bMicrosoft Word (\d[\d.]{0,30})/,
		name: "Microsoft Word",
		evidence: "reported",
		source: "Office programs share one form: Microsoft Office/16.0 (...; Microsoft Word 16.0...; Pro).",
	},
	{
		pattern: /\bMicrosoft Excel (\d[\d.]{0,30})/,
		name: "Microsoft Excel",
		evidence: "reported",
		source: "Office programs share one form: Microsoft Office/16.0 (...; Microsoft Excel 16.0...; Pro).",
	},
	{
		pattern: /\bMicrosoft PowerPoint (\d[\d.]{0,30})/,
		name: "Microsoft PowerPoint",
		evidence: "reported",
		source: "Office programs share one form: Microsoft Office/16.0 (...; Microsoft PowerPoint 16.0...; Pro).",
	},
	{
		pattern: /\bMicrosoft Office (?:Protocol|Existence) Discovery\b/,
		name: "Microsoft Office",
		evidence: "reported",
		source: "What Office asks a server before it opens a document from there.",
	},
	{
		pattern: /\bMSOffice (\d[\d.]{0,10})/,
		name: "Microsoft Office",
		gloss: "Outlook, Word or another",
		evidence: "reported",
		source: "ms-office; MSOffice 16 behind MSIE 7.0: Word shows mail in Outlook, and the string names neither.",
	},
	{
		pattern: /^Microsoft Office\/(\d[\d.]{0,30})/,
		name: "Microsoft Office",
		evidence: "reported",
		source: "The form that Office programs share, where none names itself.",
	},
	{
		pattern: /^Microsoft-WebDAV-MiniRedir\/(\d[\d.]{0,30})/,
		name: "Windows' WebDAV client",
		system: "Windows",
		evidence: "reported",
		source: "The WebClient service, which Windows tries where no SMB share answers; the number is that of Windows itself.",
	},
	{
		pattern: /^DavClnt\b/,
		name: "Windows' WebDAV client",
		system: "Windows",
		evidence: "reported",
		source: "The first question of the WebClient service.",
	},
	{
		pattern: /^LibreOffice[ /](\d[\d.]{0,30})/,
		name: "LibreOffice",
		evidence: "vendor",
		source: "LibreOffice's source (ucb, webdav-curl): LibreOffice, its version, then that of libcurl.",
	},
	{
		pattern: /^w3m\/([\w.+-]{1,40})/,
		name: "w3m",
		evidence: "measured",
		source: "w3m 0.5.3 on Debian 12, called by neomutt.",
	},
	{
		pattern: /^Lynx\/([\w.+-]{1,40})/,
		name: "Lynx",
		evidence: "vendor",
		source: "Lynx's documentation: its name first, then that of its library.",
	},
	{
		pattern: /^E?Links[/ ]\(?([\w.+-]{1,40})/,
		name: "Links",
		evidence: "vendor",
		source: "The default of links and elinks.",
	},
	{
		pattern: /^Mail\/[\d.]{1,30} CFNetwork\/[\d.]{1,30} Darwin\//,
		name: "Apple Mail",
		leakProgram: "apple-mail-unprotected",
		system: "macOS or iOS",
		evidence: "reported",
		source: "CFNetwork puts the name of its program first.",
	},
	{
		pattern:
			/^Mozilla\/5\.0 \((?:Macintosh|iPhone|iPad|iPod)[^()]{0,120}\) AppleWebKit\/[\d.]{1,20} \(KHTML, like Gecko\)(?: Mobile\/\w{1,12})?$/,
		name: "Apple's WebKit",
		gloss: "Apple Mail or another program",
		leakProgram: "apple-mail-unprotected",
		evidence: "reported",
		source: "A view of WebKit without Safari's name, as Apple Mail sends it; Outlook for Mac and others do too.",
	},
	{
		pattern: /; wv\) AppleWebKit\/.{1,80} Chrome\/(\d+)/,
		name: "Chromium",
		gloss: "in an Android app",
		evidence: "vendor",
		source: "Chromium's documentation of WebView: wv stands in its string.",
	},
	{
		pattern:
			/\((?:X11|Wayland); [^()]{0,60}Linux[^()]{0,60}\) AppleWebKit\/[\d.]{1,20} \(KHTML, like Gecko\) Version\/(\d[\d.]{0,20}) Safari\/[\d.]{1,20}$/,
		name: "WebKitGTK",
		gloss: "Geary, GNOME Web or another program of GNOME's",
		evidence: "vendor",
		source: "WebKitGTK's default; mail programs of GNOME that set no name send it.",
	},
];
