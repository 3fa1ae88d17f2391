// Agent systems: the operating system that a User-Agent names. Chromium, Firefox and Safari have frozen the versions in it (Windows NT 10.0
// since 2015, Mac OS X 10_15_7 since 2020, Android 10 since 2023, iOS 18 since 2025), so that an exact version would often be a wrong one.

interface NamedSystem {
	readonly name?: string;
	readonly version?: string;
	readonly versionName?: string;
}

/** `os` is what bowser made of `agent`. Null where the string names none. */
export function systemOf(agent: string, { name = "", version = "", versionName }: NamedSystem): string | null {
	switch (name) {
		case "":
			return null;
		case "Windows":
			return windows(versionName);
		case "macOS":
			// Safari and Mail on an iPad call it a Macintosh.
			if (/AppleWebKit\//.test(agent) && !/Chrom(?:e|ium)\//.test(agent)) return "macOS or iPadOS";
			return majorOf(version) > LAST_MAC_OS_X ? `macOS ${version}` : "macOS";
		case "iOS":
			if (!SYSTEM_VERSION.test(version)) return "iOS";
			return majorOf(version) >= FROZEN_IOS ? `iOS ${FROZEN_IOS} or later` : `iOS ${version}`;
		case "Android":
			// "K" stands where a model did, since versions are frozen.
			return /; K\)/.test(agent) || !SYSTEM_VERSION.test(version) ? "Android" : `Android ${version}`;
		default:
			return SYSTEM_VERSION.test(version) ? `${name} ${version}` : name;
	}
}

const SYSTEM_VERSION = /^\d[\d.]{0,15}$/;
const LAST_MAC_OS_X = 10;
const FROZEN_IOS = 18;

function windows(versionName: string | undefined): string {
	if (versionName === undefined) return "Windows";
	return versionName === "10" ? "Windows 10 or later" : `Windows ${versionName}`;
}

function majorOf(version: string): number {
	return SYSTEM_VERSION.test(version) ? Number.parseInt(version, 10) : 0;
}
