// Limits of reading, each with the attack or accident it answers.

/** A longer message is hashed as a whole but only its head is kept: one mail must not take a machine's memory. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** A chunk of reading; small enough for two workers to share the messages of a small mailbox, large enough to read fast. */
export const CHUNK_BYTES = 1024 * 1024;

/** What a source sees of a file to know it by. */
export const HEAD_BYTES = 16 * 1024;

/** The end of a file that its identity covers: an append-only mailbox changes there. */
export const TAIL_BYTES = 64 * 1024;

/** An archive in an archive in an archive: real ones have two or three; a quine, which contains itself, has no end. */
export const MAX_ARCHIVE_DEPTH = 4;

/** Entries of an archive and of all archives in it: each costs some 900 bytes of memory, and an empty one takes hardly a byte of the archive. */
export const MAX_ARCHIVE_ENTRIES = 250_000;

/** How often its own size an archive may become (42.zip: 100 million times); mail becomes ten times, a mailbox of one mail over and over a hundred. */
export const MAX_EXPANSION = 250;

/** Becomes free of MAX_EXPANSION: small archives of much the same are no attack yet. */
export const FREE_UNPACKED_BYTES = 256 * 1024 * 1024;

/** No archive unpacks to more, even from standard input, whose size is not known: a bomb costs hours at most. */
export const MAX_ARCHIVE_BYTES = 1024 * 1024 * 1024 * 1024;

/** Memory for nested archives that can be read only once, or only by their end: where they are larger, the outer one must be unpacked first. */
export const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** A longer name of an entry is no path of any system: names of 64 KiB in each of 250,000 entries would fill the memory. */
export const MAX_ENTRY_NAME_BYTES = 4096;

/** Names of all entries of one archive. */
export const MAX_NAMES_BYTES = 64 * 1024 * 1024;

/** Folders in an entry's path: 2,000 one-letter folders in each of 250,000 entries would be a tree of 500,000,000 folders. */
export const MAX_FOLDERS = 100;
