// Display: an X server without a screen, a window manager and a session bus for programs that will not start without them.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { type Started, until, type Workspace } from "./workspace.ts";

/** Any: its lock lies in the system's /tmp, where measurements meet. */
const NUMBER = 100 + Math.floor(Math.random() * 30_000);
const WIDTH = "1280";
const HEIGHT = "1600";
/** Of one question to the window manager, in milliseconds. */
const PATIENCE = 5_000;

export interface Display {
	/** For processes that show windows. */
	readonly environment: Readonly<Record<string, string>>;
	start(command: string, args: readonly string[], environment?: Readonly<Record<string, string>>): Started;
	/** The first visible window whose title matches, or null. */
	window(title: string): Promise<string | null>;
	/** As large as the screen. */
	enlarge(title: string): Promise<void>;
}

export async function openDisplay(workspace: Workspace): Promise<Display> {
	const name = `:${NUMBER}`;
	workspace.start("Xvfb", [name, "-screen", "0", `${WIDTH}x${HEIGHT}x24`, "-nolisten", "tcp"]);
	await until("the X server's socket", 10_000, () => existsSync(`/tmp/.X11-unix/X${NUMBER}`));
	const bus = workspace.start("dbus-daemon", ["--session", "--nofork", "--print-address"]);
	const address = await until("the session bus", 10_000, () => /^unix:\S+/m.exec(bus.output())?.[0]);
	const environment = {
		DISPLAY: name,
		DBUS_SESSION_BUS_ADDRESS: address,
		GSETTINGS_BACKEND: "keyfile",
		NO_AT_BRIDGE: "1",
		LIBGL_ALWAYS_SOFTWARE: "1",
		// WebKit's own sandbox needs rights that a name space within a name space may lack; this whole network is one.
		WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
	};
	workspace.start("openbox", [], environment);
	const ask = (...args: readonly string[]): Promise<string> =>
		new Promise((resolve) => {
			const env = { ...workspace.environment, ...environment };
			// Without a match it ends with 1: that is an answer too.
			execFile("xdotool", args, { env, timeout: PATIENCE }, (_error, output) => resolve(output));
		});
	const window = async (title: string): Promise<string | null> =>
		/^\d+$/m.exec(await ask("search", "--onlyvisible", "--name", title))?.[0] ?? null;
	return {
		environment,
		start: (command, args, further = {}) => workspace.start(command, args, { ...environment, ...further }),
		window,
		enlarge: async (title) => {
			const found = await window(title);
			if (found !== null) await ask("windowmove", found, "0", "0", "windowsize", "--sync", found, WIDTH, HEIGHT);
		},
	};
}
