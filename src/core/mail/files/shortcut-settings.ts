// Shortcuts kept as settings: Windows' .url and .website, Explorer commands (.scf), themes, folder settings (desktop.ini), autorun.inf, and
// desktop entries (freedesktop.org, Desktop Entry Specification 1.5). Their icons are fetched when the folder that they lie in is shown.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import { BEGINS_WITH_HOST } from "./address-shapes.ts";
import { textOfFile } from "./file-text.ts";
import { readSettings } from "./settings-lines.ts";

const NAMES = /(?:\.(?:url|website|scf|theme|themepack|desktop|directory)|^desktop\.ini|^autorun\.inf)$/;
const MEDIA_TYPES: ReadonlySet<string> = new Set(["application/internet-shortcut", "application/x-mswinurl", "application/x-desktop"]);

const BY_KEY: ReadonlyMap<string, string> = new Map([
	["url", "shortcut target"],
	["url2", "shortcut target"],
	["baseurl", "shortcut target"],
	["origurl", "shortcut target"],
	["iconfile", "shortcut icon"],
	["iconresource", "shortcut icon"],
	["icon", "shortcut icon"],
	["logo", "shortcut icon"],
	["workingdirectory", "shortcut location"],
	["path", "shortcut location"],
	["folder", "shortcut location"],
	["exec", "shortcut command"],
	["tryexec", "shortcut command"],
	["open", "shortcut command"],
	["shellexecute", "shortcut command"],
	["command", "shortcut command"],
]);

/** Of a theme every setting may be a picture, a sound or a cursor (CVE-2024-21320: BrandImage, Wallpaper). */
const THEME = /\.theme(?:pack)?$/;
export const format: FileFormat = {
	id: "shortcut-settings",
	title: "shortcut, theme or folder settings",
	shown: false,
	detect: ({ name, mediaType }) => NAMES.test(name) || MEDIA_TYPES.has(mediaType),
	scan(file: AttachedFile, sink: FileSink) {
		const isTheme = THEME.test(file.name);
		readSettings(textOfFile(file), ({ key, value }) => {
			const construct = BY_KEY.get(key) ?? (isTheme && BEGINS_WITH_HOST.test(value.value) ? "shortcut icon" : undefined);
			if (construct !== undefined) sink.construct(construct, value);
		});
	},
};
