// Classified: what somebody else's knowledge says of each reference, as its last reason. It changes nothing else: a list may be wrong, or say
// nothing of what is new.

import type { Classify } from "../model/classifier.ts";
import type { RemoteReference } from "../model/reference.ts";

export function classifyAll(references: readonly RemoteReference[], classify: Classify): readonly RemoteReference[] {
	return references.map((reference) => {
		const { url, vector, trigger, operator, why } = reference;
		const sentence = classify(url, vector, trigger);
		if (sentence === null) return reference;
		return { ...reference, why: [...why, operator === null ? `${sentence}; no operator is known for it` : sentence] };
	});
}
