// MH (Rand's mail handler, nmh's mh-sequence(5) and mh-format; Claws, Sylpheed): a folder of messages named by number, with lists of
// numbers in `.mh_sequences`. A message that was removed keeps its file for a while, with a comma or a hash before the number.

import { readMessageFile } from "./eml.ts";
import { flagsIn, readSequences } from "./mh/sequences.ts";
import type { MailSource } from "./source.ts";

const SEQUENCES = ".mh_sequences";
const MESSAGE = /^([,#]?)([1-9]\d{0,9})$/;

export const source: MailSource = {
	id: "mh",
	title: "MH folder",
	detect({ kind, entries }) {
		return kind === "folder" && entries.some(({ name }) => name === SEQUENCES) ? "content" : null;
	},
	members(folder, tree) {
		const entry = folder.entries.find(({ name }) => name === SEQUENCES);
		const sequences = entry === undefined ? null : readSequences(() => tree.open(tree.child(folder.path, entry), folder.file));
		return (name) => {
			const [, removed, number] = MESSAGE.exec(name) ?? [];
			if (number === undefined) return null;
			const flags = sequences === null ? [] : flagsIn(sequences, Number(number));
			const all = removed === "" ? flags : [...flags, "trashed"];
			return (place, reading) => readMessageFile(place, reading, all);
		};
	},
};
