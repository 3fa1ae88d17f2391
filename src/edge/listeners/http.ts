// HTTP listener: http (RFC 9112) and https on one port, told apart by a connection's first byte. A TLS handshake that leads to no request is
// an arrival too: it names the host (RFC 6066 §3), whether the client disliked the certificate or only connected in advance.

import { createServer as createHttpServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { addressText, listenAt, plainAddress } from "./address.ts";
import { createAdmission } from "./admission.ts";
import type { HandshakeArrival, JunkArrival } from "./arrival.ts";
import { type CertificatePair, fingerprintOf, makeCertificate } from "./certificate.ts";
import { trustedProxies } from "./client-address.ts";
import type { AnswerHttp } from "./http-answer.ts";
import { createExchange } from "./http-exchange.ts";
import type { Listener, SocketAddress } from "./listener.ts";

export interface HttpListenerOptions {
	readonly at: SocketAddress;
	/** As named in an error: "--listen". */
	readonly option: string;
	/** Null: one of its own, which nobody trusts. */
	readonly certificate: CertificatePair | null;
	/** Addresses and ranges whose X-Forwarded-For is believed. */
	readonly trustedProxies: readonly string[];
	readonly answer: AnswerHttp;
	readonly seen: (arrival: HandshakeArrival | JunkArrival) => void;
}

export interface HttpListener extends Listener {
	/** SHA-256 of the certificate, "AB:CD:...". */
	readonly fingerprint: string;
}

const MOST_CONNECTIONS = 512;
/** A mail program opens six for each host at most, and in a zone every probe has a host of its own; a proxy brings many readers. */
const MOST_OF_ONE_CLIENT = 300;
const MOST_REQUESTS = 200;
/** Bytes: no program's own header comes near. */
const MOST_HEADER = 8192;
/** Milliseconds for the first byte, for a handshake, and for a header. */
const PATIENCE = 10_000;
/** A connection without a request after its handshake was made in advance. */
const IDLE = 5_000;
const TLS_HANDSHAKE = 0x16;

export async function openHttpListener(options: HttpListenerOptions): Promise<HttpListener> {
	const { at, seen } = options;
	const certificate = options.certificate ?? (await makeCertificate(["localhost", "*.localhost", "127.0.0.1", "::1"]));
	const context = createSecureContext({ cert: certificate.certificate, key: certificate.key });
	const admission = createAdmission(MOST_CONNECTIONS, MOST_OF_ONE_CLIENT);
	const open = new Set<Socket>();
	const requests = createRequestServer(options);
	const server = createServer({ noDelay: true }, (socket) => {
		const client = plainAddress(socket.remoteAddress);
		socket.on("error", () => {});
		if (!admission.enter(client)) {
			socket.destroy();
			return;
		}
		open.add(socket);
		socket.once("close", () => {
			open.delete(socket);
			admission.leave(client);
		});
		socket.setTimeout(PATIENCE, () => socket.destroy());
		socket.once("data", (first: Buffer) => {
			socket.pause();
			socket.unshift(first);
			// TLS takes what was read back by itself.
			if (first[0] === TLS_HANDSHAKE) return secure(socket, client, context, requests, seen);
			requests.emit("connection", socket);
			socket.resume();
		});
	});
	const address = await listenAt(server, at, options.option);
	return {
		address,
		fingerprint: fingerprintOf(certificate),
		refused: admission.refused,
		close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of open) socket.destroy();
			requests.close();
			return closed;
		},
	};
}

function createRequestServer({ at, answer, seen, trustedProxies: ranges }: HttpListenerOptions): HttpServer {
	const exchange = createExchange(answer, trustedProxies(ranges), addressText(at));
	const server = createHttpServer(
		{
			maxHeaderSize: MOST_HEADER,
			headersTimeout: PATIENCE,
			requestTimeout: 2 * PATIENCE,
			keepAliveTimeout: IDLE,
			connectionsCheckingInterval: 1_000,
			insecureHTTPParser: false,
		},
		(request: IncomingMessage, response: ServerResponse) => {
			answered.add(request.socket);
			void exchange(request, response);
		},
	);
	server.maxRequestsPerSocket = MOST_REQUESTS;
	server.on("clientError", (_error, socket) => {
		if ("remoteAddress" in socket)
			seen({ kind: "junk", channel: "http", at: Date.now(), client: plainAddress(String(socket.remoteAddress)) });
		if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
		else socket.destroy();
	});
	// Nothing is forwarded to anywhere.
	server.on("connect", (_request, socket) =>
		socket.end("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
	);
	return server;
}

/** Connections that carried a request. */
const answered = new WeakSet<object>();

function secure(
	socket: Socket,
	client: string,
	secureContext: SecureContext,
	requests: HttpServer,
	seen: (arrival: HandshakeArrival | JunkArrival) => void,
): void {
	let serverName = "";
	const encrypted = new TLSSocket(socket, {
		isServer: true,
		secureContext,
		ALPNProtocols: ["http/1.1"],
		SNICallback: (name, use) => {
			serverName = name.toLowerCase();
			use(null);
		},
	});
	encrypted.on("error", () => socket.destroy());
	encrypted.once("secure", () => {
		socket.setTimeout(0);
		encrypted.setTimeout(IDLE, () => encrypted.destroy());
		requests.emit("connection", encrypted);
	});
	socket.once("close", () => {
		if (answered.has(encrypted)) return;
		const at = Date.now();
		seen(serverName === "" ? { kind: "junk", channel: "http", at, client } : { kind: "tls", at, client, serverName });
	});
}
