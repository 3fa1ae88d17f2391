// HTTP answer: what a request is answered with. The listener adds the fields that every answer carries (no caching, no sniffing, no referrer).

import type { HttpArrival } from "./arrival.ts";

export interface HttpAnswer {
	readonly status: number;
	/** With its charset, "text/html; charset=utf-8". */
	readonly mediaType: string;
	/** Pieces are sent as they come, and no more of them once the client is gone. */
	readonly body: string | Uint8Array | AsyncIterable<string>;
	/** Set-Cookie, Location, Content-Security-Policy and the like; in its own right before what the listener adds. */
	readonly headers?: Readonly<Record<string, string>>;
}

/** `form` reads the body of a POST as application/x-www-form-urlencoded; it rejects with an AppError where it is longer than 16 KiB. */
export type AnswerHttp = (arrival: HttpArrival, form: () => Promise<URLSearchParams>) => HttpAnswer | Promise<HttpAnswer>;
