// Render: what a real browser asks for when it shows a document, HTML, XHTML or SVG. Every request is intercepted and refused, and the browser runs
// in a namespace without a network besides. Scripts are off, as in every mail program.

import type { Browser, BrowserContext } from "playwright-core";

/** The address that relative URLs are resolved against where a mail names no base. */
const DOCUMENT = "http://mail.invalid/";

/** After loading, late images (lazy ones, those of a style just applied) get this long, in milliseconds. */
const SETTLE = 60;
const LONGEST_LOAD = 10_000;

export interface Renderer {
	/** URLs that Chromium asked for until `settle` milliseconds after loading, without fragments; the document itself apart. */
	requestsOf(source: string, mediaType: string, settle?: number): Promise<string[]>;
	close(): Promise<void>;
}

export async function createRenderer(browser: Browser): Promise<Renderer> {
	const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1200, height: 4000 } });
	let shown = { body: "", contentType: "" };
	const asked = new Set<string>();
	await context.route("**/*", async (route) => {
		const request = route.request();
		const url = request.url();
		if (url === DOCUMENT && request.isNavigationRequest() && request.frame().parentFrame() === null) {
			await route.fulfill(shown);
			return;
		}
		if (/^(https?|ftp|wss?|file):/.test(url) && !url.startsWith(DOCUMENT)) asked.add(url.replace(/#.*$/s, ""));
		await route.abort();
	});
	return {
		async requestsOf(body, mediaType, settle = SETTLE) {
			shown = { body, contentType: `${mediaType}; charset=utf-8` };
			asked.clear();
			await show(context, settle);
			return [...asked].sort();
		},
		close: () => context.close(),
	};
}

/** A page for each document: a meta refresh or a frame of the one before must not ask in the next one's name. */
async function show(context: BrowserContext, settle: number): Promise<void> {
	const page = await context.newPage();
	try {
		await page.goto(DOCUMENT, { waitUntil: "load", timeout: LONGEST_LOAD });
		await page.waitForTimeout(settle);
	} catch (error) {
		// A meta refresh of zero seconds cuts the loading short: what was asked for until then counts.
		if (!/interrupted|ERR_ABORTED|ERR_FAILED|Timeout|closed/i.test(String(error))) throw error;
		await page.waitForTimeout(settle);
	} finally {
		await page.close();
	}
}
