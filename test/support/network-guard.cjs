// The one law, held in every test: nothing contacts a host. Preloaded by `npm test` into the test runner, and from there, through
// NODE_OPTIONS, into every process and worker thread that a test starts. A TCP or UDP contact with anything but loopback, and
// any name lookup but that of `localhost`, throws; and since a caller may swallow that, it is also noted in a file which
// the first guarded process reads at its end to fail the run.
//
// CommonJS, because only `--require` runs before the first line of every process and every worker; plain JavaScript, because
// tests also start the older Node that a machine carries. Connections are stopped at the binding under net, tls, http, fetch
// and dgram, where the real address is known, whatever `lookup` a caller brought along.

const childProcess = require("node:child_process");
const dns = require("node:dns");
const { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const workerThreads = require("node:worker_threads");

const LOG = "COUNTERPIXEL_NETWORK_LOG";
const PRELOAD = `--require=${__filename}`;

/** @param {unknown} host */
function isLoopback(host) {
	return typeof host === "string" && /^(?:localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/i.test(host);
}

/**
 * Notes the contact and throws.
 * @param {string} what
 * @returns {never}
 */
function refuse(what) {
	const error = new Error(`network guard: ${what} would leave this machine`);
	const log = process.env[LOG];
	if (log) appendFileSync(log, `${error.message}\n${(error.stack ?? "").split("\n").slice(2, 8).join("\n")}\n`);
	throw error;
}

/**
 * Replaces `holder[name]` by a function that first asks `check` for what is wrong with the call (null: nothing).
 * @param {any} holder
 * @param {string} name
 * @param {(self: any, args: any[]) => string | null} check
 */
function guard(holder, name, check) {
	const original = holder[name];
	if (typeof original !== "function") return;
	/** @this {any} @param {any[]} args */
	function guarded(...args) {
		const wrong = check(this, args);
		if (wrong !== null) refuse(wrong);
		return Reflect.apply(original, this, args);
	}
	// util.promisify finds the promised form of dns.lookup on the function itself.
	for (const key of Reflect.ownKeys(original)) {
		if (key === "length" || key === "name" || key === "prototype") continue;
		Object.defineProperty(guarded, key, /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(original, key)));
	}
	holder[name] = guarded;
}

function guardConnections() {
	// process.binding is frowned upon, yet the only place that sees every address just before the kernel does.
	const binding = /** @type {any} */ (process).binding;
	const tcp = binding("tcp_wrap").TCP.prototype;
	for (const name of ["connect", "connect6"]) {
		guard(tcp, name, (_self, [, address]) => (isLoopback(address) ? null : `a TCP connection to ${address}`));
	}
	const udp = binding("udp_wrap").UDP.prototype;
	for (const name of ["connect", "connect6"]) {
		guard(udp, name, (_self, [address]) => (isLoopback(address) ? null : `a UDP connection to ${address}`));
	}
	for (const name of ["send", "send6"]) {
		// (request, buffers, count, port, address, callback), or without port and address on a connected socket.
		guard(udp, name, (_self, args) => (args.length < 6 || isLoopback(args[4]) ? null : `a UDP packet to ${args[4]}`));
	}
}

function guardLookups() {
	for (const holder of [dns, dns.promises]) {
		for (const name of ["lookup", "lookupService"]) {
			guard(holder, name, (_self, [host]) => (!host || isLoopback(host) ? null : `a lookup of ${host}`));
		}
		guardResolver(holder);
		guardResolver(holder.Resolver.prototype);
	}
}

/**
 * Queries pass only where a test has named its own server: the machine's resolver may sit on loopback and ask on.
 * @param {any} holder
 */
function guardResolver(holder) {
	const setServers = holder.setServers;
	/** @this {any} @param {readonly string[]} servers */
	holder.setServers = function guardedSetServers(servers) {
		Reflect.apply(setServers, this, [servers]);
		if (servers.length > 0 && servers.every(isLoopbackServer)) ownServers.add(this ?? holder);
		else ownServers.delete(this ?? holder);
	};
	for (const name of Reflect.ownKeys(holder).map(String)) {
		if (!/^(?:resolve|reverse)/.test(name)) continue;
		guard(holder, name, (self, [host]) => (ownServers.has(self ?? holder) ? null : `a DNS query for ${host}`));
	}
}

/** Resolvers whose servers a test set, all of them on loopback. */
const ownServers = new WeakSet();

/** @param {string} server "127.0.0.1:5353", "[::1]:53" */
function isLoopbackServer(server) {
	const host = /^\[(.*)\](?::\d+)?$/.exec(server)?.[1] ?? /^([\d.]+):\d+$/.exec(server)?.[1] ?? server;
	return isLoopback(host);
}

/** Children and workers load the guard as well, even where a caller brings an environment of its own. */
function guardChildren() {
	process.env.NODE_OPTIONS = withPreload(process.env.NODE_OPTIONS);
	const child = /** @type {any} */ (childProcess.ChildProcess.prototype);
	const spawn = child.spawn;
	/** @this {any} @param {any} options */
	child.spawn = function guardedSpawn(options) {
		options.envPairs = withPairs(options.envPairs ?? []);
		return Reflect.apply(spawn, this, [options]);
	};
	const synchronous = /** @type {any} */ (process).binding("spawn_sync");
	const spawnSync = synchronous.spawn;
	synchronous.spawn = (/** @type {any} */ options) => spawnSync({ ...options, envPairs: withPairs(options.envPairs ?? []) });
}

/** @param {string | undefined} options */
function withPreload(options) {
	if (options === undefined || options === "") return PRELOAD;
	return options.includes(PRELOAD) ? options : `${options} ${PRELOAD}`;
}

/** @param {readonly string[]} pairs "NAME=value" */
function withPairs(pairs) {
	const options = pairs.find((pair) => pair.startsWith("NODE_OPTIONS="))?.slice("NODE_OPTIONS=".length);
	const rest = pairs.filter((pair) => !pair.startsWith("NODE_OPTIONS="));
	// An empty log makes the child the first of its own run: so the guard is tested.
	const log = pairs.some((pair) => pair.startsWith(`${LOG}=`)) ? [] : [`${LOG}=${process.env[LOG]}`];
	return [...rest, `NODE_OPTIONS=${withPreload(options)}`, ...log];
}

function guardWorkers() {
	const guarded = new Proxy(workerThreads.Worker, {
		/** @param {any} target @param {any} args */
		construct(target, [file, options = {}], newTarget) {
			const own = { ...options };
			if (own.execArgv !== undefined) own.execArgv = [...own.execArgv, PRELOAD];
			if (typeof own.env === "object" && own.env !== null) {
				own.env = { ...own.env, NODE_OPTIONS: withPreload(own.env.NODE_OPTIONS), [LOG]: process.env[LOG] };
			}
			return Reflect.construct(target, [file, own], newTarget);
		},
	});
	/** @type {any} */ (workerThreads).Worker = guarded;
}

/** The first guarded process fails the run for all of them. */
function failAtTheEnd() {
	if (!workerThreads.isMainThread || process.env[LOG]) return;
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-guard-"));
	const log = join(folder, "contacts");
	process.env[LOG] = log;
	process.on("exit", () => {
		if (existsSync(log)) {
			process.stderr.write(`\n${readFileSync(log, "utf8")}The run fails: something tried to reach a host.\n`);
			process.exitCode = 1;
		}
		rmSync(folder, { recursive: true, force: true });
	});
}

failAtTheEnd();
guardChildren();
guardWorkers();
guardConnections();
guardLookups();
syncBuiltinESMExports();
