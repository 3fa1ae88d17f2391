// Debian's Chromium, headless, in a namespace without a network, driven over a pipe (so not even loopback is needed).

import { type Browser, chromium } from "playwright-core";
import { needNamespace, sealedScript } from "./namespace.ts";
import { findProgram, needProgram, type Skip } from "./programs.ts";

/** For tests that use `openBrowser`. */
export function needBrowser(): Skip {
	const { skip } = needProgram("chromium");
	return skip === false ? needNamespace() : { skip };
}

export async function openBrowser(): Promise<Browser> {
	const script = sealedScript(findProgram("chromium") ?? "chromium");
	try {
		return await chromium.launch({
			executablePath: script.path,
			headless: true,
			chromiumSandbox: false,
			args: [
				"--disable-gpu",
				"--disable-quic",
				"--no-first-run",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
				"--disable-dev-shm-usage",
			],
		});
	} finally {
		script.remove();
	}
}
