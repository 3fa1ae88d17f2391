// Watch: a thread in the child that ends it where the kernel does not, on systems other than Linux: it looks at the size of the process
// twenty times a second, and whether its parent is still there. Coarser than a limit of the kernel's: in the time between two looks a
// parser can fill some hundred megabytes more.

import { parentPort, workerData } from "node:worker_threads";

const EVERY_MS = 50;
const { mostBytes, parent } = workerData as { readonly mostBytes: number; readonly parent: number };

setInterval(() => {
	// The thread that parses may be in a loop that never ends: only a signal reaches it.
	if (process.memoryUsage.rss() > mostBytes || process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, EVERY_MS);
parentPort?.unref();
