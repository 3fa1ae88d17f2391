// After a flood: every connection was counted or refused, and nothing is held of those that are closed. A timer or a set that kept them would
// let whoever connects often enough fill the memory.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Arrival } from "../../../src/edge/listeners/arrival.ts";
import { openDnsListener } from "../../../src/edge/listeners/dns.ts";
import { openHttpListener } from "../../../src/edge/listeners/http.ts";
import type { Listener } from "../../../src/edge/listeners/listener.ts";
import { openSmbListener } from "../../../src/edge/listeners/smb.ts";
import { openSmtpListener } from "../../../src/edge/listeners/smtp.ts";
import { LOOPBACK, rawClient, until } from "./clients.ts";

type See = (arrival: Arrival) => void;

/** Bytes at which each hangs up. */
const FLOODS: readonly (readonly [name: string, open: (seen: See) => Promise<Listener>, bytes: string])[] = [
	[
		"http",
		(seen) =>
			openHttpListener({
				...{ at: LOOPBACK, option: "--listen", certificate: null, trustedProxies: [], seen },
				answer: () => ({ status: 200, mediaType: "text/plain", body: "" }),
			}),
		"junk\r\n\r\n",
	],
	["dns", (seen) => openDnsListener({ at: LOOPBACK, zone: "t.example", addresses: ["192.0.2.1"], mail: true, seen }), "\xff\xffjunk"],
	["smtp", (seen) => openSmtpListener({ at: LOOPBACK, accepts: () => false, certificate: null, seen }), "GET / HTTP/1.1\r\n\r\n"],
	["smb", (seen) => openSmbListener({ at: LOOPBACK, seen }), "\0\0\0\x01x"],
];

const CONNECTIONS = 4_000;
const AT_ONCE = 10;
/** Bytes: a socket that is held takes three thousand and more. */
const MOST_HELD = 6_000_000;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

async function heap(): Promise<number> {
	await wait(20);
	collect();
	collect();
	return process.memoryUsage().heapUsed;
}

for (const [name, open, bytes] of FLOODS) {
	test(`of ${CONNECTIONS} connections to the ${name} listener that are closed, nothing is held`, async () => {
		let junk = 0;
		const listener = await open(({ kind }) => {
			if (kind === "junk") junk++;
		});
		const flood = async (count: number): Promise<void> => {
			const client = async (): Promise<void> => {
				for (let done = 0; done < count / AT_ONCE; done++) await rawClient(listener.address.port, bytes).closed;
			};
			await Promise.all(Array.from({ length: AT_ONCE }, client));
		};
		try {
			await flood(500);
			const before = await heap();
			await flood(CONNECTIONS);
			const held = (await heap()) - before;
			assert.ok(held < MOST_HELD, `${held} bytes`);
			await until(() => junk + listener.refused() === 500 + CONNECTIONS, `all to be counted; ${junk} and ${listener.refused()} are`);
		} finally {
			await listener.close();
		}
	});
}
