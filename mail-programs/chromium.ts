// Chromium: no mail program, but the engine that shows mail in most webmail and in many programs. It is given the HTML part alone, scripts on, from
// a page of http://mail.invalid, and so shows all that a page can do: what no vector may miss (soundness.ts).

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type BrowserContext, chromium as engine } from "playwright-core";
import { findProgram } from "../test/support/programs.ts";
import { htmlOf } from "./html-part.ts";
import type { MailProgram, Opening } from "./mail-program.ts";
import type { Workspace } from "./workspace.ts";

export const chromium: MailProgram = {
	id: "chromium",
	name: "Chromium, the HTML part alone",
	driven: "headless, by playwright-core, scripts on",
	allowed: "",
	packages: ["chromium"],
	settings: ["as installed"],
	async open({ messages, workspace, shown }: Opening) {
		let html = "";
		const server = createServer((_request, response) => {
			response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
		}).listen(0, "127.0.0.1");
		await new Promise((resolve) => server.once("listening", resolve));
		const { port } = server.address() as AddressInfo;
		const browser = await openChromium(workspace);
		for (const { number, bytes } of messages) {
			const part = await htmlOf(bytes);
			if (part === null) continue;
			html = part;
			const page = await browser.newPage();
			// What never finishes loading has been asked for all the same.
			await page.goto(`http://mail.invalid:${port}/`, { waitUntil: "commit", timeout: 5_000 }).catch(() => null);
			await shown(number);
			await page.close();
		}
		await browser.close();
		server.close();
	},
};

/** A window tall enough that nothing waits to be scrolled to. */
const VIEWPORT = { width: 1280, height: 6000 };

/** With a profile of its own; also what webmail is read in. */
export function openChromium({ folder, environment }: Workspace): Promise<BrowserContext> {
	return engine.launchPersistentContext(join(folder, "chromium"), {
		executablePath: findProgram("chromium") ?? "chromium",
		headless: true,
		chromiumSandbox: false,
		env: { ...environment },
		viewport: VIEWPORT,
		args: [
			...["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
			"--disable-dev-shm-usage",
		],
	});
}
