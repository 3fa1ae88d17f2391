// MAPI properties that name hosts ([MS-OXPROPS]): in TNEF, and in the header fields that are written of them for messages from Outlook's own stores
// (docs/sources.md). Outlook acts on the first by itself.

import { webdavPath } from "../encoding/network-paths.ts";
import type { Text } from "../model/text.ts";
import type { Found, Hit, Probe, Vector } from "../model/vector.ts";
import { NOTHING, wholeTarget } from "./build/target.ts";
import { COMMON_SET, tnef } from "./build/tnef.ts";

const LINK_FIELDS = [
	"meetingworkspaceurl",
	"netshowurl",
	"html",
	"freebusylocation",
	"sharingremotepath",
	"postrsschannellink",
	"postrssitemlink",
	"personalhomepage",
	"businesshomepage",
];

/**
 * A path that Windows opens as a share: over SMB, and over WebDAV only where its host says so (`\\host@80\x`), as no fallback to http follows
 * where the path is a plain one and SMB is answered.
 */
function shareTarget(text: Text): readonly Found[] {
	const path = text.value.trim();
	if (!/^[\\/]{2}/.test(path) || webdavPath(path) !== null) return wholeTarget(text);
	return [{ kind: "target", text, from: 0, to: text.value.length, url: `file:${path.replaceAll("\\", "/")}`, channel: "smb" }];
}

function textIn(hit: Hit): Text | null {
	return hit.kind === "file" || hit.kind === "header" ? hit.text() : null;
}

/** `\\host\path` of a URL. */
function sharePath(target: string): string {
	const { hostname, pathname } = new URL(target);
	return `\\\\${hostname}${pathname.replaceAll("/", "\\")}`;
}

function winmail(content: string, path: string): Probe {
	return { kind: "file", name: "winmail.dat", mediaType: "application/ms-tnef", shown: false, content, path };
}

export const vectors: readonly Vector[] = [
	{
		id: "reminder-file",
		title: "PidLidReminderFileParameter",
		trigger: "parse",
		channel: "smb",
		why: "Outlook before March 2023 opened the reminder's sound there when the message arrived, unseen, and sent an NTLM response (CVE-2023-23397).",
		watches: [
			{ kind: "file", construct: "mapi reminder file" },
			{ kind: "header", name: "x-mapi-reminderfileparameter" },
		],
		find(hit: Hit) {
			const text = textIn(hit);
			if (text === null) return NOTHING;
			// What the path asks for over http is no share.
			return shareTarget(text).map((found) =>
				found.kind === "target" && found.channel === undefined ? { ...found, channel: "http" } : found,
			);
		},
		probe: (target) =>
			winmail(tnef([{ id: 0x8000, named: { set: COMMON_SET, number: 0x851f }, value: sharePath(target) }]), "property 0x851f"),
	},
	{
		id: "mapi-attachment-path",
		title: "PidTagAttachLongPathname",
		trigger: "click",
		channel: "http",
		why: "An attachment that lies elsewhere: Outlook fetches it when the reader opens it.",
		watches: [
			{ kind: "file", construct: "mapi attachment path" },
			{ kind: "header", name: "x-mapi-attachlongpathname" },
		],
		find(hit: Hit) {
			const text = textIn(hit);
			return text === null ? NOTHING : shareTarget(text);
		},
		probe: (target) => winmail(tnef([], [{ id: 0x370d, value: target }]), "attachment 1/property 0x370d"),
	},
	{
		id: "mapi-link",
		title: "URL in a MAPI property",
		trigger: "click",
		channel: "http",
		why: "A property of the message or contact that Outlook offers as a link: a home page, a meeting's address, a shared folder.",
		watches: [
			{ kind: "file", construct: "mapi link" },
			...LINK_FIELDS.map((name) => ({ kind: "header", name: `x-mapi-${name}` }) as const),
		],
		find(hit: Hit) {
			const text = textIn(hit);
			return text === null ? NOTHING : wholeTarget(text);
		},
		probe: (target) => winmail(tnef([{ id: 0x3a51, value: target }]), "property 0x3a51"),
	},
];
