// What the tests allow their child.

export const LIMITS = {
	entry: new URL("./child.ts", import.meta.url),
	memoryBytes: 128 * 1024 * 1024,
	secondsARequest: 60,
	mostFrames: 1000,
	mostBytes: 64 * 1024 * 1024,
};
