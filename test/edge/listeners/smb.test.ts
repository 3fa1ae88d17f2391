// The SMB listener against smbclient and against what is no client: it tells which server and which dialects were asked for, answers nothing, and
// so never asks for credentials.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import type { Listener } from "../../../src/edge/listeners/listener.ts";
import { openSmbListener } from "../../../src/edge/listeners/smb.ts";
import { MOST_NEGOTIATE, readNegotiate } from "../../../src/edge/listeners/smb-negotiate.ts";
import { needProgram } from "../../support/programs.ts";
import { closing, createSeen, LOOPBACK, rawClient, run, type Seen, until } from "./clients.ts";

const smbclientOnly = needProgram("smbclient");
const toClose: Listener[] = [];
after(async () => {
	for (const listener of toClose) await listener.close();
});

async function open(host: string = LOOPBACK.host): Promise<{ readonly port: number; readonly seen: Seen; readonly listener: Listener }> {
	const seen = createSeen();
	const listener = await openSmbListener({ at: { host, port: 0 }, seen: seen.add });
	toClose.push(listener);
	return { port: listener.address.port, seen, listener };
}

/** As smbclient sends it, and answered by nobody: what it says is its last word. */
function smbclient(port: number, name: string, ...args: readonly string[]): ReturnType<typeof run> {
	return run("smbclient", [`//${name}/share`, "-N", "-I", "127.0.0.1", "-p", String(port), "-s", "/dev/null", ...args]);
}

interface Written {
	readonly dialects: readonly number[];
	readonly name?: string | null;
	/** Contexts before that of the name. */
	readonly before?: number;
}

/** A negotiate request ([MS-SMB2] 2.2.3) behind its prefix of direct TCP. */
function negotiate({ dialects, name = null, before = 0 }: Written): Buffer {
	const contexts: Buffer[] = [];
	const context = (type: number, data: Buffer): void => {
		const head = Buffer.alloc(8);
		head.writeUInt16LE(type, 0);
		head.writeUInt16LE(data.length, 2);
		contexts.push(head, data, Buffer.alloc((8 - (data.length % 8)) % 8));
	};
	for (let index = 0; index < before; index++) context(1, Buffer.alloc(38));
	if (name !== null) context(5, Buffer.from(name, "utf16le"));
	const fixed = Buffer.alloc(64 + 36 + 2 * dialects.length);
	fixed.set([0xfe, 0x53, 0x4d, 0x42], 0);
	fixed.writeUInt16LE(64, 4);
	fixed.writeUInt16LE(36, 64);
	fixed.writeUInt16LE(dialects.length, 66);
	for (const [index, dialect] of dialects.entries()) fixed.writeUInt16LE(dialect, 100 + 2 * index);
	const padding = Buffer.alloc((8 - (fixed.length % 8)) % 8);
	fixed.writeUInt32LE(fixed.length + padding.length, 92);
	fixed.writeUInt16LE(before + (name === null ? 0 : 1), 96);
	return direct(Buffer.concat([fixed, padding, ...contexts]));
}

function direct(message: Buffer): Buffer {
	const prefix = Buffer.alloc(4);
	prefix.writeUInt32BE(message.length);
	return Buffer.concat([prefix, message]);
}

/** [MS-CIFS] 2.2.4.52.1 */
function oldNegotiate(...dialects: readonly string[]): Buffer {
	const header = Buffer.alloc(35);
	header.set([0xff, 0x53, 0x4d, 0x42, 0x72]);
	return direct(Buffer.concat([header, Buffer.from(dialects.map((dialect) => `\x02${dialect}\0`).join(""), "latin1")]));
}

describe("the SMB listener", { concurrency: true }, () => {
	test("smbclient names the server that it was told, and is hung up on", smbclientOnly, async () => {
		const { port, seen } = await open();
		const { code } = await smbclient(port, "0123abc.localhost", "-m", "SMB3_11");
		assert.notEqual(code, 0);
		const [arrival] = await seen.reach(1);
		assert.ok(arrival?.kind === "smb");
		assert.equal(arrival.client, "127.0.0.1");
		assert.equal(arrival.serverName, "0123abc.localhost");
		assert.equal(arrival.dialects[0], "SMB 3.1.1");
	});

	test("a client of older dialects names no server", smbclientOnly, async () => {
		const { port, seen } = await open();
		await smbclient(port, "server.localhost", "--option=client min protocol=SMB2_02", "-m", "SMB2_10");
		const [arrival] = await seen.reach(1);
		assert.ok(arrival?.kind === "smb");
		assert.deepEqual([arrival.serverName, arrival.dialects.includes("SMB 3.1.1")], [null, false]);
	});

	test("a client of the oldest protocol is told as such", smbclientOnly, async () => {
		const { port, seen } = await open();
		await smbclient(port, "server.localhost", "--option=client min protocol=NT1", "-m", "NT1");
		const [arrival] = await seen.reach(1);
		assert.ok(arrival?.kind === "smb");
		assert.equal(arrival.serverName, null);
		assert.ok(arrival.dialects.includes("NT LM 0.12"));
	});

	test("nothing is ever answered", async () => {
		const { port, seen } = await open();
		for (const bytes of [negotiate({ dialects: [0x0311], name: "a" }), oldNegotiate("NT LM 0.12"), Buffer.from("GET / HTTP/1.1\r\n\r\n")]) {
			const client = rawClient(port, bytes);
			client.socket.end();
			await client.closed;
			assert.equal(client.received(), "");
		}
		assert.deepEqual((await seen.reach(3)).map(({ kind }) => kind).sort(), ["junk", "smb", "smb"]);
	});

	test("the request may come in pieces", async () => {
		const { port, seen } = await open();
		const bytes = negotiate({ dialects: [0x0302, 0x0311], name: "Share.Example" });
		const pieces = rawClient(port);
		for (let at = 0; at < bytes.length; at += 40) {
			pieces.socket.write(bytes.subarray(at, at + 40));
			await new Promise((resolve) => setTimeout(resolve, 2));
		}
		await pieces.closed;
		const [whole] = await seen.reach(1);
		assert.ok(whole?.kind === "smb" && whole.serverName === "share.example");
	});

	test("what is longer than any request is cut, and what it began with is read", async () => {
		const { port, seen } = await open();
		const endless = Buffer.concat([negotiate({ dialects: [0x0202] }), Buffer.alloc(100_000)]);
		endless.writeUIntBE(0xffffff, 1, 3);
		assert.ok((await rawClient(port, endless).closed) < 2_000);
		const [arrival] = await seen.reach(1);
		assert.ok(arrival?.kind === "smb");
		assert.deepEqual(arrival.dialects, ["SMB 2.0.2"]);
	});

	test("IPv6 is listened on", async () => {
		const { port, seen } = await open("::1");
		await rawClient(port, negotiate({ dialects: [0x0311], name: "six.example" }), "::1").closed;
		const [arrival] = await seen.reach(1);
		assert.ok(arrival?.kind === "smb");
		assert.deepEqual([arrival.client, arrival.serverName], ["::1", "six.example"]);
	});

	test("of one client 64 connections are open at most, and it closes within a second", async () => {
		const { port, seen, listener } = await open();
		const held = Array.from({ length: 80 }, () => rawClient(port, "\0"));
		await until(() => listener.refused() === 16, "16 turned away");
		assert.ok((await closing(listener)) < 1_000);
		await Promise.all(held.map(({ closed }) => closed));
		assert.ok(seen.list.every(({ kind }) => kind === "junk"));
	});
});

describe("a negotiate request", () => {
	test("is read whatever stands before the name", () => {
		assert.deepEqual(readNegotiate(negotiate({ dialects: [0x0202, 0x0311, 0x0300], name: "ÄB.Example", before: 3 })), {
			serverName: "äb.example",
			dialects: ["SMB 3.1.1", "SMB 3.0", "SMB 2.0.2"],
		});
		assert.deepEqual(readNegotiate(negotiate({ dialects: [0x0311, 0x9999] })), { serverName: null, dialects: ["SMB 0x9999", "SMB 3.1.1"] });
		assert.deepEqual(readNegotiate(oldNegotiate("NT LM 0.12", "SMB 2.002", "SMB 2.???")), {
			serverName: null,
			dialects: ["SMB 2.???", "SMB 2.002", "NT LM 0.12"],
		});
	});

	test("is not what has its shape and another command, or another beginning", () => {
		const other = negotiate({ dialects: [0x0311] });
		other.writeUInt16LE(1, 4 + 12);
		assert.equal(readNegotiate(other), null);
		const session = negotiate({ dialects: [0x0311] });
		session[0] = 0x81;
		assert.equal(readNegotiate(session), null);
	});

	test("changed, cut or random never throws, and yields no more than was bounded", () => {
		const whole = negotiate({ dialects: [0x0202, 0x0210, 0x0300, 0x0302, 0x0311], name: "token.probe.test", before: 2 });
		const old = oldNegotiate("NT LM 0.12", "SMB 2.???");
		const holds = (bytes: Uint8Array): void => {
			const read = readNegotiate(bytes);
			if (read === null) return;
			assert.ok((read.serverName ?? "").length <= 255 && read.dialects.length <= 32);
		};
		fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), holds), { numRuns: 1_000 });
		for (const sample of [whole, old]) {
			const changes = fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
			fc.assert(
				fc.property(changes, fc.nat(sample.length), (list, length) => {
					const bytes = Buffer.concat([Buffer.alloc(7), sample]).subarray(7);
					for (const [at, value] of list) bytes[at] = value;
					holds(bytes);
					holds(bytes.subarray(0, length));
				}),
				{ numRuns: 2_000 },
			);
		}
		holds(Buffer.concat([whole, Buffer.alloc(MOST_NEGOTIATE)]));
	});
});
