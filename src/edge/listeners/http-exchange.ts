// HTTP exchange: one request as an arrival, and its answer written out with the fields that every answer has. Bodies of requests are read
// only where a form is asked for, and never past a bound.

import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { appError } from "../../core/model/app-error.ts";
import { plainAddress } from "./address.ts";
import type { HttpArrival } from "./arrival.ts";
import { forwardedBy, type TrustedProxies } from "./client-address.ts";
import type { AnswerHttp, HttpAnswer } from "./http-answer.ts";

const MOST_FORM = 16 * 1024;
/** Milliseconds that an answer may go on being streamed. */
const LONGEST_STREAM = 15 * 60_000;

/** What is not said by the answer itself. An answer may be asked for from any page, is never kept, and tells nobody where it was asked from. */
const USUAL: Readonly<Record<string, string>> = {
	"Cache-Control": "no-store",
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
	"Cross-Origin-Resource-Policy": "cross-origin",
	"Access-Control-Allow-Origin": "*",
};

const BROKEN: HttpAnswer = { status: 500, mediaType: "text/plain; charset=utf-8", body: "" };

/** `own` stands for the host where a request names none. */
export function createExchange(answer: AnswerHttp, trusts: TrustedProxies, own: string) {
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		response.on("error", () => {});
		request.on("error", () => {});
		try {
			const given = await answer(arrivalOf(request, trusts, own), () => readForm(request));
			await write(request, response, given);
		} catch {
			// Whoever asked is gone, or a page failed: the listener goes on.
			if (response.headersSent) response.destroy();
			else await write(request, response, BROKEN).catch(() => response.destroy());
		}
	};
}

function arrivalOf(request: IncomingMessage, trusts: TrustedProxies, own: string): HttpArrival {
	const forwarded = forwardedBy(plainAddress(request.socket.remoteAddress), request.headers, trusts);
	const headers: Record<string, string> = Object.create(null);
	for (const [name, values] of Object.entries(request.headersDistinct)) headers[name] = (values ?? []).join(", ");
	const { host, target } = placeOf(request);
	return {
		kind: "http",
		at: Date.now(),
		client: forwarded.client,
		secure: forwarded.secure ?? "encrypted" in request.socket,
		method: request.method ?? "GET",
		host: hostName(forwarded.host ?? host ?? own),
		target,
		headers,
	};
}

/** A client that takes this for a proxy names the whole URL (RFC 9112 §3.2.2): its path is answered, and nothing is fetched. */
function placeOf({ url = "/", headers }: IncomingMessage): { readonly host: string | undefined; readonly target: string } {
	const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
	if (authority === undefined) return { host: headers.host, target: url };
	return { host: authority, target: rest?.startsWith("/") ? rest : `/${rest}` };
}

function hostName(host: string): string {
	return host.toLowerCase().replace(/^.*@/, "").replace(/:\d+$/, "").slice(0, 255);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of request as AsyncIterable<Buffer>) {
		length += piece.length;
		if (length > MOST_FORM) throw appError("failure", "the form is longer than 16 KiB");
		pieces.push(piece);
	}
	return new URLSearchParams(Buffer.concat(pieces).toString("utf8"));
}

async function write(request: IncomingMessage, response: ServerResponse, { status, mediaType, body, headers }: HttpAnswer): Promise<void> {
	const whole = typeof body === "string" || body instanceof Uint8Array ? Buffer.from(body as string) : null;
	const length = whole === null ? {} : { "Content-Length": String(whole.length) };
	response.writeHead(status, { ...USUAL, "Content-Type": mediaType, ...length, ...headers });
	if (request.method === "HEAD") response.end();
	else if (whole !== null) response.end(whole);
	else await stream(response, body as AsyncIterable<string>);
	// A body that nobody reads would keep the connection waiting for it.
	if (!request.complete) request.resume();
}

/** Leaving the loop tells the source that nobody listens any more. */
async function stream(response: ServerResponse, pieces: AsyncIterable<string>): Promise<void> {
	const gone = once(response, "close").then(() => null);
	const over = AbortSignal.timeout(LONGEST_STREAM);
	response.socket?.setTimeout(0);
	const source = pieces[Symbol.asyncIterator]();
	try {
		for (;;) {
			const next = await Promise.race([source.next(), gone]);
			if (next === null || next.done || over.aborted) break;
			if (!response.write(next.value)) await Promise.race([once(response, "drain"), gone]);
		}
	} finally {
		// A source that waits for its next piece hears of it only then.
		void source.return?.()?.catch(() => {});
	}
	if (!response.destroyed) response.end();
}
