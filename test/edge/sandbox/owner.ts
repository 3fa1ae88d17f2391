// A program that owns a sandbox: started by the test, which kills it. Prints the child's process number, then keeps the child in a loop.

import { createSandbox } from "../../../src/edge/sandbox/sandbox.ts";
import { LIMITS } from "./limits.ts";

const [act = "", isIdle = ""] = process.argv.slice(2);
const sandbox = createSandbox({ ...LIMITS, secondsARequest: 1000 });
for await (const answer of sandbox.request({ act: "pid" })) if (answer.kind === "frame") console.log(answer.head);
if (isIdle === "ends") process.exitCode = 5;
else for await (const _ of sandbox.request({ act })) setInterval(() => {}, 1000);
