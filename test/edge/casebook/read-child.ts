// Reads a case in a process of its own, as a user of its own. Argument: the case. Prints what it holds.

import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { options } from "./scanned.ts";

const casebook = await openCase(process.argv[2] as string, options({ access: "read" }));
const { ok } = await casebook.journal.verify();
process.stdout.write(JSON.stringify({ ok, print: await casebook.fingerprint() }));
await casebook.close();
