// Frames: the stack of open blocks, brackets and functions (css-syntax-3 §5.4.7 to §5.4.9), as typed rows that are made once. Only the
// closing character of the innermost frame closes it; any other is just a token.

/** Attack: ten million opening parentheses. Deeper frames are counted, not told apart, and reported. */
export const MAX_CSS_NESTING = 512;

/** What a string means in a frame. */
export const Strings = { nothing: 0, urls: 1, filter: 2, argument: 3, words: 4 } as const;

/** What kind of block a statement stands in. */
export const Block = { rules: 0, fontFace: 1, property: 2, function: 3 } as const;

export interface Frames {
	depth: number;
	/** Open frames past the limit. */
	overflow: number;
	/** The byte that closes each frame; 0 for the outermost. */
	readonly closers: Uint8Array;
	/** 1: a block of statements, so that `;` ends one. */
	readonly structural: Uint8Array;
	readonly blocks: Uint8Array;
	readonly strings: Uint8Array;
	/** 1: URLs in it are never fetched. */
	readonly muted: Uint8Array;
	/** 1: the block of an at-rule that sets a condition. */
	readonly conditional: Uint8Array;
	/** The function whose strings are URLs, as a place. */
	readonly places: string[];
}

export function createFrames(): Frames {
	const row = (): Uint8Array => new Uint8Array(MAX_CSS_NESTING + 1);
	return {
		depth: 0,
		overflow: 0,
		closers: row(),
		structural: row(),
		blocks: row(),
		strings: row(),
		muted: row(),
		conditional: row(),
		places: new Array<string>(MAX_CSS_NESTING + 1).fill(""),
	};
}

export function resetFrames(frames: Frames, structural: boolean): void {
	frames.depth = 0;
	frames.overflow = 0;
	frames.structural[0] = structural ? 1 : 0;
}

/** Opens a frame inside a value: what strings mean in it, it takes from the frame around it. False past the limit. */
export function pushValue(frames: Frames, closer: number): boolean {
	if (frames.overflow > 0 || frames.depth === MAX_CSS_NESTING) {
		frames.overflow++;
		return false;
	}
	const outer = frames.depth++;
	const inner = frames.depth;
	frames.closers[inner] = closer;
	frames.structural[inner] = 0;
	frames.blocks[inner] = frames.blocks[outer];
	frames.strings[inner] = frames.strings[outer];
	frames.muted[inner] = frames.muted[outer];
	frames.conditional[inner] = 0;
	frames.places[inner] = frames.places[outer];
	return true;
}

/** Opens a block of statements. False past the limit. */
export function pushBlock(frames: Frames, closer: number, block: number, conditional: boolean): boolean {
	if (!pushValue(frames, closer)) return false;
	const { depth } = frames;
	frames.structural[depth] = 1;
	frames.blocks[depth] = block;
	frames.strings[depth] = Strings.nothing;
	frames.muted[depth] = 0;
	frames.conditional[depth] = conditional ? 1 : 0;
	return true;
}
