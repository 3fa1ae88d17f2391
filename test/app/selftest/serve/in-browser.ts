// Started by browser.long.ts in a network namespace of its own: the whole server, and Chromium with JavaScript switched off, going through every
// page as a member would, on a desktop and on a telephone. Prints what it found as JSON; pictures go to the folder given.

import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findProgram } from "../../../support/programs.ts";
import { lastCodes, organisation, tokenUrlIn } from "./serving.ts";

interface Seen {
	readonly screen: string;
	readonly page: string;
	readonly title: string;
	/** Wider than the screen, so that it would have to be moved sideways (WCAG 1.4.10). */
	readonly tooWide: number;
	/** Buttons, fields and links outside of sentences that are smaller than 24 pixels either way (WCAG 2.5.8). */
	readonly small: readonly string[];
	/** What stands on the console: a policy that is broken says so there. */
	readonly console: readonly string[];
}

const [, , folder = "/tmp"] = process.argv;
const seen: Seen[] = [];
const notes: Record<string, unknown> = {};
const org = await organisation({ parts: { live: { longest: 20_000, silence: 300 } } });
const browser = await chromium.launch({
	executablePath: findProgram("chromium") ?? "chromium",
	headless: true,
	chromiumSandbox: false,
	args: ["--disable-gpu", "--disable-dev-shm-usage"],
});
try {
	for (const [screen, width, height, scheme] of [
		["desktop", 1280, 800, "light"],
		["phone", 390, 844, "dark"],
	] as const) {
		const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height }, colorScheme: scheme });
		await goThrough(context, screen);
		await context.close();
	}
} finally {
	await browser.close();
	await org.close();
}
process.stdout.write(JSON.stringify({ seen, notes }));

async function goThrough(context: BrowserContext, screen: string): Promise<void> {
	const page = await context.newPage();
	const console: string[] = [];
	page.on("console", (message) => console.push(message.text()));
	const look = async (name: string): Promise<void> => {
		await page.screenshot({ path: join(folder, `serve-${screen}-${name}.png`), fullPage: true });
		seen.push({
			screen,
			page: name,
			title: await page.title(),
			tooWide: await tooWide(page),
			small: await small(page),
			console: console.splice(0),
		});
	};
	await page.goto(`${org.origin}/`);
	await look("start");
	await page.getByLabel("Your own mail address").fill("not an address");
	await page.getByRole("button", { name: "Send me a code" }).click();
	await look("start-wrong");
	notes[`${screen} focus`] = await page.getByLabel("Your own mail address").getAttribute("aria-invalid");
	await page.getByLabel("Your own mail address").fill(`ada.${screen}@parliament.example`);
	await page.keyboard.press("Enter");
	await page.getByLabel("Code from the mail").waitFor();
	await look("code");
	await page.getByLabel("Code from the mail").fill("AAAAA-AAAAA");
	await page.getByRole("button", { name: "Send me the test" }).click();
	await look("code-wrong");
	await org.settled();
	const { test: code, refusal } = await lastCodes(org);
	const before = org.mail.deliveries.length;
	await page.getByLabel("Code from the mail").fill(code);
	await page.getByRole("button", { name: "Send me the test" }).click();
	await org.settled();
	await page.getByRole("link", { name: "Show what came since" }).click();
	await look("results-empty");
	const url = tokenUrlIn(
		org,
		org.mail.deliveries.slice(before).map(({ text }) => text),
	);
	const agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Thunderbird/140.1.0";
	await fetch(url, { headers: { "user-agent": agent, "accept-language": "mt,en;q=0.5" } });
	await page.getByRole("link", { name: "Watch live" }).click({ noWaitAfter: true });
	await page.getByRole("log").getByRole("listitem").first().waitFor();
	await fetch(url, { headers: { "user-agent": agent } });
	await page.getByRole("log").getByRole("listitem").nth(1).waitFor();
	notes[`${screen} live`] = await page.getByRole("log").getByRole("listitem").count();
	await look("live");
	await page.getByRole("link", { name: "Stop, and see the results" }).click();
	await look("results");
	await page.getByRole("button", { name: "Erase my results now" }).click();
	await look("erased");
	await page.goto(`${org.origin}/results`);
	await look("none");
	await page.getByRole("link", { name: "Get no more mail" }).click();
	await look("opt-out");
	await page.getByLabel("Your own mail address").fill(`ada.${screen}@parliament.example`);
	await page.getByLabel("Code for no more mail").fill(refusal);
	await page.getByRole("button", { name: "Send nothing more to me" }).click();
	await look("opted-out");
	notes[`${screen} cookies`] = (await context.cookies()).map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]);
}

/** Pages run no script; what is asked for here is the driver's own. */
async function tooWide(page: Page): Promise<number> {
	const { width = 0 } = page.viewportSize() ?? {};
	const boxes = await Promise.all(
		(await page.locator("main, main *, footer, header, nav").all()).slice(0, 400).map((element) => element.boundingBox()),
	);
	return Math.max(0, ...boxes.map((box) => (box === null ? 0 : Math.round(box.x + box.width - width))));
}

async function small(page: Page): Promise<string[]> {
	const found: string[] = [];
	for (const element of await page.locator("button, input, .button, nav a, summary").all()) {
		const box = await element.boundingBox();
		if (box !== null && (box.width < 24 || box.height < 24)) found.push(`${await element.textContent()} ${box.width}x${box.height}`);
	}
	return found;
}
