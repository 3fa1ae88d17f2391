// Found: what a look at the facts reports, a reason of the table with its sentence.

import type { CampaignFacts } from "./facts.ts";
import type { WeightId } from "./weights.ts";

/** `text`: a whole sentence, with the numbers and names that this reason rests on. */
export type Report = (id: WeightId, text: string) => void;

/** One theme of the assessment. Looks at the facts alone and reports at most once for each line of the table. */
export type Find = (facts: CampaignFacts, report: Report) => void;
