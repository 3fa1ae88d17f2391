// HTTP listener: http (RFC 9112) and https on one port, told apart by a connection's first byte. A TLS handshake that leads to no request is
// an arrival too: it names the host (RFC 6066 §3), whether the client disliked the certificate or only connected in advance.

import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createSecureContext, TLSSocket } from "node:tls";
import { hostAndPort } from "../hosts.ts";
import { plainAddress } from "./address.ts";
import type { HandshakeArrival, JunkArrival } from "./arrival.ts";
import { type Connection, openBoundedServer } from "./bounded-server.ts";
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
	/** Called once for each connection that carried no request, and for each that broke off in a broken one. */
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
/** Milliseconds from connecting to the end of the first request's header, a handshake before it included. */
const PATIENCE = 10_000;
/** Milliseconds: a connection without a request after its handshake was made in advance. */
const IDLE = 5_000;
/** Milliseconds that a connection lives which carries requests; answers are tiny, and a program may connect again. */
const LONGEST = 120_000;
const TLS_HANDSHAKE = 0x16;
/** RFC 6066 §3 takes names of DNS, which are no longer. */
const LONGEST_NAME = 255;

/** What became of a connection. */
interface Carried {
	readonly connection: Connection;
	requested: boolean;
	/** Of the handshake; "" where there was none, or none was named. */
	serverName: string;
	namedAt: number;
}

export async function openHttpListener(options: HttpListenerOptions): Promise<HttpListener> {
	const { at, option, seen } = options;
	const certificate = options.certificate ?? (await makeCertificate(["localhost", "*.localhost", "127.0.0.1", "::1"]));
	const secureContext = createSecureContext({ cert: certificate.certificate, key: certificate.key });
	/** By the socket that requests are read from: the TLS one where there is TLS. */
	const carried = new WeakMap<Duplex, Carried>();
	const requests = createRequestServer(options, carried);
	const listener = await openBoundedServer({
		at,
		option,
		most: MOST_CONNECTIONS,
		mostOfOneClient: MOST_OF_ONE_CLIENT,
		longest: PATIENCE,
		take(connection) {
			const { socket, client } = connection;
			const own: Carried = { connection, requested: false, serverName: "", namedAt: 0 };
			socket.setTimeout(PATIENCE, () => socket.destroy());
			socket.once("data", (first: Buffer) => {
				socket.pause();
				socket.unshift(first);
				const isTls = first[0] === TLS_HANDSHAKE;
				const source = isTls ? secured(own, secureContext, requests) : socket;
				carried.set(source, own);
				// TLS takes what was read back by itself.
				if (isTls) return;
				requests.emit("connection", socket);
				socket.resume();
			});
			socket.once("close", () => {
				if (own.requested) return;
				if (own.serverName !== "") seen({ kind: "tls", at: own.namedAt, client, serverName: own.serverName });
				// A connection without a byte is one made in advance, as browsers do: nothing was asked.
				else if (socket.bytesRead > 0) seen({ kind: "junk", channel: "http", at: Date.now(), client });
			});
		},
	});
	return {
		...listener,
		fingerprint: fingerprintOf(certificate),
		close() {
			requests.close();
			return listener.close();
		},
	};
}

function secured(own: Carried, secureContext: ReturnType<typeof createSecureContext>, requests: HttpServer): TLSSocket {
	const { socket } = own.connection;
	const named = (name: string | undefined): void => {
		if (!name) return;
		own.serverName = name.toLowerCase().slice(0, LONGEST_NAME);
		own.namedAt = Date.now();
	};
	const encrypted = new TLSSocket(socket, {
		isServer: true,
		secureContext,
		// Before SNICallback, where a client offers protocols: one that speaks HTTP/2 alone is refused here, and has said the name.
		ALPNCallback: ({ servername, protocols }) => {
			named(servername);
			return protocols.includes("http/1.1") ? "http/1.1" : undefined;
		},
		SNICallback: (name, use) => {
			named(name);
			use(null);
		},
	});
	encrypted.on("error", () => socket.destroy());
	encrypted.once("secure", () => {
		socket.setTimeout(0);
		encrypted.setTimeout(IDLE, () => encrypted.destroy());
		requests.emit("connection", encrypted);
	});
	return encrypted;
}

/** It never listens itself, so Node's own limits of time for a header do not hold: a connection's life does (Node counts from "listening" on). */
function createRequestServer(options: HttpListenerOptions, carried: WeakMap<Duplex, Carried>): HttpServer {
	const { at, answer, seen } = options;
	const exchange = createExchange(answer, trustedProxies(options.trustedProxies), hostAndPort(at), (socket, time) => {
		carried.get(socket)?.connection.lasts(time);
	});
	const server = createHttpServer({ maxHeaderSize: MOST_HEADER, keepAliveTimeout: IDLE, insecureHTTPParser: false });
	server.maxRequestsPerSocket = MOST_REQUESTS;
	const take: Parameters<typeof createHttpServer>[1] = (request, response) => {
		const own = carried.get(request.socket);
		if (own !== undefined && !own.requested) {
			own.requested = true;
			own.connection.lasts(LONGEST);
		}
		void exchange(request, response);
	};
	server.on("request", take);
	// Node would refuse it (417), and nobody would hear of it.
	server.on("checkExpectation", take);
	server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
		const own = carried.get(socket);
		// What never carried a request is reported when it closes; a connection that is merely broken off was none.
		if (own?.requested && error.code?.startsWith("HPE_")) junk(socket as Socket);
		if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
		else socket.destroy();
	});
	// Nothing is forwarded to anywhere.
	server.on("connect", (_request, socket: Duplex) => {
		socket.on("error", () => {});
		if (carried.get(socket)?.requested) junk(socket as Socket);
		socket.end("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
	});
	const junk = ({ remoteAddress }: Socket): void => {
		seen({ kind: "junk", channel: "http", at: Date.now(), client: plainAddress(remoteAddress) });
	};
	return server;
}
