// Small messages for the composer's tests, and references in one line each.

import type { RemoteReference } from "../../../src/core/model/reference.ts";
import { inspect } from "../../../src/index.ts";

export const encode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));

export function htmlMessage(html: string, headers: readonly string[] = []): Uint8Array {
	const head = ["From: News <news@sender.example>", "To: anna@reader.example", "MIME-Version: 1.0", ...headers];
	return encode([...head, "Content-Type: text/html; charset=utf-8", "", html].join("\r\n"));
}

/** "open http http://h.example/x" */
export function lineOf({ trigger, channel, url }: RemoteReference): string {
	return `${trigger} ${channel} ${url}`;
}

export function linesOf(bytes: Uint8Array): string[] {
	return inspect(bytes).references.map(lineOf);
}

export function linesOfHtml(html: string, headers: readonly string[] = []): string[] {
	return linesOf(htmlMessage(html, headers));
}
