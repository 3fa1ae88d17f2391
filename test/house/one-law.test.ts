// The guard of the one law bites: each way in which a program can reach out is tried in a process of its own, under
// the guard, against reserved names and addresses that no network routes.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";

interface Outcome {
	readonly code: number | null;
	readonly output: string;
}

/** Runs a module's source in a new Node under the guard, which takes itself for the first process of its run. */
function run(source: string, environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
	const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
		env: { ...process.env, COUNTERPIXEL_NETWORK_LOG: "", ...environment },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let output = "";
	child.stdout.on("data", (piece) => (output += piece));
	child.stderr.on("data", (piece) => (output += piece));
	return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

/** Each swallows its error: the run must fail all the same. */
const WAYS_OUT: Readonly<Record<string, string>> = {
	"net.connect to an address": `import { connect } from "node:net"; try { connect(9, "192.0.2.1"); } catch {}`,
	"net.connect to an IPv6 address": `import { connect } from "node:net"; try { connect(9, "2001:db8::1"); } catch {}`,
	"net.connect to a name": `import { connect } from "node:net"; try { connect(9, "pixel.example"); } catch {}`,
	"net.connect with a lookup of its own": `import { connect } from "node:net";
		const lookup = (name, options, done) => options.all ? done(null, [{ address: "192.0.2.1", family: 4 }]) : done(null, "192.0.2.1", 4);
		process.on("uncaughtException", () => {});
		try { connect({ port: 9, host: "localhost", lookup }).on("error", () => {}); } catch {}`,
	"tls.connect": `import { connect } from "node:tls"; try { connect(443, "192.0.2.1"); } catch {}`,
	"http.get": `import { get } from "node:http"; try { get("http://192.0.2.1/p.gif").on("error", () => {}); } catch {}`,
	"https.get of a name": `import { get } from "node:https"; try { get("https://pixel.example/p.gif").on("error", () => {}); } catch {}`,
	"http2.connect": `import { connect } from "node:http2"; try { connect("http://192.0.2.1").on("error", () => {}); } catch {}`,
	"fetch of an address": `await fetch("http://192.0.2.1/p.gif").catch(() => {});`,
	"fetch of a name": `await fetch("http://pixel.example/p.gif").catch(() => {});`,
	WebSocket: `try { new WebSocket("ws://192.0.2.1/").onerror = () => {}; } catch {} await new Promise((done) => setTimeout(done, 100));`,
	"dns.lookup": `import dns from "node:dns"; try { dns.lookup("pixel.example", () => {}); } catch {}`,
	"a named import of dns.lookup": `import { lookup } from "node:dns"; try { lookup("pixel.example", () => {}); } catch {}`,
	"dns.lookup made a promise": `import { lookup } from "node:dns"; import { promisify } from "node:util";
		try { await promisify(lookup)("pixel.example"); } catch {}`,
	"dns.promises.lookup": `import dns from "node:dns/promises"; try { await dns.lookup("pixel.example"); } catch {}`,
	"dns.resolve": `import dns from "node:dns"; try { dns.resolve("pixel.example", () => {}); } catch {}`,
	"dns.promises.resolveTxt": `import { resolveTxt } from "node:dns/promises"; try { await resolveTxt("pixel.example"); } catch {}`,
	"dns.reverse": `import { reverse } from "node:dns"; try { reverse("192.0.2.1", () => {}); } catch {}`,
	"dns.Resolver": `import { Resolver } from "node:dns"; try { new Resolver().resolve4("pixel.example", () => {}); } catch {}`,
	"dns.promises.Resolver with a server elsewhere": `import { promises } from "node:dns"; const r = new promises.Resolver();
		r.setServers(["192.0.2.53"]); try { await r.resolveMx("pixel.example"); } catch {}`,
	"dgram.send": `import { createSocket } from "node:dgram"; process.on("uncaughtException", () => process.exit());
		const s = createSocket("udp4"); try { s.send("x", 53, "192.0.2.1", () => s.close()); } catch { s.close(); }`,
	"dgram.connect": `import { createSocket } from "node:dgram"; process.on("uncaughtException", () => process.exit());
		const s = createSocket("udp4"); try { s.connect(53, "192.0.2.1", () => s.close()); } catch { s.close(); }`,
	"a worker thread": `import { Worker } from "node:worker_threads";
		const source = 'try { process.getBuiltinModule("node:net").connect(9, "192.0.2.1"); } catch {}';
		await new Promise((done) => new Worker(source, { eval: true }).on("exit", done));`,
	"a worker thread with arguments and environment of its own": `import { Worker } from "node:worker_threads";
		const source = 'try { process.getBuiltinModule("node:net").connect(9, "192.0.2.1"); } catch {}';
		await new Promise((done) => new Worker(source, { eval: true, execArgv: [], env: {} }).on("exit", done));`,
	"a child process": `import { execFile } from "node:child_process";
		const source = 'try { process.getBuiltinModule("node:net").connect(9, "192.0.2.1"); } catch {}';
		await new Promise((done) => execFile(process.execPath, ["-e", source], done));`,
	"a child process with an environment of its own": `import { execFile } from "node:child_process";
		const source = 'try { process.getBuiltinModule("node:net").connect(9, "192.0.2.1"); } catch {}';
		await new Promise((done) => execFile(process.execPath, ["-e", source], { env: {} }, done));`,
	"a child process waited for": `import { execFileSync } from "node:child_process";
		const source = 'try { process.getBuiltinModule("node:net").connect(9, "192.0.2.1"); } catch {}';
		execFileSync(process.execPath, ["-e", source], { env: {} });`,
};

for (const [way, source] of Object.entries(WAYS_OUT)) {
	test(`${way} is refused and fails the run, even where the error is swallowed`, async () => {
		const { code, output } = await run(source);
		assert.equal(code, 1, output);
		assert.match(output, /network guard: .* would leave this machine/);
	});
}

test("loopback and the name localhost stay open", async () => {
	const { code, output } = await run(`
		import { createServer } from "node:http";
		import { lookup } from "node:dns/promises";
		await lookup("localhost");
		const server = createServer((request, response) => response.end("here")).listen(0, "127.0.0.1", async () => {
			const { port } = server.address();
			console.log(await (await fetch("http://127.0.0.1:" + port)).text());
			console.log(await (await fetch("http://localhost:" + port)).text());
			server.close();
		});`);
	assert.equal(output, "here\nhere\n");
	assert.equal(code, 0);
});

test("a resolver that a test points at its own loopback server is let through", async () => {
	const { code, output } = await run(`
		import { createSocket } from "node:dgram";
		import { Resolver } from "node:dns/promises";
		const server = createSocket("udp4").bind(0, "127.0.0.1", async () => {
			const resolver = new Resolver({ timeout: 200, tries: 1 });
			resolver.setServers(["127.0.0.1:" + server.address().port]);
			await resolver.resolve4("pixel.example").catch((error) => console.log(error.code));
			server.close();
		});`);
	assert.equal(output, "ETIMEOUT\n");
	assert.equal(code, 0);
});

test("the guard stands in this very process", () => {
	const options = process.env.NODE_OPTIONS ?? "";
	assert.match(options, /network-guard\.cjs/, "start tests with npm test, or npm run test:only -- FILE");
});
