// High encryption of a PST ([MS-PST] §5.2, cyclic): three rotors, turned by the number of the block and by the place in it. It keeps nobody
// out, since the key stands in the file; and it undoes itself.

import { PSTUtil } from "pst-extractor/dist/PSTUtil.class.js";

/** mpbbI is what undoes the compressible encryption, mpbbR its inverse, mpbbS in the middle its own. */
const LAST: Uint8Array = PSTUtil.decode(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
const FIRST = Uint8Array.from(LAST, (_, byte) => LAST.indexOf(byte));
const MIDDLE: Uint8Array = Buffer.from(
	"14530f56b3c87a9ceb65481716159f02cc547c83000d0c0ba262a876dbd9edc7c5a4dcac8574d6d0a79bae9a967166c36399b8dd73928e847da55ed15d93b157" +
		"5150808952944f4e0a6bbc8d7f6e47464140440111cb033ff7f4e1a98f3c3af9fbf0193082092ec99da08649ee6f4d6dc42d813425871b88aafc06a11238fd4c" +
		"4272641337246a757743ffe6b44b365ce4d8353d45b92cecb7312b290768a30e697b189e2139be281a5b78f523ca2ab0af3efe048ce7e5983295d3f64ae8a6ea" +
		"e9f3d52f7020f21f0567ad5510cecde3273bdabad7c226d4911dd21c2233f8faf15aefcf90b68bb5bdc0bf08971e6ce261e0c6c159abbb58de5fdf60797eb28a",
	"hex",
);

/** In place; `from` is where in the block the bytes begin. */
export function turnRotors(bytes: Uint8Array, block: number, from: number): void {
	const key = block % 2 ** 32;
	let turn = (Math.floor(key / 0x10000) ^ (key & 0xffff)) + from;
	for (const [at, byte] of bytes.entries()) {
		const low = turn & 0xff;
		const high = (turn >> 8) & 0xff;
		const first = FIRST[(byte + low) & 0xff] as number;
		const middle = MIDDLE[(first + high) & 0xff] as number;
		bytes[at] = (LAST[(middle - high) & 0xff] as number) - low;
		turn++;
	}
}
