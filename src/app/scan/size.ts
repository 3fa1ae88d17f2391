// Size of what will be scanned, for the time left: counted in the background while the scan already runs.

import { opendir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Calls `add` with the bytes of each file below the locations. What cannot be read is passed over: the scan itself says so. */
export async function addUpSizes(locations: readonly string[], add: (bytes: number) => void, signal: AbortSignal): Promise<void> {
	const visited = new Set<string>();
	const folders: string[] = [];
	async function visit(path: string): Promise<void> {
		try {
			const { dev, ino, size, isDirectory } = await facts(path);
			if (!isDirectory) return add(size);
			if (visited.has(`${dev}:${ino}`)) return;
			visited.add(`${dev}:${ino}`);
			folders.push(path);
		} catch {
			// not there, or not ours
		}
	}
	for (const location of locations) if (location !== "-") await visit(location);
	for (let folder = folders.pop(); folder !== undefined && !signal.aborted; folder = folders.pop()) {
		try {
			for await (const entry of await opendir(folder)) {
				if (signal.aborted) return;
				await visit(join(folder, entry.name));
			}
		} catch {
			// removed meanwhile, or not ours
		}
	}
}

async function facts(path: string) {
	const stats = await stat(path);
	return { dev: stats.dev, ino: stats.ino, size: stats.isFile() ? stats.size : 0, isDirectory: stats.isDirectory() };
}
