// Written by scripts/generate.ts from the files in this folder. Do not edit.

import type { FileFormat } from "../../model/attached-file.ts";
import { format as binaryPlistFormat } from "./binary-plist.ts";
import { format as calendarFormat } from "./calendar.ts";
import { format as contactFormat } from "./contact.ts";
import { format as excelBinaryFormat } from "./excel-binary.ts";
import { format as officeXmlFormat } from "./office-xml.ts";
import { format as oleStreamFormat } from "./ole-stream.ts";
import { format as playlistFormat } from "./playlist.ts";
import { format as powerpointBinaryFormat } from "./powerpoint-binary.ts";
import { format as remoteDesktopFormat } from "./remote-desktop.ts";
import { format as richTextFormat } from "./rich-text.ts";
import { format as shellLinkFormat } from "./shell-link.ts";
import { format as shortcutSettingsFormat } from "./shortcut-settings.ts";
import { format as shortcutXmlFormat } from "./shortcut-xml.ts";
import { format as signedDataFormat } from "./signed-data.ts";
import { format as spreadsheetTextFormat } from "./spreadsheet-text.ts";
import { format as tnefFormat } from "./tnef.ts";
import { format as webQueryFormat } from "./web-query.ts";
import { format as wordBinaryFormat } from "./word-binary.ts";

export const formats: readonly FileFormat[] = [
	binaryPlistFormat,
	calendarFormat,
	contactFormat,
	excelBinaryFormat,
	officeXmlFormat,
	oleStreamFormat,
	playlistFormat,
	powerpointBinaryFormat,
	remoteDesktopFormat,
	richTextFormat,
	shellLinkFormat,
	shortcutSettingsFormat,
	shortcutXmlFormat,
	signedDataFormat,
	spreadsheetTextFormat,
	tnefFormat,
	webQueryFormat,
	wordBinaryFormat,
];
