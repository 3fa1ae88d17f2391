// Written by scripts/generate.ts from the files in this folder. Do not edit.

import type { LogFormat } from "../model/log-event.ts";
import { format as bind } from "./bind.ts";
import { format as combined } from "./combined.ts";
import { format as dnsmasq } from "./dnsmasq.ts";
import { format as mappedCsv } from "./mapped-csv.ts";
import { format as mappedJson } from "./mapped-json.ts";
import { format as resolved } from "./resolved.ts";
import { format as squidCombined } from "./squid-combined.ts";
import { format as squid } from "./squid.ts";
import { format as unbound } from "./unbound.ts";
import { format as vhostCombined } from "./vhost-combined.ts";
import { format as w3c } from "./w3c.ts";
import { format as zeekJson } from "./zeek-json.ts";
import { format as zeekTsv } from "./zeek-tsv.ts";

export const formats: readonly LogFormat[] = [
	bind,
	combined,
	dnsmasq,
	mappedCsv,
	mappedJson,
	resolved,
	squidCombined,
	squid,
	unbound,
	vhostCombined,
	w3c,
	zeekJson,
	zeekTsv,
];
