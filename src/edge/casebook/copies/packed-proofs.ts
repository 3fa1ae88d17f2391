// Packed proofs: those of one message as JSON. A sender puts the same token into each of a hundred links, so that what is said of one is said once,
// and thousands of references that each differ in their own way stay bounded.

import type { Proof } from "../../../core/model/proof.ts";
import { storable } from "../values.ts";

/** [reference, index of what is said]; [kind, pieces, values, index of the other copy or -1, its values, why]; [SHA-256, owner]. */
interface PackedProofs {
	readonly references: readonly (readonly [number, number])[];
	readonly said: readonly (readonly [Proof["kind"], readonly string[], readonly string[], number, readonly string[], readonly string[]])[];
	readonly others: readonly (readonly [string, string])[];
}

/** Characters of what is said of a message; past these values are left out, and no kind or reason. */
const MAX_SAID = 65_536;

export function packProofs(proofs: readonly Proof[]): string {
	const others = new Map<string, number>();
	const said = new Map<string, number>();
	let length = 0;
	const numberIn = (known: Map<string, number>, key: string): number => {
		const number = known.get(key) ?? known.size;
		known.set(key, number);
		return number;
	};
	const references = proofs.map(({ reference, kind, pieces, values, other, why }): readonly [number, number] => {
		const beside = other === null ? -1 : numberIn(others, JSON.stringify([other.sha256, other.owner]));
		let what = JSON.stringify([kind, pieces, values, beside, other?.values ?? [], why]);
		if (!said.has(what)) {
			if (length + what.length > MAX_SAID) what = JSON.stringify([kind, [], [], beside, [], why.slice(1)]);
			length += what.length;
		}
		return [reference, numberIn(said, what)];
	});
	const list = (known: Map<string, number>): string => `[${[...known.keys()].join(",")}]`;
	return storable(`{"references":${JSON.stringify(references)},"said":${list(said)},"others":${list(others)}}`);
}

export function unpackProofs(text: string): Proof[] {
	const { references, said, others } = JSON.parse(text) as PackedProofs;
	return references.map(([reference, what]) => {
		const [kind, pieces, values, beside, theirs, why] = said[what] as PackedProofs["said"][number];
		const other = others[beside];
		return {
			reference,
			kind,
			pieces,
			values,
			other: other === undefined ? null : { sha256: other[0], owner: other[1], values: theirs },
			why,
		};
	});
}
