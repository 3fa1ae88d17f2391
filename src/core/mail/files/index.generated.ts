// Written by scripts/generate.ts from the files in this folder. Do not edit.

import type { FileFormat } from "../../model/attached-file.ts";

export const formats: readonly FileFormat[] = [];
