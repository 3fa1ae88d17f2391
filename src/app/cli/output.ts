// Standard output: waits where the reader is slow, and knows what a terminal can show.

import { once } from "node:events";

/** Commands that another runs for their effect alone. */
let quiet = 0;

/** Nothing that `act` prints appears; what goes wrong does, on standard error. */
export async function quietly<T>(act: () => Promise<T>): Promise<T> {
	quiet++;
	try {
		return await act();
	} finally {
		quiet--;
	}
}

export async function print(text: string): Promise<void> {
	if (quiet > 0) return;
	if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

export interface Screen {
	readonly width: number;
	readonly colour: boolean;
}

const USUAL_WIDTH = 80;

/** Of standard output. Colour only on a terminal, and not where NO_COLOR or TERM=dumb asks for none. */
export function screenOf(stream: NodeJS.WriteStream): Screen {
	const colour = stream.isTTY === true && (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";
	return { width: stream.columns ?? USUAL_WIDTH, colour };
}
