// Written by scripts/generate.ts from the files in this folder. Do not edit.

import type { Export } from "../model/export.ts";
import { exporter as adblock } from "./adblock.ts";
import { exporter as csv } from "./csv.ts";
import { exporter as hosts } from "./hosts.ts";
import { exporter as misp } from "./misp.ts";
import { exporter as rpz } from "./rpz.ts";
import { exporter as rspamd } from "./rspamd.ts";
import { exporter as sigma } from "./sigma.ts";
import { exporter as squid } from "./squid.ts";
import { exporter as stix } from "./stix.ts";
import { exporter as suricata } from "./suricata.ts";
import { exporter as unbound } from "./unbound.ts";

export const exporters: readonly Export[] = [adblock, csv, hosts, misp, rpz, rspamd, sigma, squid, stix, suricata, unbound];
