// The made-up case of the fixtures, as each format writes it.

import { readFileSync } from "node:fs";
import { exporters } from "../../../src/core/exports/index.generated.ts";
import type { ExportedCase } from "../../../src/core/model/export.ts";

export const made = JSON.parse(readFileSync("fixtures/exports/case.json", "utf8")) as ExportedCase;

export function written(id: string): string {
	return [...(exporters.find((one) => one.id === id)?.write(made) ?? [])].join("");
}
