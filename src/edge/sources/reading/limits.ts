// Limits of reading, each with the attack or accident it answers.

/** A longer message is hashed as a whole but only its head is kept: one mail must not take a machine's memory. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** A chunk of reading; small enough for two workers to share the messages of a small mailbox, large enough to read fast. */
export const CHUNK_BYTES = 1024 * 1024;

/** What a source sees of a file to know it by. */
export const HEAD_BYTES = 16 * 1024;

/** The end of a file that its identity covers: an append-only mailbox changes there. */
export const TAIL_BYTES = 64 * 1024;
