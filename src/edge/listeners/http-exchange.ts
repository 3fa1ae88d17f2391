// HTTP exchange: one request as an arrival, and its answer written out with the fields that every answer has. Bodies of requests are read
// only where a form is asked for, and never past a bound.

import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { appError } from "../../core/model/app-error.ts";
import { plainAddress } from "./address.ts";
import type { HttpArrival } from "./arrival.ts";
import { forwardedBy, type TrustedProxies } from "./client-address.ts";
import type { AnswerHttp, HttpAnswer } from "./http-answer.ts";

const MOST_FORM = 16 * 1024;
/** Bytes of a body that nobody asked for which are read and forgotten, so that the answer is not lost by hanging up on it. */
const MOST_UNREAD = 1024 * 1024;
/** Milliseconds that an answer may go on being streamed, and what a connection has after that. */
const LONGEST_STREAM = 15 * 60_000;
const AFTER_STREAM = 10_000;

/** What is not said by the answer itself. An answer may be asked for from any page, is never kept, and tells nobody where it was asked from. */
const USUAL: Readonly<Record<string, string>> = {
	"Cache-Control": "no-store",
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
	"Cross-Origin-Resource-Policy": "cross-origin",
	"Access-Control-Allow-Origin": "*",
};

const BROKEN: HttpAnswer = { status: 500, mediaType: "text/plain; charset=utf-8", body: "" };

/** `own` stands for the host where a request names none; `lasts` says how many milliseconds longer a connection may live. */
export function createExchange(answer: AnswerHttp, trusts: TrustedProxies, own: string, lasts: (socket: Socket, time: number) => void) {
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		response.on("error", () => {});
		request.on("error", () => {});
		try {
			const given = await answer(arrivalOf(request, trusts, own), () => readForm(request));
			await write(request, response, given, lasts);
		} catch {
			// Whoever asked is gone, or a page failed: the listener goes on.
			if (response.headersSent) response.destroy();
			else await write(request, response, BROKEN, lasts).catch(() => response.destroy());
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
	const [, authority, rest] = /^[a-z][a-z0-9+.-]{0,20}:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
	// "*" is of OPTIONS (RFC 9112 §3.2.4).
	if (authority === undefined) return { host: headers.host, target: url.startsWith("/") ? url : "/" };
	return { host: authority, target: rest?.startsWith("/") ? rest : `/${rest}` };
}

function hostName(host: string): string {
	return host.toLowerCase().replace(/^.*@/, "").replace(/:\d+$/, "").slice(0, 255);
}

function readForm(request: IncomingMessage): Promise<URLSearchParams> {
	return new Promise((resolve, reject) => {
		const pieces: Buffer[] = [];
		let length = 0;
		request.on("data", (piece: Buffer) => {
			length += piece.length;
			if (length <= MOST_FORM) pieces.push(piece);
			else reject(appError("failure", "the form is longer than 16 KiB"));
		});
		request.once("end", () => resolve(new URLSearchParams(Buffer.concat(pieces).toString("utf8"))));
		request.once("close", () => reject(appError("failure", "the connection broke off within the form")));
	});
}

async function write(
	request: IncomingMessage,
	response: ServerResponse,
	{ status, mediaType, body, headers }: HttpAnswer,
	lasts: (socket: Socket, time: number) => void,
): Promise<void> {
	// Set one by one, since the names of fields are the same in any case.
	for (const [name, value] of Object.entries({ ...USUAL, "Content-Type": mediaType })) response.setHeader(name, value);
	for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
	const whole = typeof body === "string" || body instanceof Uint8Array ? Buffer.from(body as string) : null;
	if (whole !== null) response.setHeader("Content-Length", whole.length);
	response.writeHead(status);
	if (!request.complete) forget(request);
	if (request.method === "HEAD") response.end();
	else if (whole !== null) response.end(whole);
	else {
		lasts(request.socket, LONGEST_STREAM + AFTER_STREAM);
		await stream(response, body as AsyncIterable<string>);
		lasts(request.socket, AFTER_STREAM);
	}
}

/** A body that nobody reads would keep the connection waiting for it. */
function forget(request: IncomingMessage): void {
	let left = MOST_UNREAD;
	request.on("data", (piece: Buffer) => {
		left -= piece.length;
		if (left < 0) request.socket.destroy();
	});
	request.resume();
}

/** Leaving the loop tells the source that nobody listens any more. */
async function stream(response: ServerResponse, pieces: AsyncIterable<string>): Promise<void> {
	const over = new AbortController();
	const timer = setTimeout(() => over.abort(), LONGEST_STREAM);
	response.once("close", () => over.abort());
	const stopped = once(over.signal, "abort").then(() => null);
	response.socket?.setTimeout(0);
	response.flushHeaders();
	const source = pieces[Symbol.asyncIterator]();
	try {
		while (!over.signal.aborted) {
			const next = await Promise.race([source.next(), stopped]);
			if (next === null || next.done) break;
			if (!response.write(next.value)) await Promise.race([once(response, "drain"), stopped]);
		}
	} finally {
		clearTimeout(timer);
		// A source that waits for its next piece hears of it only then.
		void source.return?.()?.catch(() => {});
	}
	if (!response.destroyed) response.end();
}
