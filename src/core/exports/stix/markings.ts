// Markings: TLP 2.0 and PAP as STIX 2.1 says them, by the definitions and ids that OASIS publishes (cti-stix-common-objects, extension
// definitions 60a3c5c5 and f8d78575): every producer uses the same objects, so that a receiver knows them.

import type { ExportedCase, Tlp } from "../../model/export.ts";

const TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
const TLP_IDS: Readonly<Record<Tlp, string>> = {
	clear: "94868c89-83c2-464b-929b-a1a8aa3c8487",
	green: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
	amber: "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
	"amber+strict": "939a9414-2ddd-4d32-a0cd-375ea402b003",
	red: "e828b379-4e03-4974-9ac4-e53a884c97c1",
};

const PAP_EXTENSION = "extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b";
const PAP_IDS: Readonly<Record<NonNullable<ExportedCase["pap"]>, string>> = {
	clear: "ad15a0cd-55b6-4588-a14c-a66105329b92",
	green: "c43594d1-4b11-4c59-93ab-1c9b14d53ce9",
	amber: "60f8932b-e51e-4458-b265-a2e8be9a80ab",
	red: "740d36e5-7714-4c30-961a-3ae632ceee0e",
};

export interface Marking {
	readonly type: "marking-definition";
	readonly spec_version: "2.1";
	readonly id: string;
	readonly created: string;
	readonly name: string;
	readonly extensions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Those of an export, which every object in it refers to. */
export function markingsOf({ tlp, pap }: Pick<ExportedCase, "tlp" | "pap">): Marking[] {
	const markings = [marking(TLP_IDS[tlp], "2022-10-01T00:00:00.000Z", `TLP:${tlp.toUpperCase()}`, TLP_EXTENSION, { tlp_2_0: tlp })];
	if (pap !== null) markings.push(marking(PAP_IDS[pap], "2022-10-02T00:00:00.000Z", `PAP:${pap.toUpperCase()}`, PAP_EXTENSION, { pap }));
	return markings;
}

function marking(id: string, created: string, name: string, extension: string, level: Readonly<Record<string, string>>): Marking {
	return {
		type: "marking-definition",
		spec_version: "2.1",
		id: `marking-definition--${id}`,
		created,
		name,
		extensions: { [extension]: { extension_type: "property-extension", ...level } },
	};
}
