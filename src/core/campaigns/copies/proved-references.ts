// Proved references: those of a message with what comparison says of them put in place of inspection's own verdict, for whoever shows them.

import type { Proof } from "../../model/proof.ts";
import type { RemoteReference } from "../../model/reference.ts";

/** The same references, in their order; those of which nothing is proved as they are. */
export function withProofs(references: readonly RemoteReference[], proofs: readonly Proof[]): readonly RemoteReference[] {
	if (proofs.length === 0) return references;
	const known = new Map(proofs.map((proof) => [proof.reference, proof]));
	return references.map((reference, index) => {
		const proof = known.get(index);
		return proof === undefined
			? reference
			: { ...reference, identifier: identifierOf(reference, proof), why: [...reference.why, ...sentences(proof)] };
	});
}

function identifierOf({ identifier }: RemoteReference, { kind, pieces, values, why }: Proof): RemoteReference["identifier"] {
	if (kind === "opaque") return identifier;
	if (kind === "none") return { kind, value: null, how: why[0] ?? "" };
	return { kind, value: values[0] ?? identifier.value, how: pieces.length > 0 ? `compared by ${pieces.join(" and ")}` : identifier.how };
}

function sentences({ kind, pieces, values, other, why }: Proof): string[] {
	const shown = why.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
	if (kind !== "unique" || other === null) return shown;
	const both = pieces.map((piece, index) => `${piece}: "${values[index] ?? ""}" here, "${other.values[index] ?? ""}" there`);
	return [...shown, `Compared with the copy of ${other.owner} (SHA-256 ${other.sha256})${both.length > 0 ? `; ${both.join("; ")}` : ""}.`];
}
