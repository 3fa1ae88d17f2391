// Screen: what a terminal can show, and the few styles that the reports use there. A style never says what the words do not (NO_COLOR).

/** What a terminal can show. */
export interface Screen {
	/** Columns. */
	readonly width: number;
	readonly colour: boolean;
}

/** Below this a table cannot be read; lines are then longer than the screen. */
export const LEAST_WIDTH = 60;

export type Style = "bold" | "soft" | "names" | "token";

/** ECMA-48 §8.3.117, SGR. */
const STYLES: Readonly<Record<Style, string>> = { bold: "1", soft: "2", names: "1;31", token: "33" };

export type Painter = (style: Style | null, text: string) => string;

export function painter({ colour }: Screen): Painter {
	return (style, text) => (colour && style !== null && text !== "" ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
}
