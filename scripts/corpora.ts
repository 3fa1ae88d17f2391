// Prints the folder of real mail that tests and measurements use, unpacked, for a shell; exit code 1 where there is none.

import { corporaFolder, NO_CORPORA } from "../test/support/corpora.ts";

const folder = corporaFolder();
if (folder === null) console.error(NO_CORPORA);
else console.log(folder);
process.exitCode = folder === null ? 1 : 0;
