// Whatever a parser in the sandbox does, the parent has an answer, in bounded time and memory, and the next request is served.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { Worker } from "node:worker_threads";
import { type Broken, createSandbox, type Frame, type Sandbox, type SandboxOptions } from "../../../src/edge/sandbox/sandbox.ts";
import { needNamespace } from "../../support/namespace.ts";
import { inFolder } from "../sources/read-all.ts";
import { LIMITS } from "./limits.ts";

const linuxOnly = { skip: process.platform === "linux" ? false : "only Linux has the limit" };

const sandbox = createSandbox(LIMITS);
after(() => sandbox.close());

async function ask(head: object, bytes?: Uint8Array, from: Sandbox = sandbox): Promise<(Frame | Broken)[]> {
	const answers: (Frame | Broken)[] = [];
	for await (const answer of from.request(head, bytes)) answers.push(answer);
	return answers;
}

/** Heads of the frames, and the reason why it broke. */
async function told(head: object, from: Sandbox = sandbox): Promise<unknown[]> {
	return (await ask(head, undefined, from)).map((answer) => (answer.kind === "frame" ? answer.head : answer.reason));
}

async function withSandbox<T>(options: Partial<SandboxOptions>, work: (sandbox: Sandbox) => Promise<T>): Promise<T> {
	const own = createSandbox({ ...LIMITS, ...options });
	try {
		return await work(own);
	} finally {
		await own.close();
	}
}

function isAlive(process_: number): boolean {
	try {
		process.kill(process_, 0);
		// A thread that is gone collects nobody: what it started stays in the table, dead, until the program ends.
		return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${process_}/stat`, "latin1"));
	} catch {
		return false;
	}
}

async function eventually(holds: () => boolean): Promise<boolean> {
	for (let tries = 0; tries < 400; tries++) {
		if (holds()) return true;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return false;
}

test("a request's head and bytes reach the child, and its frames come back; its clock is UTC", async () => {
	const bytes = new Uint8Array(5_000_000).map((_, index) => index % 251);
	const [answer] = await ask({ act: "echo" }, bytes);
	assert.ok(answer?.kind === "frame");
	assert.deepEqual(answer.head, { length: bytes.length, zone: 0 });
	assert.deepEqual(Buffer.compare(answer.bytes, bytes), 0);
	assert.equal(answer.bytes.constructor, Uint8Array);
});

test("the child is used again from request to request", async () => {
	assert.deepEqual(await told({ act: "pid" }), await told({ act: "pid" }));
});

test("a child whose memory has grown far leaves the next request to a new one", () =>
	withSandbox({ memoryBytes: 400 * 1024 * 1024 }, async (own) => {
		const before = await told({ act: "pid" }, own);
		assert.deepEqual(await told({ act: "hold", size: 300 * 1024 * 1024 }, own), [300 * 1024 * 1024]);
		assert.notDeepEqual(await told({ act: "pid" }, own), before);
	}));

for (const act of ["buffers", "objects"]) {
	test(`a parser that fills its memory with ${act} ends by the system's limit, and the parent stays small`, linuxOnly, async () => {
		await told({ act: "pid" });
		const before = process.memoryUsage.rss();
		let most = before;
		const watch = setInterval(() => {
			most = Math.max(most, process.memoryUsage.rss());
		}, 5);
		const answers = await ask({ act });
		clearInterval(watch);
		assert.deepEqual(
			answers.map((answer) => (answer.kind === "broken" ? [answer.reason, answer.problem.code] : null)),
			[["memory", "limit-decoded"]],
		);
		assert.ok(most - before < 32 * 1024 * 1024, `the parent grew by ${most - before} bytes`);
		assert.equal((await told({ act: "pid" })).length, 1);
	});
}

// Left to itself, Node collects too late for a third of these (measured); now and then it still does.
test("what one request leaves behind seldom counts against the memory of the next", linuxOnly, async () => {
	let failed = 0;
	for (let round = 0; round < 15; round++) {
		for (const head of [
			{ act: "leave", count: 200_000 },
			{ act: "inflate", size: 3_500_000 },
		]) {
			if ((await told(head))[0] !== true) failed++;
		}
	}
	assert.ok(failed <= 4, `${failed} of 30 failed`);
});

test("a parser that catches the failed allocation and goes on stays within its memory and is ended", linuxOnly, () =>
	withSandbox({ secondsARequest: 2 }, async (own) => {
		// By time, unless an allocation fails where V8 cannot throw.
		assert.match((await told({ act: "swallow" }, own)).join(), /^(?:time|memory)$/);
	}),
);

test("an endless loop is ended; what came before stands", () =>
	withSandbox({ secondsARequest: 1 }, async (own) => {
		const began = performance.now();
		assert.deepEqual(await told({ act: "loop" }, own), ["before", "time"]);
		assert.ok(performance.now() - began < 30_000);
		assert.equal((await told({ act: "pid" }, own)).length, 1);
	}));

test("time in which the parent asks for nothing does not count against the child", () =>
	withSandbox({ secondsARequest: 0.5 }, async (own) => {
		const seen: unknown[] = [];
		for await (const answer of own.request({ act: "count", count: 4 })) {
			seen.push(answer.kind === "frame" ? answer.head : answer.reason);
			await new Promise((resolve) => setTimeout(resolve, 250));
		}
		assert.deepEqual(seen, [0, 1, 2, 3]);
	}));

for (const act of ["crash", "exit"]) {
	test(`a child that ends by ${act} loses its own request only`, async () => {
		const asked = [told({ act: "echo" }), told({ act }), told({ act: "echo" })];
		const [first, second, third] = await Promise.all(asked);
		assert.deepEqual(second, ["crash"]);
		assert.deepEqual([first?.length, third?.length], [1, 1]);
		assert.deepEqual(third, first);
	});
}

test("what the handler throws is an answer with its reason, and the child lives on", async () => {
	const before = await told({ act: "pid" });
	const [frame, broken] = await ask({ act: "throw" });
	assert.equal(frame?.kind, "frame");
	assert.ok(broken?.kind === "broken");
	assert.deepEqual(broken, {
		kind: "broken",
		reason: "failed",
		problem: { code: "unparsable", detail: "It cannot be opened: an odd entry.", offset: 0 },
	});
	assert.deepEqual(await told({ act: "pid" }), before);
});

test("what is printed disturbs nothing", async () => {
	assert.deepEqual(await told({ act: "print" }), []);
	assert.equal((await told({ act: "pid" })).length, 1);
});

test("an answer of too many frames, or bytes, is cut off there", async () => {
	const many = await told({ act: "count", count: 1_000_000 });
	assert.equal(many.length, LIMITS.mostFrames + 1);
	assert.equal(many.at(-1), "too-much");
	const long = await told({ act: "count", count: 100, size: 10_000_000 });
	assert.deepEqual(long, [0, 1, 2, 3, 4, 5, "too-much"]);
	const one = await told({ act: "count", count: 1, size: 100_000_000 });
	assert.deepEqual(one, ["too-much"]);
});

test("whoever stops asking midway is rid of the child's work; the next request is served", async () => {
	for await (const answer of sandbox.request({ act: "count", count: 900, size: 50_000 })) {
		assert.equal(answer.kind, "frame");
		break;
	}
	assert.equal((await told({ act: "pid" })).length, 1);
});

test("ten thousand small requests are answered in order", async () => {
	await told({ act: "pid" });
	for (let index = 0; index < 10_000; index++) {
		const [answer] = await ask({ act: "echo" }, new Uint8Array(index % 7));
		assert.ok(answer?.kind === "frame" && (answer.head as { length: number }).length === index % 7);
	}
});

test("an answer that is no JSON is a breakdown, and the next request is served", async () => {
	assert.deepEqual(await told({ act: "nonsense" }), ["crash"]);
	assert.equal((await told({ act: "pid" })).length, 1);
});

test("no file outside the program is read, no process started, no network module loaded", async () => {
	for (const act of ["read", "run", "import"]) assert.deepEqual(await told({ act }), ["failed"]);
});

test("no file is written, nor made, anywhere", () =>
	inFolder(async (folder) => {
		const place = join(folder, "made");
		for (const path of [place, join(import.meta.dirname, "made")]) {
			assert.deepEqual(await told({ act: "write", path }), ["failed"]);
			assert.equal(existsSync(path), false);
		}
	}));

test("started by anything but a sandbox, the child's program ends at once: waiting for requests, it would wait for ever", async () => {
	const child = spawn(process.execPath, [join(import.meta.dirname, "child.ts")], { stdio: ["pipe", "ignore", "ignore"] });
	const [code] = await once(child, "exit");
	assert.equal(code, 1);
});

test("an open file is inherited, without its name", () =>
	inFolder(async (folder) => {
		writeFileSync(join(folder, "store"), "twelve bytes");
		const descriptor = openSync(join(folder, "store"), "r");
		await withSandbox({ files: [descriptor] }, async (own) => {
			const [answer] = await ask({ act: "inherited" }, undefined, own);
			assert.ok(answer?.kind === "frame");
			assert.equal(Buffer.from(answer.bytes).toString(), "twelve bytes");
		});
		closeSync(descriptor);
	}));

test("where the system makes network namespaces, not even loopback is reached", needNamespace(), async () => {
	let contacts = 0;
	const server = createServer((socket) => {
		contacts++;
		socket.destroy();
	});
	await once(server.listen(0, "127.0.0.1"), "listening");
	const { port } = server.address() as { port: number };
	assert.deepEqual(await told({ act: "connect", port }), [false]);
	assert.equal(contacts, 0);
	server.close();
});

test("a program that cannot be started is an answer", () =>
	withSandbox({ entry: new URL("./no-such-child.ts", import.meta.url) }, async (own) => {
		assert.deepEqual(await told({ act: "pid" }, own), ["crash"]);
	}));

test("it works in a worker thread, and ends with it", linuxOnly, async () => {
	const worker = new Worker(new URL("./in-worker.ts", import.meta.url));
	worker.postMessage({ act: "crash" });
	assert.deepEqual((await once(worker, "message"))[0], ["crash"]);
	worker.postMessage({ act: "pid" });
	const [child] = (await once(worker, "message"))[0];
	assert.ok(isAlive(child));
	worker.postMessage({ act: "loop" });
	await new Promise((resolve) => setTimeout(resolve, 200));
	await worker.terminate();
	assert.ok(await eventually(() => !isAlive(child)), "the child outlived its thread");
});

test("an idle child holds no program open, and ends with it", async () => {
	const owner = spawn(process.execPath, [join(import.meta.dirname, "owner.ts"), "pid", "ends"], { stdio: ["ignore", "pipe", "inherit"] });
	const [line] = await once(owner.stdout, "data");
	const [code] = await once(owner, "exit");
	assert.equal(code, 5);
	assert.ok(await eventually(() => !isAlive(Number(line))));
});

test("a program that is killed takes its child along, whatever that is doing", linuxOnly, async () => {
	const owner = spawn(process.execPath, [join(import.meta.dirname, "owner.ts"), "loop"], { stdio: ["ignore", "pipe", "inherit"] });
	const [line] = await once(owner.stdout, "data");
	const child = Number(line);
	await new Promise((resolve) => setTimeout(resolve, 300));
	assert.ok(isAlive(child));
	owner.kill("SIGKILL");
	assert.ok(await eventually(() => !isAlive(child)));
});
