// Files: how far each file of a scan was read before, and is read now. An archive is one file: it is known again or read again as a
// whole, but each file in it is a place of its own that messages lie in.

import type { Problem } from "../../core/model/problem.ts";
import type { Run } from "../../edge/casebook/casebook.ts";
import type { FileIdentity, FileProgress, FileState } from "../../edge/casebook/source-files.ts";
import { fileOnDisk, pathsAbove } from "../../edge/sources/reading/file-on-disk.ts";
import { identify } from "../../edge/sources/reading/identity.ts";
import type { FileDone, FileToRead, MessageBatch, SourceFailure } from "../../edge/sources/source.ts";

export interface Files {
	/** For the sources: where to begin in a file, null where it is known and unchanged. */
	resume(file: FileToRead): Promise<number | null>;
	/** What is read once `batch` is written. */
	after(batch: MessageBatch): FileProgress[];
	done(event: FileDone): FileProgress[];
	failed(failure: SourceFailure): FileProgress[];
	/** Files that broke off: their problems, and how far they were read. */
	unfinished(): FileProgress[];
	/** Marks what lay in files that are gone. */
	forgetMissing(locations: readonly string[]): Promise<void>;
	/** Bytes of files that were read, or known to be unchanged. */
	bytes(): number;
	counts(): { readonly unchanged: number; readonly newerDetector: number };
}

/** A file that was opened and is not yet read to its end. */
interface Open {
	readonly identity: Omit<FileIdentity, "mailbox">;
	/** The mailbox of a file of one message, and of one of many. */
	readonly folder: string;
	readonly state: FileState["kind"];
	at: number;
	problems: Problem[];
	/** Set once something in it was read. */
	archive: OpenArchive | null;
}

interface OpenArchive {
	/** The mailboxes and the files in it; only kept where an earlier scan may have found others. */
	readonly mailboxes: Set<string>;
	readonly files: Set<string>;
	/** How far the file in it was read that holds many messages. */
	at: { readonly file: string; readonly offset: number };
}

/** `listed`: whose a file is by the people list, so that a list that says more has it read again. */
export function createFiles(run: Run, owner: readonly string[], listed: (file: string) => string | null): Files {
	const open = new Map<string, Open>();
	const mailboxes = new Set<string>();
	/** Archives that were read again as a whole: what is not in them now is gone. */
	const renewed = new Map<string, OpenArchive>();
	let bytes = 0;
	let unchanged = 0;
	let newerDetector = 0;

	/** A file of many messages is a mailbox itself, one of a single message lies in one: which it is shows only when it is read. */
	async function stateOf(identity: Omit<FileIdentity, "mailbox">, folder: string): Promise<FileState> {
		const asMailbox = await run.fileState({ ...identity, mailbox: identity.file });
		return asMailbox.kind === "new" ? run.fileState({ ...identity, mailbox: folder }) : asMailbox;
	}

	function progress(file: Open, mailbox: string, to: number, done: boolean): FileProgress {
		const { identity, at: from, state, problems } = file;
		file.at = to;
		file.problems = [];
		return { ...identity, mailbox, from, to, done, state, problems };
	}

	function archiveAround(file: string): Open | undefined {
		for (const path of pathsAbove(file)) {
			const found = open.get(path);
			if (found !== undefined) return found;
		}
		return undefined;
	}

	/** A step in a file inside an archive, and the first time one for the archive: so that it is known as begun if the scan is killed. */
	function inArchive(around: Open, mailbox: string, file: string, to: number | null, done: boolean): FileProgress[] {
		const { identity, state } = around;
		const step = { ...identity, state, problems: [] };
		const begun = around.archive === null ? [{ ...step, mailbox: identity.file, from: 0, to: 0, done: false }] : [];
		around.archive ??= { mailboxes: new Set(), files: new Set(), at: { file: "", offset: 0 } };
		const { archive } = around;
		if (state !== "new") {
			archive.mailboxes.add(mailbox);
			archive.files.add(file);
		}
		const from = archive.at.file === file ? archive.at.offset : 0;
		archive.at = { file, offset: to ?? from };
		return [...begun, { ...step, file, mailbox, from, to: to ?? from, done }];
	}

	/** It is on disk, or in an archive there: one that was read to its end now tells, any other is taken at its word of before. */
	function isThere(file: string): boolean {
		// A name that is not valid UTF-8 is shown with U+FFFD: whether such a file is there cannot be asked by its name.
		if (file.includes("\ufffd")) return true;
		const onDisk = fileOnDisk(file);
		if (onDisk === null || onDisk === file) return onDisk !== null;
		return renewed.get(onDisk)?.files.has(file) ?? true;
	}

	return {
		async resume({ path, file, mailbox, owner: folderOwner, stamp }) {
			mailboxes.add(mailbox);
			let tail: string;
			try {
				tail = identify(path).tailSha256;
			} catch {
				// Opening it fails as well, and says why.
				return 0;
			}
			const whose = owner.join() || (folderOwner ?? listed(file) ?? "");
			const identity = { file, size: stamp.size, modified: Math.trunc(stamp.mtimeMs), tail, owner: whose };
			const state = await stateOf(identity, mailbox);
			if (state.kind === "unchanged") {
				unchanged++;
				bytes += stamp.size;
				return null;
			}
			if (state.kind === "again" && state.because === "newer-detector") newerDetector++;
			const at = state.kind === "resume" ? state.offset : 0;
			open.set(file, { identity, folder: mailbox, state: state.kind, at, problems: [], archive: null });
			return at;
		},
		after({ messages, resumeAt }) {
			if (resumeAt !== null) {
				const file = open.get(resumeAt.file);
				if (file === undefined) {
					const around = archiveAround(resumeAt.file);
					return around === undefined ? [] : inArchive(around, resumeAt.file, resumeAt.file, resumeAt.offset, false);
				}
				if (resumeAt.offset < file.at) file.at = 0;
				bytes += Math.max(0, resumeAt.offset - file.at);
				return [progress(file, file.identity.file, resumeAt.offset, false)];
			}
			const steps: FileProgress[] = [];
			for (const message of messages) {
				const file = open.get(message.file);
				if (file === undefined) {
					const around = archiveAround(message.file);
					if (around !== undefined) steps.push(...inArchive(around, message.mailbox, message.file, 0, true));
					continue;
				}
				open.delete(message.file);
				bytes += file.identity.size;
				steps.push(progress(file, message.mailbox, file.identity.size, true));
			}
			return steps;
		},
		done({ file: name, whole }) {
			const file = open.get(name);
			if (file === undefined) {
				const around = archiveAround(name);
				return around === undefined ? [] : inArchive(around, name, name, null, whole);
			}
			open.delete(name);
			if (file.archive === null) return [progress(file, name, file.at, whole)];
			bytes += file.identity.size;
			if (whole && file.state !== "new") renewed.set(name, file.archive);
			return [progress(file, name, 0, whole)];
		},
		failed({ file: name, problem }) {
			const file = open.get(name);
			if (file === undefined) {
				archiveAround(name)?.problems.push({ ...problem, detail: `${name}: ${problem.detail}` });
				return [];
			}
			file.problems.push(problem);
			if (problem.code !== "not-a-message") return [];
			open.delete(name);
			return [progress(file, file.folder, file.identity.size, true)];
		},
		unfinished() {
			return [...open.values()].filter(({ problems }) => problems.length > 0).map((file) => progress(file, file.folder, file.at, false));
		},
		async forgetMissing(locations) {
			const inside = [...renewed.values()].flatMap((archive) => [...archive.mailboxes]);
			for (const mailbox of new Set([...locations, ...mailboxes, ...renewed.keys(), ...inside])) await run.markGone(mailbox, isThere);
		},
		bytes: () => bytes,
		counts: () => ({ unchanged, newerDetector }),
	};
}
