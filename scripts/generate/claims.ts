// data/claims-2021.yaml: the published claims of the mails of 2021, as a claims file to begin from. A rehearsal writes the same with the made-up
// countries that stand for the real ones.

import { stringify } from "yaml";
import { publishedClaims } from "../../src/app/rehearsal/published-claims.ts";
import type { Generate } from "../generate.ts";

const HEAD = `# What was said of the mails of 2021, by whom, when, and where it was published. They do not agree: each is somebody's claim.
# To set them against a case:  counterpixel claims data/claims-2021.yaml --case DIR    (docs/claims.md)
# Written by scripts/generate.ts from src/app/rehearsal/published-claims.ts. Do not edit; copy it to add your own.
`;

export const generate: Generate = () =>
	new Map([
		[
			"data/claims-2021.yaml",
			`${HEAD}${stringify({ claims: publishedClaims({ uk: "GB", canada: "CA" }) }, { aliasDuplicateObjects: false })}`,
		],
	]);
