// What a command ends with. Other programs rely on these codes: none is ever given another meaning.

export const EXIT = {
	fine: 0,
	/** Something targeted was found. */
	targeted: 1,
	usage: 2,
	/** A file, folder or log could not be read at all; all else was done. */
	unreadable: 3,
	failure: 4,
} as const;
