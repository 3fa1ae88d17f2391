// CSV (RFC 4180), as spreadsheets and products really write it: quotes around what holds a delimiter, a quote doubled inside them, line ends of any kind, a byte
// order mark, and often a semicolon where the decimal sign is a comma.

export interface CsvRow {
	/** Where it begins, from 1. */
	readonly line: number;
	readonly cells: readonly string[];
	/** A quote in it is closed on no line, or on a later one where no cell ends: rows that follow were taken into a cell. */
	readonly torn: boolean;
}

export const TORN = "a quote is missing or one too many: what follows, to the next quote, is not to be told from this row";

const DELIMITERS = [",", ";", "\t"] as const;

/** The delimiter that the first line has most of; a comma where it has none. */
export function csvDelimiter(text: string): string {
	const end = text.search(/[\r\n]/);
	const first = (end === -1 ? text : text.slice(0, end)).replace(/"(?:[^"]|"")*"/g, "");
	let [best, most] = [",", 0];
	for (const delimiter of DELIMITERS) {
		const count = first.split(delimiter).length - 1;
		if (count > most) [best, most] = [delimiter, count];
	}
	return best;
}

/** Rows that are not empty, in order. A quote that is never closed takes the rest of the text into its cell. */
export function readCsv(text: string, delimiter = csvDelimiter(text)): CsvRow[] {
	const rows: CsvRow[] = [];
	let cells: string[] = [];
	let torn = false;
	let line = 1;
	let began = 1;
	let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
	const endRow = (): void => {
		if (cells.length > 1 || cells[0] !== "") rows.push({ line: began, cells, torn });
		cells = [];
		torn = false;
	};
	while (at <= text.length) {
		let cell = "";
		let closed = true;
		const first = line;
		if (text[at] === '"') {
			for (;;) {
				const close = text.indexOf('"', at + 1);
				const until = close === -1 ? text.length : close;
				const piece = text.slice(at + 1, until);
				cell += piece;
				for (let end = piece.indexOf("\n"); end !== -1; end = piece.indexOf("\n", end + 1)) line++;
				at = until + 1;
				closed = close !== -1;
				if (!closed || text[at] !== '"') break;
				cell += '"';
			}
		}
		// What follows a closing quote belongs to the cell, as spreadsheets read it.
		const from = at;
		while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
		cell += text.slice(from, at);
		torn ||= !closed || (line > first && at > from);
		cells.push(cell);
		if (at < text.length && text[at] === delimiter) {
			at++;
			continue;
		}
		if (text[at] === "\r" && text[at + 1] === "\n") at++;
		endRow();
		if (at >= text.length) break;
		at++;
		line++;
		began = line;
	}
	return rows;
}

/** Cells of one line that holds no line end. */
export function csvCells(line: string, delimiter: string): readonly string[] {
	if (!line.includes('"')) return line.split(delimiter);
	return readCsv(line, delimiter)[0]?.cells ?? [];
}
