// Format 4: which hosts a log was searched for, so that what it does not show of a host that came into the case later is no silence. Of logs that were taken
// in before nothing is known but a hash of their hosts.

import { createTable, type Migration } from "./step.ts";

export const FORMAT_4: Migration = {
	format: 4,
	up: (trx, engine) =>
		createTable(trx, engine, "log_search", { columns: { watched: "bytes", hosts: "text" }, key: ["watched"], appended: true }),
};
