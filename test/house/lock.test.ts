// What `npm ci` brings onto a machine: the lock file is the list, and these are the promises about it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

interface Locked {
	readonly version?: string;
	readonly resolved?: string;
	readonly integrity?: string;
	readonly license?: string;
	readonly hasInstallScript?: boolean;
}

const PROJECT = join(import.meta.dirname, "../..");
const lockText = readFileSync(join(PROJECT, "package-lock.json"), "utf8");
const { "": root, ...locked } = JSON.parse(lockText).packages as Readonly<Record<string, Locked>>;
const manifest = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));

/** Permissive; LGPL as a separate library would do, GPL and AGPL never. */
const LICENCES = [
	"0BSD",
	"Apache-2.0",
	"BSD-2-Clause",
	"BSD-3-Clause",
	"ISC",
	"MIT",
	"MIT-0",
	"MIT OR Apache-2.0",
	"MPL-2.0", // as published, unmodified
	"(MIT OR EUPL-1.1+)", // a choice, and MIT is chosen
];

const each = (wrong: (name: string, entry: Locked) => boolean): string[] =>
	Object.entries(locked).flatMap(([name, entry]) => (wrong(name, entry) ? [`${name}: ${JSON.stringify(entry)}`] : []));

test("no dependency runs a script when it is installed", () => {
	assert.deepEqual(
		each((_name, { hasInstallScript }) => hasInstallScript === true),
		[],
	);
});

test("every dependency has a licence that the project accepts", () => {
	assert.deepEqual(
		each((_name, { license }) => !LICENCES.includes(license ?? "")),
		[],
	);
});

test("every dependency is pinned by version and by the hash of its content", () => {
	assert.deepEqual(
		each((_name, { version, integrity }) => version === undefined || !(integrity ?? "").startsWith("sha512-")),
		[],
	);
});

test("the lock names no registry: it works with whichever one its reader uses", () => {
	assert.deepEqual(
		each((_name, { resolved }) => resolved !== undefined),
		[],
	);
	assert.match(readFileSync(join(PROJECT, ".npmrc"), "utf8"), /^omit-lockfile-registry-resolved=true$/m);
});

test("package.json pins exact versions, and the lock was made from it", () => {
	for (const kind of ["dependencies", "optionalDependencies", "devDependencies"]) {
		for (const [name, version] of Object.entries(manifest[kind])) {
			assert.match(String(version), /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
			assert.equal(locked[`node_modules/${name}`]?.version, version, name);
		}
		assert.deepEqual((root as Record<string, unknown>)[kind], manifest[kind]);
	}
});
