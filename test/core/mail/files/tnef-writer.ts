// TNEF as Outlook writes it, apart from what core builds for probes: every type of property, embedded messages, compressed rich text.

export const SETS = { common: "0820060000000000c000000000000046", strings: "2903020000000000c000000000000046" } as const;

export interface Property {
	readonly id: number;
	readonly type: number;
	/** A set, and a number or a string in it. */
	readonly named?: readonly [set: string, name: number | string];
	/** Of a fixed type 4, 8 or 16 bytes; of a variable one each value. */
	readonly values: readonly Uint8Array[];
}

export const unicode = (id: number, text: string, named?: Property["named"]): Property => ({
	id,
	type: 0x1f,
	values: [Buffer.from(`${text}\0`, "utf16le")],
	...(named === undefined ? {} : { named }),
});
export const binary = (id: number, bytes: Uint8Array): Property => ({ id, type: 0x102, values: [bytes] });
export const object = (id: number, bytes: Uint8Array): Property => ({ id, type: 0x0d, values: [bytes] });
export const integer = (id: number, value: number): Property => ({ id, type: 0x03, values: [doubleWord(value)] });

export function tnefOf(...attributes: readonly Buffer[]): Uint8Array {
	return new Uint8Array(Buffer.concat([doubleWord(0x223e9f78), word(1), ...attributes]));
}

export function attribute(level: number, id: number, data: Uint8Array, wrongSum = 0): Buffer {
	const sum = data.reduce((total, byte) => (total + byte) & 0xffff, wrongSum);
	return Buffer.concat([Buffer.from([level]), doubleWord(id), doubleWord(data.length), data, word(sum)]);
}

export function propertyList(...list: readonly Property[]): Buffer {
	return Buffer.concat([doubleWord(list.length), ...list.map(written)]);
}

function written({ id, type, named, values }: Property): Buffer {
	const isFixed = (type & 0x1000) === 0 && ![0x1e, 0x1f, 0x102, 0x0d].includes(type);
	const isVariable = [0x1e, 0x1f, 0x102, 0x0d].includes(type & ~0x1000);
	const pieces = [word(type), word(id)];
	if (named !== undefined) {
		const [set, name] = named;
		const text = typeof name === "string" ? Buffer.from(`${name}\0`, "utf16le") : null;
		pieces.push(Buffer.from(set, "hex"), doubleWord(text === null ? 0 : 1));
		if (text === null) pieces.push(doubleWord(name as number));
		else pieces.push(doubleWord(text.length), padded(text));
	}
	if (!isFixed) pieces.push(doubleWord(values.length));
	for (const value of values) pieces.push(...(isVariable ? [doubleWord(value.length)] : []), padded(value));
	return Buffer.concat(pieces);
}

function padded(bytes: Uint8Array): Buffer {
	return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function word(value: number): Buffer {
	const bytes = Buffer.alloc(2);
	bytes.writeUInt16LE(value & 0xffff);
	return bytes;
}

export function doubleWord(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value >>> 0);
	return bytes;
}
