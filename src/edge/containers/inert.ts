// Inert: files that name no host in any program, told by name and first bytes together. Most of an office document or an archive is
// pictures; nothing is unpacked of them but what tells that they are what they are called. SVG is text and never among them.

const MAGIC: readonly (readonly [RegExp, readonly (readonly number[])[], number])[] = [
	[/\.png$/, [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]], 0],
	[/\.(?:jpe?g|jpe|jfif)$/, [[0xff, 0xd8, 0xff]], 0],
	[/\.gif$/, [[0x47, 0x49, 0x46, 0x38]], 0],
	[/\.bmp$/, [[0x42, 0x4d]], 0],
	[
		/\.tiff?$/,
		[
			[0x49, 0x49, 0x2a, 0],
			[0x4d, 0x4d, 0, 0x2a],
		],
		0,
	],
	[/\.webp$/, [[0x57, 0x45, 0x42, 0x50]], 8],
	[
		/\.(?:ttf|otf|ttc)$/,
		[
			[0, 1, 0, 0],
			[0x4f, 0x54, 0x54, 0x4f],
			[0x74, 0x74, 0x63, 0x66],
		],
		0,
	],
	[
		/\.woff2?$/,
		[
			[0x77, 0x4f, 0x46, 0x46],
			[0x77, 0x4f, 0x46, 0x32],
		],
		0,
	],
	[
		/\.mp3$/,
		[
			[0x49, 0x44, 0x33],
			[0xff, 0xfb],
		],
		0,
	],
	[/\.wav$/, [[0x57, 0x41, 0x56, 0x45]], 8],
	[/\.(?:mp4|m4a|m4v|mov|heic)$/, [[0x66, 0x74, 0x79, 0x70]], 4],
	[/\.class$/, [[0xca, 0xfe, 0xba, 0xbe]], 0],
];

/** How many first bytes {@link isInert} looks at. */
export const INERT_HEAD = 16;

/** Whether the name alone says that it may be inert. */
export function maybeInert(path: string): boolean {
	return row(path) !== undefined;
}

/** `head` is of {@link INERT_HEAD} bytes, or all there are. */
export function isInert(path: string, head: Uint8Array): boolean {
	const [, signatures, at] = row(path) ?? [null, [], 0];
	return signatures.some((signature) => signature.every((byte, index) => head[at + index] === byte));
}

function row(path: string): (typeof MAGIC)[number] | undefined {
	const name = path.toLowerCase();
	return MAGIC.find(([pattern]) => pattern.test(name));
}
