// Claws Mail: under an X server without a screen, reading the messages from an MH folder. It shows HTML by plug-ins, and Debian has two of them: litehtml
// (an engine of its own) and Fancy (WebKit).

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDisplay } from "./display.ts";
import type { MailProgram, Opening } from "./mail-program.ts";
import { until } from "./workspace.ts";

const PLUGINS = "/usr/lib/x86_64-linux-gnu/claws-mail/plugins";

const MAIN_WINDOW = "Claws Mail";

export const clawsLitehtml = claws(
	"claws-litehtml",
	"Claws Mail, litehtml",
	"claws-mail-litehtml-viewer",
	"litehtml_viewer.so",
	"LiteHTML",
);
export const clawsFancy = claws("claws-fancy", "Claws Mail, Fancy", "claws-mail-fancy-plugin", "fancy.so", "fancy");

function claws(id: string, name: string, viewerPackage: string, plugin: string, section: string): MailProgram {
	return {
		id,
		name,
		driven: "Xvfb, `claws-mail --select`, MH folder; the HTML part shown by the plug-in",
		allowed: "enable_remote_content of the plug-in",
		packages: ["claws-mail", viewerPackage, "xvfb", "openbox", "dbus", "xdotool"],
		settings: ["as installed", "remote content allowed"],
		async open({ setting, messages, workspace, shown }: Opening) {
			const inbox = join(workspace.home, "Mail/inbox");
			const configuration = join(workspace.home, ".claws-mail");
			for (const path of [inbox, configuration]) mkdirSync(path, { recursive: true });
			for (const name of ["draft", "queue", "sent", "trash"]) mkdirSync(join(workspace.home, "Mail", name));
			for (const { number, bytes } of messages) writeFileSync(join(inbox, String(number)), bytes);
			const files = {
				accountrc: ACCOUNT,
				"folderlist.xml": FOLDERS,
				clawsrc: preferences(plugin, section, setting === "remote content allowed"),
			};
			for (const [file, content] of Object.entries(files)) writeFileSync(join(configuration, file), content);

			const display = await openDisplay(workspace);
			for (const { number } of messages) {
				const { ended } = display.start("claws-mail", ["--select", `#mh/Mailbox/inbox/${number}`]);
				if (number === 1) {
					await until("Claws Mail's window", 30_000, () => display.window(MAIN_WINDOW));
					await display.enlarge(MAIN_WINDOW);
				} else {
					await ended;
				}
				await shown(number);
			}
		},
	};
}

const ACCOUNT = `[Account: 1]
account_name=Reader
is_default=1
name=Reader
address=reader@reader.example
protocol=5
smtp_server=127.0.0.1
`;

const FOLDERS = `<?xml version="1.0" encoding="UTF-8"?>
<folderlist>
  <folder type="mh" name="Mailbox" path="Mail" sort="0" collapsed="0">
    <folderitem type="inbox" name="inbox" path="inbox"/>
    <folderitem type="outbox" name="sent" path="sent"/>
    <folderitem type="draft" name="draft" path="draft"/>
    <folderitem type="queue" name="queue" path="queue"/>
    <folderitem type="trash" name="trash" path="trash"/>
  </folder>
</folderlist>
`;

/** Without the version it asks whether to migrate. */
function preferences(plugin: string, section: string, allow: boolean): string {
	return `[Common]
config_version=4
promote_html_part=1
invoke_plugin_on_html=1
render_html=1
always_show_msg=1
[Plugins_GTK3]
${PLUGINS}/${plugin}
[${section}]
enable_remote_content=${allow ? 1 : 0}
`;
}
