// Tables of a PST ([MS-PST] §2.3): property contexts and table contexts, as the library reads them. One value that points nowhere must not
// lose the others, and an index of several levels (more than 447 properties, §2.3.2) is made the one level that the library knows.

import "./repairs.ts";
import { NodeInfo } from "pst-extractor/dist/NodeInfo.class.js";
import { PSTNodeInputStream } from "pst-extractor/dist/PSTNodeInputStream.class.js";
import { PSTTable7C } from "pst-extractor/dist/PSTTable7C.class.js";
import { PSTTableBC } from "pst-extractor/dist/PSTTableBC.class.js";

/** The attack: levels that branch without end. A property's number has two bytes. */
const MAX_LEVELS = 4;
const MOST_RECORDS = 0x10000;
const HEAP_REFERENCE_BYTES = 4;

/** Outlook allows 500; lists of Exchange have some thousands. */
const MOST_ROWS = 20_000;

const ANSI = 14;
const BLOCK_BYTES = 8176;
/** In TCINFO (§2.3.4.1). */
const ROW_BYTES_AT = 8;

export class PropertyTable extends PSTTableBC {
	override getNodeInfo(reference: number): NodeInfo | null {
		if (reference !== 0 && reference === this.hidRoot && this.numberOfIndexLevels > 0) return this.leaves();
		return withinOrNull(() => super.getNodeInfo(reference));
	}

	private leaves(): NodeInfo | null {
		const key = this.sizeOfItemKey;
		let heap = withinOrNull(() => super.getNodeInfo(this.hidRoot));
		if (heap === null || this.numberOfIndexLevels > MAX_LEVELS || key === 0) return null;
		const { pstFile } = heap.pstNodeInputStream;
		let level = bytesOf(heap);
		for (let depth = this.numberOfIndexLevels; depth > 0; depth--) {
			const below: Buffer[] = [];
			for (let at = key; at + HEAP_REFERENCE_BYTES <= level.length && below.length < MOST_RECORDS; at += key + HEAP_REFERENCE_BYTES) {
				const reference = level.readUInt32LE(at);
				heap = withinOrNull(() => super.getNodeInfo(reference));
				if (heap !== null) below.push(bytesOf(heap));
			}
			level = Buffer.concat(below);
			if (level.length > MOST_RECORDS * 8) return null;
		}
		return new NodeInfo(0, level.length, new PSTNodeInputStream(pstFile, level, false));
	}
}

export class RowTable extends PSTTable7C {
	override getNodeInfo(reference: number): NodeInfo | null {
		return withinOrNull(() => super.getNodeInfo(reference));
	}

	/** Throws where it says that it has more rows than any table has. */
	rows(): ReturnType<PSTTable7C["getItems"]> {
		// A row of no bytes makes their number infinite.
		if (!(this.rowCount <= MOST_ROWS)) throw new Error("a table of it is damaged");
		return this.getItems(0, Math.min(this.rowCount, this.readable()));
	}

	/** In an ANSI file the library mistakes where the second block begins. */
	readable(): number {
		const info = this.getNodeInfo(this.hidUserRoot);
		if (info === null || info.pstNodeInputStream.pstFile.pstFileType !== ANSI) return this.rowCount;
		return Math.floor(BLOCK_BYTES / bytesOf(info).readUInt16LE(ROW_BYTES_AT));
	}
}

/** Null also for what lies outside of its heap. */
function withinOrNull(find: () => NodeInfo | null): NodeInfo | null {
	try {
		const found = find();
		return found !== null && found.endOffset <= found.pstNodeInputStream.length.toNumber() ? found : null;
	} catch {
		return null;
	}
}

function bytesOf(heap: NodeInfo): Buffer {
	const stream = heap.pstNodeInputStream;
	const bytes = Buffer.alloc(heap.endOffset);
	stream.reset();
	stream.readCompletely(bytes);
	return bytes.subarray(heap.startOffset);
}
