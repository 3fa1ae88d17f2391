// The DNS listener against dig and against what no resolver would send: it answers for its own zone and nothing else, tells each lookup in it,
// and cannot be made to throw, to amplify or to pass anything on.

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import dnsPacket from "dns-packet";
import fc from "fast-check";
import type { Arrival, LookupArrival } from "../../../src/edge/listeners/arrival.ts";
import { openDnsListener } from "../../../src/edge/listeners/dns.ts";
import { answerQuery, type ZoneData } from "../../../src/edge/listeners/dns-answer.ts";
import type { Listener } from "../../../src/edge/listeners/listener.ts";
import { needProgram } from "../../support/programs.ts";
import { rawClient, run, until } from "./clients.ts";

const DATA: ZoneData = { zone: "probe.test", addresses: ["192.0.2.1", "2001:db8::1"], mail: true };
const digOnly = needProgram("dig");

interface Open {
	readonly listener: Listener;
	readonly arrivals: Arrival[];
	lookups(): LookupArrival[];
	dig(...args: readonly string[]): Promise<string>;
}

const toClose: Listener[] = [];
after(async () => {
	for (const listener of toClose) await listener.close();
});

async function open(data: Partial<ZoneData> = {}, host = "127.0.0.1"): Promise<Open> {
	const arrivals: Arrival[] = [];
	const listener = await openDnsListener({ at: { host, port: 0 }, ...DATA, ...data, seen: (arrival) => arrivals.push(arrival) });
	toClose.push(listener);
	return {
		listener,
		arrivals,
		lookups: () => arrivals.filter((arrival) => arrival.kind === "dns"),
		async dig(...args) {
			const { code, out, err } = await run("dig", [`@${host}`, "-p", String(listener.address.port), "+tries=1", "+time=3", ...args]);
			assert.equal(code, 0, err + out);
			return out;
		},
	};
}

/** UDP: what comes back of `bytes`, or null after `patience` milliseconds. */
async function ask({ address }: Listener, bytes: Uint8Array, patience = 300): Promise<Buffer | null> {
	const socket = createSocket(address.host.includes(":") ? "udp6" : "udp4");
	const answer = new Promise<Buffer>((resolve) => socket.once("message", resolve));
	socket.send(bytes, address.port, address.host);
	const got = await Promise.race([answer, wait(patience, null, { ref: false })]);
	socket.close();
	return got;
}

const codeOf = (answer: Buffer | Uint8Array | null): number => (answer === null ? -1 : (answer[3] as number) & 0x0f);

function query(name: string, type: string, more: Partial<dnsPacket.Packet> = {}): Buffer {
	return dnsPacket.encode({ type: "query", id: 4711, questions: [{ name, type: type as "A", class: "IN" }], ...more });
}

const INTERNET = [0, 1, 0, 1];

function labels(...parts: readonly (string | Uint8Array)[]): Buffer {
	const written = parts.flatMap((part) => [Buffer.from([part.length]), typeof part === "string" ? Buffer.from(part, "latin1") : part]);
	return Buffer.concat([...written, Buffer.from([0])]);
}

function header(counts: readonly [number, number, number, number], flags = 0): Buffer {
	return Buffer.from([0x12, 0x67, flags >> 8, flags & 0xff, ...counts.flatMap((count) => [count >> 8, count & 0xff])]);
}

describe("the DNS listener", { concurrency: true }, () => {
	let shared: Open;
	before(async () => {
		shared = await open();
	});

	test("names in the zone have the listener's addresses, and may not be kept", digOnly, async () => {
		const { dig, lookups } = await open();
		assert.match(await dig("a1.probe.test", "A"), /^a1\.probe\.test\.\s+0\s+IN\s+A\s+192\.0\.2\.1$/m);
		assert.match(await dig("a1.probe.test", "AAAA"), /^a1\.probe\.test\.\s+0\s+IN\s+AAAA\s+2001:db8::1$/m);
		assert.match(await dig("probe.test", "A"), /192\.0\.2\.1$/m);
		assert.match(await dig("a.b.c.probe.test", "ANY"), /192\.0\.2\.1$/m);
		assert.deepEqual(
			lookups().map(({ client, name, type, subnet }) => [client, name, type, subnet]),
			[
				["127.0.0.1", "a1.probe.test", "A", null],
				["127.0.0.1", "a1.probe.test", "AAAA", null],
				["127.0.0.1", "probe.test", "A", null],
				["127.0.0.1", "a.b.c.probe.test", "ANY", null],
			],
		);
	});

	test("the zone has its SOA and NS, mail leads to it, and of other types there is nothing, said with authority", digOnly, async () => {
		const { dig, lookups } = await open();
		assert.match(
			await dig("probe.test", "SOA"),
			/status: NOERROR[\s\S]*flags: qr aa rd;[\s\S]*IN\s+SOA\s+ns\.probe\.test\. hostmaster\.probe\.test\./,
		);
		assert.match(await dig("probe.test", "NS"), /IN\s+NS\s+ns\.probe\.test\./);
		assert.match(await dig("a1.probe.test", "MX"), /IN\s+MX\s+10 mail\.probe\.test\./);
		for (const type of ["HTTPS", "SVCB", "TXT", "CAA", "TYPE65280"]) {
			assert.match(
				await dig("a1.probe.test", type),
				/status: NOERROR[\s\S]*ANSWER: 0, AUTHORITY: 1,[\s\S]*probe\.test\.\s+0\s+IN\s+SOA/,
				type,
			);
		}
		assert.deepEqual(
			lookups()
				.slice(3)
				.map(({ type }) => type),
			["HTTPS", "SVCB", "TXT", "CAA", "TYPE65280"],
		);
	});

	test("without a mail listener there is no MX, and without an IPv6 address no AAAA", digOnly, async () => {
		const { dig } = await open({ mail: false, addresses: ["192.0.2.1"] });
		assert.match(await dig("a.probe.test", "MX"), /ANSWER: 0,/);
		assert.match(await dig("a.probe.test", "AAAA"), /status: NOERROR[\s\S]*ANSWER: 0,/);
	});

	test("the client subnet that a resolver passes on is told, and given back as not used", digOnly, async () => {
		const { dig, lookups } = await open();
		assert.match(await dig("a.probe.test", "+subnet=192.0.2.0/24"), /CLIENT-SUBNET: 192\.0\.2\.0\/24\/0/);
		assert.match(await dig("a.probe.test", "+subnet=2001:db8:77::/48"), /CLIENT-SUBNET: 2001:db8:77::\/48\/0/);
		assert.match(await dig("a.probe.test", "+subnet=0"), /CLIENT-SUBNET: 0\.0\.0\.0\/0\/0/);
		assert.deepEqual(
			lookups().map(({ subnet }) => subnet),
			["192.0.2.0/24", "2001:db8:77::/48", null],
		);
	});

	test("letters come back in the case in which they were asked, and the lookup is told in lower case", digOnly, async () => {
		const { dig, lookups } = await open();
		const out = await dig("aB1.PrObE.tEsT", "A", "+qr");
		assert.match(out, /^;aB1\.PrObE\.tEsT\.\s+IN\s+A$/m);
		assert.match(out, /^aB1\.PrObE\.tEsT\.\s+0/m);
		assert.equal(lookups()[0]?.name, "ab1.probe.test");
	});

	test("TCP is answered on the same port, several questions over one connection too", digOnly, async () => {
		const { listener, dig, lookups } = await open();
		assert.match(await dig("+tcp", "a.probe.test", "A"), /192\.0\.2\.1$/m);
		const one = dnsPacket.streamEncode({ type: "query", id: 1, questions: [{ name: "b.probe.test", type: "A" }] });
		const { socket, received, closed } = rawClient(listener.address.port, one.subarray(0, 1));
		socket.write(one.subarray(1));
		socket.write(Buffer.concat([one, one]));
		await until(() => lookups().length === 4, "all questions");
		socket.end();
		await closed;
		const answers = Buffer.from(received(), "latin1");
		assert.equal(answers.length % 3, 0);
		assert.equal(dnsPacket.streamDecode(answers).answers?.length, 1);
	});

	test("IPv6 resolvers are served and told", digOnly, async () => {
		const { dig, lookups } = await open({}, "::1");
		assert.match(await dig("a.probe.test", "AAAA"), /2001:db8::1$/m);
		assert.equal(lookups()[0]?.client, "::1");
	});

	test("what is not in the zone is refused, transfers and other classes too, and none of it is a lookup", digOnly, async () => {
		const { dig, arrivals } = await open();
		for (const args of [
			["example.test", "A"],
			["xprobe.test", "A"],
			["test", "NS"],
			[".", "NS"],
			["probe.test.example", "A"],
			["-c", "CH", "version.bind", "TXT"],
			["-c", "CH", "a.probe.test", "TXT"],
		]) {
			assert.match(await dig(...args), /status: REFUSED[\s\S]*ANSWER: 0,/, args.join(" "));
		}
		assert.match(await dig("probe.test", "AXFR"), /Transfer failed/);
		for (const type of ["AXFR", "IXFR"]) assert.equal(codeOf(answerQuery(query("probe.test", type), DATA).answer), 5, type);
		assert.ok(arrivals.every(({ kind }) => kind === "junk"));
	});

	test("answers of others, two questions, other operations and what cannot be read get a code or nothing", async () => {
		const { listener, arrivals } = shared;
		const fine = query("a.probe.test", "A");
		const answerOfOther = Buffer.from(fine);
		answerOfOther[2] = 0x80;
		assert.equal(await ask(listener, answerOfOther, 100), null);
		assert.equal(await ask(listener, Buffer.from("short"), 100), null);
		assert.equal(await ask(listener, Buffer.alloc(0), 100), null);
		const question = { name: "a.probe.test", type: "A", class: "IN" } as const;
		assert.equal(codeOf(await ask(listener, dnsPacket.encode({ type: "query", questions: [question, question] }))), 1);
		assert.equal(codeOf(await ask(listener, dnsPacket.encode({ type: "query", questions: [] }))), 1);
		for (const operation of [1, 2, 4, 5, 6, 15]) {
			const other = Buffer.from(fine);
			other[2] = operation << 3;
			assert.equal(codeOf(await ask(listener, other)), 4, `operation ${operation}`);
		}
		assert.equal(codeOf(await ask(listener, fine.subarray(0, 20))), 1);
		assert.ok(arrivals.every(({ kind }) => kind === "junk"));
	});

	test("names that no answer could give back are no lookups", () => {
		const ending = ["probe", "test"] as const;
		for (const name of [
			labels("a.b", ...ending),
			labels(".", ...ending),
			labels("a.", ...ending),
			labels(new Uint8Array(63).fill(0xff), ...ending),
			Buffer.concat([Buffer.from([0xc0, 12])]),
			Buffer.concat([Buffer.from([1, 97, 0xc0, 12])]),
		]) {
			const { asked, answer } = answerQuery(Buffer.concat([header([1, 0, 0, 0]), name, Buffer.from(INTERNET)]), DATA);
			assert.equal(asked, null);
			assert.ok([1, 5].includes(codeOf(answer)), name.toString("hex"));
		}
	});

	test("a subnet that is not of its family, or longer than an address, tells nothing", () => {
		const option = (...bytes: readonly number[]): Buffer => {
			const data = Buffer.from(bytes);
			const opt = Buffer.from([0, 0, 41, 4, 0xd0, 0, 0, 0, 0, 0, data.length + 4, 0, 8, 0, data.length]);
			return Buffer.concat([header([1, 0, 0, 1]), labels("a", "probe", "test"), Buffer.from(INTERNET), opt, data]);
		};
		assert.equal(answerQuery(option(0, 1, 24, 0, 192, 0, 2), DATA).asked?.subnet, "192.0.2.0/24");
		for (const wrong of [
			option(0, 1, 33, 0, 192, 0, 2, 0, 0),
			option(0, 1, 255, 0, 192),
			option(0, 2, 129, 0, 32),
			option(0, 3, 24, 0, 1, 2, 3),
			option(0, 0, 0, 0),
			option(0, 1),
			option(),
		]) {
			const { asked, answer } = answerQuery(wrong, DATA);
			assert.equal(asked?.subnet ?? null, null);
			assert.ok(answer !== null && answer.length < 200);
		}
	});

	test("a later version of EDNS is answered as such", digOnly, async () => {
		assert.match(await shared.dig("a.probe.test", "+edns=1", "+noednsnegotiation"), /status: BADVERS/);
	});

	test("random bytes, and questions with bytes changed, never throw", () => {
		const fine = query("a1b2.probe.test", "A", {
			additionals: [
				{
					type: "OPT",
					name: ".",
					udpPayloadSize: 1232,
					flags: 0,
					extendedRcode: 0,
					ednsVersion: 0,
					flag_do: false,
					options: [{ code: "CLIENT_SUBNET", family: 1, sourcePrefixLength: 24, ip: "192.0.2.0" }] as never,
				},
			],
		} as Partial<dnsPacket.Packet>);
		const holds = (bytes: Uint8Array): void => {
			const { asked, answer } = answerQuery(bytes, DATA);
			if (answer !== null) assert.deepEqual([answer[0], answer[1], (answer[2] as number) & 0x80], [bytes[0], bytes[1], 0x80]);
			if (asked !== null) assert.match(asked.name, /^(?:.*\.)?probe\.test$/s);
		};
		holds(fine);
		assert.equal(answerQuery(fine, DATA).asked?.subnet, "192.0.2.0/24");
		fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), holds), { numRuns: 2_000 });
		const changes = fc.array(fc.tuple(fc.nat(fine.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(changes, fc.nat(fine.length), (list, length) => {
				const bytes = Buffer.from(fine);
				for (const [at, value] of list) bytes[at] = value;
				holds(bytes);
				holds(bytes.subarray(0, length));
			}),
			{ numRuns: 3_000 },
		);
	});

	test("an answer is no longer than a few times its question, and fits a packet", () => {
		for (const type of ["A", "AAAA", "ANY", "MX", "SOA", "NS", "TXT"]) {
			const asked = query("probe.test", type);
			const { answer } = answerQuery(asked, DATA);
			assert.ok(answer !== null && answer.length < 5 * asked.length, `${type}: ${answer?.length} for ${asked.length} bytes`);
		}
		const many = { ...DATA, addresses: Array.from({ length: 100 }, (_, index) => `192.0.2.${index}`) };
		const cut = answerQuery(query("a.probe.test", "A"), many).answer;
		assert.ok(cut !== null && cut.length <= 512 && ((cut[2] as number) & 2) !== 0);
		assert.ok((answerQuery(query("a.probe.test", "A"), many, "tcp").answer?.length ?? 0) > 1_500);
	});

	test("a packet of names that point at each other takes no time", () => {
		const size = 60_000;
		const bytes = Buffer.alloc(size);
		header([1, 4000, 0, 0]).copy(bytes);
		for (let at = 12; at + 1 < size; at += 2) bytes.writeUInt16BE(0xc000 | (Math.min(at, 0x3fff) - 2), at);
		const began = performance.now();
		for (let count = 0; count < 100; count++) assert.equal(codeOf(answerQuery(bytes, DATA).answer), 1);
		assert.ok(performance.now() - began < 200);
	});

	test("one address gets 300 answers a second at most; the rest is dropped and counted", async () => {
		const { listener, lookups } = await open();
		const socket = createSocket("udp4");
		let answers = 0;
		socket.on("message", () => answers++);
		const bytes = query("a.probe.test", "A");
		let sent = 0;
		while (listener.refused() === 0 && sent < 2_000) {
			for (let count = 0; count < 50; count++, sent++) socket.send(bytes, listener.address.port, "127.0.0.1");
			await wait(5);
		}
		await wait(50);
		socket.close();
		assert.ok(listener.refused() > 0);
		// The flood may lie across two seconds.
		assert.ok(answers <= 600 && lookups().length <= 600, `${answers} answers to ${sent} questions`);
	});

	test("junk over TCP is cut at once, and counted", async () => {
		const { listener, arrivals } = await open();
		assert.ok((await rawClient(listener.address.port, Buffer.alloc(70_000, 0xff)).closed) < 1_000);
		await until(() => arrivals.length === 1, "the count");
		assert.equal(arrivals[0]?.kind, "junk");
	});

	test("it closes within a second, may be closed twice, and turns away more than 16 connections of one client", async () => {
		const { listener } = await open();
		const held = Array.from({ length: 20 }, () => rawClient(listener.address.port));
		await until(() => listener.refused() === 4, "four turned away");
		const began = Date.now();
		await listener.close();
		await listener.close();
		assert.ok(Date.now() - began < 1_000);
		await Promise.all(held.map(({ closed }) => closed));
	});
});
