// Address: where a listener listens, HOST:PORT as a user writes it, and what to do where that cannot be had.

import { createSocket } from "node:dgram";
import { createServer, isIP, isIPv4, type Server } from "node:net";
import { type AppError, appError } from "../../core/model/app-error.ts";
import { hostAndPort } from "../hosts.ts";
import type { SocketAddress } from "./listener.ts";

/** The last label is never a number, or it would be an address that is wrong (WHATWG URL, "ends in a number"). */
const NAME = /^(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)*(?![0-9]+$)[a-z0-9_-]{1,63}$/i;

/** "127.0.0.1:8080", "[::1]:0", "localhost:53". Throws a usage error that names `option`. */
export function parseSocketAddress(text: string, option: string): SocketAddress {
	const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|([^:[\]]*)):([0-9]{1,5})$/.exec(text) ?? [];
	const host = bracketed ?? plain ?? "";
	const port = Number(digits);
	const isHost = bracketed === undefined ? isIPv4(host) || NAME.test(host) : isIP(host) === 6;
	if (!isHost || !(port <= 65_535))
		throw appError("usage", `${option} takes HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080; not "${text}"`);
	return { host: host.toLowerCase(), port };
}

/** IPv4 in its IPv6 form (RFC 4291 §2.5.5.2) as IPv4; a zone index is cut off. */
export function plainAddress(address: string | undefined): string {
	const text = (address ?? "").replace(/%.*$/, "");
	return text.startsWith("::ffff:") && isIPv4(text.slice(7)) ? text.slice(7) : text;
}

/** Listens, and tells where. Throws a usage error that says what to do: which ports are free, which right is missing. */
export async function listenAt(server: Server, at: SocketAddress, option: string): Promise<SocketAddress> {
	try {
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			server.listen(at.port, at.host, () => {
				server.removeListener("error", reject);
				resolve();
			});
		});
	} catch (error) {
		throw await cannotListen(error as NodeJS.ErrnoException, at, option);
	}
	const bound = server.address();
	return { host: at.host, port: typeof bound === "object" && bound !== null ? bound.port : at.port };
}

/** `udp`: what is offered instead must be free for UDP too. */
export async function cannotListen(error: NodeJS.ErrnoException, at: SocketAddress, option: string, udp = false): Promise<AppError> {
	const said = `${option} ${hostAndPort(at)}`;
	switch (error.code) {
		case "EADDRINUSE": {
			const free = await freePorts(at.host, at.port, udp);
			return appError("usage", `${said}: the port is taken${free.length === 0 ? "" : `; free now: ${free.join(", ")}`}`, { cause: error });
		}
		case "EACCES":
			return appError(
				"usage",
				`${said}: ports below 1024 need a right: run it as root, give node that right (setcap cap_net_bind_service=+ep), or take a port above and have it forwarded`,
				{ cause: error },
			);
		case "EADDRNOTAVAIL":
		case "EAFNOSUPPORT":
		case "ENOTFOUND":
		case "EAI_AGAIN":
			return appError("usage", `${said}: this machine has no such address`, { cause: error });
		default:
			return appError("failure", `${said}: it cannot listen there (${error.code ?? error.message})`, { cause: error });
	}
}

const OFFERED = 2;
const TRIED = 20;

/** The next above, then any. */
async function freePorts(host: string, taken: number, udp: boolean): Promise<readonly number[]> {
	const free: number[] = [];
	const isFree = async (port: number): Promise<number | null> => {
		const found = await tryPort(host, port);
		return found === null || (udp && !(await tryUdp(host, found))) ? null : found;
	};
	for (let port = taken + 1; port < Math.min(taken + TRIED, 65_536) && free.length < OFFERED - 1; port++) {
		if ((await isFree(port)) !== null) free.push(port);
	}
	for (let tried = 0; tried < TRIED && free.length < OFFERED; tried++) {
		const any = await isFree(0);
		if (any !== null && !free.includes(any)) free.push(any);
	}
	return free;
}

function tryPort(host: string, port: number): Promise<number | null> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(null));
		server.listen(port, host, () => {
			const bound = server.address();
			server.close(() => resolve(typeof bound === "object" && bound !== null ? bound.port : null));
		});
	});
}

function tryUdp(host: string, port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
		socket.once("error", () => socket.close(() => resolve(false)));
		socket.bind(port, host, () => socket.close(() => resolve(true)));
	});
}
