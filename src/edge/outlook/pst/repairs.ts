// Repairs of pst-extractor 1.12.0, each for what would lose mail or never end. They change the library's prototypes, and hold in the
// process that loads this file: the sandbox's child.

import { PSTFile } from "pst-extractor";
import { PSTNodeInputStream } from "pst-extractor/dist/PSTNodeInputStream.class.js";

/** At the end of what is there the library reads nothing, over and over: a property that says it is longer than its block. */
PSTNodeInputStream.prototype.readCompletely = function (target) {
	if (target.length > 0 && this.readBlock(target) < target.length) throw new Error("its data ends before it should");
};

/** The attack: an attachment that begins with 78 9c is unpacked, or lost where it cannot be. What is packed, the index says (shown-file.ts). */
Object.defineProperty(PSTNodeInputStream.prototype, "detectZlib", { value() {} });

/** A damaged table of names would be the end of the whole file, and names would lose their sets. `readNames` reads it. */
Object.defineProperty(PSTFile.prototype, "processNameToIDMap", { value() {} });
