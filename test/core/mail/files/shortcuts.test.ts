// Shortcuts, playlists and connections: what a file that is nothing but a way elsewhere leads to, and damage to each of them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createInspector } from "../../../../src/core/inspect.ts";
import { format as plist } from "../../../../src/core/mail/files/binary-plist.ts";
import { format as playlist } from "../../../../src/core/mail/files/playlist.ts";
import { format as remoteDesktop } from "../../../../src/core/mail/files/remote-desktop.ts";
import { format as shellLink } from "../../../../src/core/mail/files/shell-link.ts";
import { format as settings } from "../../../../src/core/mail/files/shortcut-settings.ts";
import { format as shortcutXml } from "../../../../src/core/mail/files/shortcut-xml.ts";
import type { FileFormat } from "../../../../src/core/model/attached-file.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";
import { attachedFile, damaged, shownBy } from "./attached.ts";

const FIXTURES = join(import.meta.dirname, "../../../../fixtures/vectors");

function shown(format: FileFormat, name: string, content: string): string[] {
	return shownBy(format, attachedFile(name, content));
}

test("settings count by their keys, in any section, whatever the case, the quotes and the language", () => {
	const content =
		'[InternetShortcut]\r\n url = "http://a.example/"\r\n;IconFile=http://no.example/\r\nIcon[de]=http://b.example/\r\nx=http://c.example/';
	assert.deepEqual(shown(settings, "a.url", content), ["shortcut target http://a.example/", "shortcut icon http://b.example/"]);
});

test("in a theme every address counts", () => {
	assert.deepEqual(shown(settings, "a.theme", "[Theme]\nSound=\\\\a.example\\s\\a.wav\nName=a\n"), [
		"shortcut icon \\\\a.example\\s\\a.wav",
	]);
});

test("an element's address may be split by comments and references", () => {
	const content = "<a><url>\\\\a.ex<!-- x -->ample&#92;s</url><other>http://no.example/</other></a>";
	assert.deepEqual(shown(shortcutXml, "a.library-ms", content), ["shortcut location \\\\a.example\\s"]);
});

test("lines of a playlist are addresses, its comments are none", () => {
	assert.deepEqual(shown(playlist, "a.m3u", "#EXTM3U\n#http://no.example/\nhttp://a.example/1\n"), ["playlist entry http://a.example/1"]);
});

test("of a connection the host counts, and addresses in whatever else it sets", () => {
	const content = "full address:s:a.example:3389\r\nFull Address:i:no.example\r\nworkspace:s:https://b.example/\r\n";
	assert.deepEqual(shown(remoteDesktop, "a.rdp", content), ["remote desktop host a.example:3389", "shortcut location https://b.example/"]);
});

test("damage anywhere is survived", () => {
	const inspect = createInspector(nodeCodec);
	const samples = new Map<FileFormat, readonly [name: string, folder: string, file: string]>([
		[shellLink, ["a.lnk", "shortcut-command", "02-shell-link"]],
		[plist, ["a.webloc", "shortcut-target", "03-binary-webloc"]],
		[shortcutXml, ["a.library-ms", "shortcut-location", "02-library"]],
		[settings, ["a.url", "shortcut-icon", "01-plain"]],
		[playlist, ["a.m3u8", "playlist-entry", "02-lines"]],
		[remoteDesktop, ["a.rdp", "remote-desktop", "02-drives"]],
	]);
	for (const [format, [name, folder, file]] of samples) {
		assert.ok(readdirSync(join(FIXTURES, folder)).includes(`${file}.eml`));
		const message = readFileSync(join(FIXTURES, folder, `${file}.eml`), "latin1");
		assert.notEqual(inspect(new Uint8Array(Buffer.from(message, "latin1"))).references.length, 0);
		const written = message.split(/Content-Transfer-Encoding: base64\r\n\r\n/).pop() ?? "";
		const sample = Buffer.from(written.split("\r\n--")[0] ?? "", "base64").toString("latin1");
		const content = sample.length > 8 ? sample : message;
		for (const spoilt of damaged(content)) shown(format, name, spoilt);
	}
});
