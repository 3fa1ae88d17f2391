// A package registry on loopback that serves what lies in node_modules, so that a packed tarball can be installed elsewhere,
// the way a user does it, without a network and whatever npm's cache holds.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const PROJECT = join(import.meta.dirname, "../..");

export interface LocalRegistry {
	readonly url: string;
	close(): void;
}

interface Locked {
	readonly version: string;
}

/** Every locked version by package name: the entry, and the folder that holds it where it is installed. */
function lockedPackages(): Map<string, { readonly entry: Locked; readonly folder: string }[]> {
	const packages = JSON.parse(readFileSync(join(PROJECT, "package-lock.json"), "utf8")).packages as Record<string, Locked>;
	const found = new Map<string, { entry: Locked; folder: string }[]>();
	for (const [path, entry] of Object.entries(packages)) {
		if (path === "") continue;
		const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
		found.set(name, [...(found.get(name) ?? []), { entry, folder: join(PROJECT, path) }]);
	}
	return found;
}

export async function openLocalRegistry(): Promise<LocalRegistry> {
	const packages = lockedPackages();
	const server = createServer((request, response) => {
		const [name = "", version] = decodeURIComponent(request.url ?? "")
			.slice(1)
			.split("/-/");
		const copies = packages.get(name) ?? [];
		if (version === undefined) {
			response.setHeader("content-type", "application/json");
			response.statusCode = copies.length === 0 ? 404 : 200;
			const versions = copies.map(({ entry, folder }) => {
				const file = join(folder, "package.json");
				const manifest = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : entry;
				const { scripts: _scripts, devDependencies: _dev, ...rest } = manifest;
				return [entry.version, { ...rest, name, version: entry.version, dist: { tarball: `${url}/${name}/-/${entry.version}` } }];
			});
			response.end(JSON.stringify({ name, "dist-tags": { latest: copies[0]?.entry.version }, versions: Object.fromEntries(versions) }));
			return;
		}
		const folder = copies.find(({ entry }) => entry.version === version)?.folder;
		if (folder === undefined || !existsSync(folder)) {
			response.statusCode = 404;
			response.end();
			return;
		}
		spawn("tar", ["-cf", "-", "--exclude=./node_modules", "--transform=s,^\\.,package,", "-C", folder, "."]).stdout.pipe(response);
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
