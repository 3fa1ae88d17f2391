// First pass: what a fresh process needs for mail that it has in memory, nothing compiled and no table built: node bench/first-pass.ts
// SYSTEM CORPUS TIME (CORPUS may be "all together"). Prints milliseconds for loading the system and for the pass. Started by cold.ts.

import { mailByCorpus, together } from "./mail.ts";
import { loadSystem, type SystemId, TIMES, type Time, timePass } from "./systems.ts";

const [system, corpus, time] = process.argv.slice(2);
const mail = mailByCorpus();
const chosen = mail.find(({ name }) => name === corpus) ?? together(mail);
const now = TIMES[time as Time];
const before = now();
const read = await loadSystem(system as SystemId);
const loading = now() - before;
const pass = await timePass(read, chosen.messages, time as Time);
process.stdout.write(JSON.stringify({ loading, pass }));
