// Frames: what parent and child tell each other over a pipe. Nine bytes (kind, length of the head, length of the bytes; little
// endian), then the head as JSON, then the bytes. Lengths come first, so that the parent refuses a frame before it makes room for it.

export const FRAME_KINDS = ["ready", "request", "frame", "end", "failed"] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];

/** Bytes before the head. */
export const PREFIX_BYTES = 9;

/** The attack: a child that was taken over, or a parser led to put a whole file into names, floods its parent with JSON. */
export const MAX_HEAD_BYTES = 1024 * 1024;

const NOTHING = new Uint8Array(0);

export interface Prefix {
	readonly kind: FrameKind;
	readonly head: number;
	readonly bytes: number;
}

/** `head` is any JSON value. The pieces are to be written one after another: the bytes are not copied. */
export function encodeFrame(kind: FrameKind, head: unknown, bytes: Uint8Array = NOTHING): readonly Uint8Array[] {
	const json = Buffer.from(JSON.stringify(head ?? null), "utf8");
	const front = Buffer.alloc(PREFIX_BYTES + json.length);
	front[0] = FRAME_KINDS.indexOf(kind);
	front.writeUInt32LE(json.length, 1);
	front.writeUInt32LE(bytes.length, 5);
	json.copy(front, PREFIX_BYTES);
	return bytes.length === 0 ? [front] : [front, bytes];
}

/** Null where these are no frame's first bytes. */
export function decodePrefix(prefix: Buffer): Prefix | null {
	const kind = FRAME_KINDS[prefix[0] as number];
	const head = prefix.readUInt32LE(1);
	if (kind === undefined || head > MAX_HEAD_BYTES) return null;
	return { kind, head, bytes: prefix.readUInt32LE(5) };
}
