// Written by scripts/generate.ts from the files in this folder. Do not edit.

import { source as eml } from "./eml.ts";
import { source as emlx } from "./emlx.ts";
import { source as maildir } from "./maildir.ts";
import { source as mbox } from "./mbox.ts";
import { source as mh } from "./mh.ts";
import { source as msg } from "./msg.ts";
import { source as pst } from "./pst.ts";
import { source as tar } from "./tar.ts";
import { source as zip } from "./zip.ts";
import type { MailSource } from "./source.ts";

export const sources: readonly MailSource[] = [eml, emlx, maildir, mbox, mh, msg, pst, tar, zip];
