// Worker: a thread of its own for compiling lists, so that the memory it takes (some 150 MB for sixty thousand lines) goes with it.

import { parentPort, workerData } from "node:worker_threads";
import { compileLists } from "./compile-lists.ts";

parentPort?.postMessage(compileLists(workerData as readonly string[]));
