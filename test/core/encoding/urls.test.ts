import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Base, isUnparsable, resolveBase, resolveUrl } from "../../../src/core/encoding/urls.ts";

/** "channel url (host)" of each result, base null. */
function read(written: string, base: Base | null = null): string[] {
	return resolveUrl(written, base).map(({ url, host, channel }) => {
		assert.equal(host, host.toLowerCase());
		const authority = /^[a-z.+-]+:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url)?.[1]?.toLowerCase();
		assert.equal(host, authority, url);
		return `${channel} ${url}`;
	});
}

function baseOf(written: string, current: Base | null = null): Base {
	const base = resolveBase(written, current);
	assert.ok(base);
	return base;
}

function table(name: string, rows: readonly (readonly [written: string, ...found: string[]])[], base: Base | null = null): void {
	test(name, () => {
		for (const [written, ...found] of rows) assert.deepEqual(read(written, base), found, JSON.stringify(written));
	});
}

describe("a URL without a base", () => {
	table("names its host by two slashes, whatever they are", [
		["//h.example/x", "http http://h.example/x"],
		["/\\h.example/x", "http http://h.example/x"],
		["http:\\\\h.example\\x", "http http://h.example/x"],
		["https://h.example", "http https://h.example/"],
		["///h.example/x", "http http://h.example/x"],
	]);

	table("with fewer than two slashes after http: is absolute all the same", [
		["http:h.example/x", "http http://h.example/x"],
		["http:/h.example/x", "http http://h.example/x"],
		["http:\\h.example/x", "http http://h.example/x"],
		["https:h.example/x", "http https://h.example/x"],
	]);

	table("that resolves to mail.invalid is dropped", [
		["x.png"],
		["/x.png"],
		["?q"],
		["http://mail.invalid/x"],
		["http://MAIL.invalid/x"],
		["//mail.invalid/x"],
		["\\\\mail.invalid\\x"],
	]);

	table("is read as WHATWG reads it", [
		[" \n http://h.example/x \t", "http http://h.example/x"],
		["ht\ntp://h.ex\tample/\rx", "http http://h.example/x"],
		["HTTP://H.EXAMPLE/X", "http http://h.example/X"],
		["http://bücher.example/ü?ü", "http http://xn--bcher-kva.example/%C3%BC?%C3%BC"],
		["http://3221225985/", "http http://192.0.2.1/"],
		["http://0xC0000201/x", "http http://192.0.2.1/x"],
		["http://0300.0.02.01/", "http http://192.0.2.1/"],
		["http://１９２.0.2.1/", "http http://192.0.2.1/"],
		["http://h。example/", "http http://h.example/"],
		["http://[2001:DB8::1]:8080/x", "http http://[2001:db8::1]:8080/x"],
		["http://other.example@real.example/", "http http://other.example@real.example/"],
		["http://h.example:80/", "http http://h.example/"],
		["http://h%2Eexample/", "http http://h.example/"],
		["http://h.example/a/../b/%2e%2E/c", "http http://h.example/c"],
		["http://h.example./", "http http://h.example./"],
		["http://h.example/#x", "http http://h.example/#x"],
		["ftp://h.example/x", "http ftp://h.example/x"],
		["wss://h.example/x", "http wss://h.example/x"],
		["rtsp://H.example:554/x", "http rtsp://H.example:554/x"],
	]);

	table("contacts nobody by cid:, mailto:, data: and their like, nor by a fragment", [
		...["cid:a@h.example", "mid:a@h.example", "mailto:a@h.example", "tel:+1", "sms:+1", "data:image/gif;base64,AAAA", "#top", ""].map(
			(written) => [written] as const,
		),
		...[
			"javascript:x('http://h.example')",
			"about:blank",
			"blob:http://h.example/1",
			"C:\\x\\y",
			"java\nscript:1",
			" ",
			"unknown://h.example/",
		].map((written) => [written] as const),
	]);
});

describe("a URL with a base", () => {
	const base = baseOf("https://b.example/dir/page?q#f");
	table(
		"is resolved as WHATWG does",
		[
			["x.png", "http https://b.example/dir/x.png"],
			["/x.png", "http https://b.example/x.png"],
			["/a/../x.png", "http https://b.example/x.png"],
			["//h.example/x", "http https://h.example/x"],
			["?q2", "http https://b.example/dir/page?q2"],
			["https:h", "http https://b.example/dir/h"],
			["http:h", "http http://h/"],
			["#top"],
			[""],
			["cid:x"],
			["file:x"],
			["\\\\h\\s", "http https://h/s", "smb file://h/s"],
		],
		base,
	);

	test("keeps the base where the new one cannot be one", () => {
		for (const written of ["data:text/html,x", "javascript:1", "cid:part", "http://[", "", "#x"])
			assert.equal(resolveBase(written, base), base);
		assert.equal(resolveBase("dir/", null), null);
	});

	test("takes a relative base against the one before it", () => {
		assert.deepEqual(read("x", resolveBase("up/", base)), ["http https://b.example/dir/up/x"]);
	});

	test("opens a share for each relative path where the base is a share", () => {
		assert.deepEqual(read("x.png", baseOf("file://h.example/s/")), ["smb file://h.example/s/x.png"]);
		assert.deepEqual(read("/x.png", baseOf("file://h.example/s/")), ["smb file://h.example/x.png"]);
		assert.deepEqual(read("x.png", baseOf("\\\\h.example\\s\\")), ["http http://h.example/s/x.png", "smb file://h.example/s/x.png"]);
	});
});

describe("a Windows path", () => {
	table("in UNC form is http to a browser and a share to Windows, http first", [
		["\\\\h.example\\s\\x", "http http://h.example/s/x", "smb file://h.example/s/x"],
		[" \\\\192.0.2.1\\s", "http http://192.0.2.1/s", "smb file://192.0.2.1/s"],
		["\\\\\\\\h.example\\s", "http http://h.example/s", "smb file://h.example/s"],
	]);

	table("as a file URL is a share, with any number of slashes but three", [
		["file://h.example/s/x", "smb file://h.example/s/x"],
		["file:////h.example/s", "smb file://h.example/s"],
		["file://///h.example/s", "smb file://h.example/s"],
		["file:\\\\h.example\\s", "smb file://h.example/s"],
		["file:///\\\\h.example\\s", "smb file://h.example/s"],
		["file:///%5C%5Ch.example/s", "smb file://h.example/s"],
		["smb://h.example/s", "smb file://h.example/s"],
		["file:///h.example/s"],
	]);

	table("that leads to this machine is nothing", [
		["file:///C:/x"],
		["file:////C:/x"],
		["file://localhost/x"],
		["file:x"],
		["\\\\.\\COM1"],
		["\\\\?\\C:\\x"],
		["\\\\.\\pipe\\x"],
		["C:\\x"],
		["\\\\localhost\\s", "http http://localhost/s"],
	]);

	table("in a device namespace is still the share it leads to", [
		["\\\\?\\UNC\\h.example\\s", "smb file://h.example/s"],
		["\\\\.\\UNC\\h.example\\s", "smb file://h.example/s"],
		["\\\\?\\GLOBALROOT\\Device\\Mup\\h.example\\s", "smb file://h.example/s"],
		["file:////?/unc/h.example/s", "smb file://h.example/s"],
	]);

	table("over WebDAV asks the host before the @, not what WHATWG takes for the host", [
		["\\\\h.example@SSL\\DavWWWRoot\\x", "http https://h.example/x", "smb file://h.example/DavWWWRoot/x"],
		["\\\\h.example@8080\\x", "http http://h.example:8080/x", "smb file://h.example/x"],
		["\\\\h.example@ssl@8443\\s\\x", "http https://h.example:8443/s/x", "smb file://h.example/s/x"],
		["file://h.example@80/s", "http http://h.example/s", "smb file://h.example/s"],
	]);
});

describe("a URL inside another scheme", () => {
	table("is what is contacted", [
		["view-source:http://h.example/x", "http http://h.example/x"],
		["feed:https://h.example/x", "http https://h.example/x"],
		["feed://h.example/x", "http http://h.example/x"],
		["webcal://h.example/x.ics", "http http://h.example/x.ics"],
		["webcals://h.example/x.ics", "http https://h.example/x.ics"],
		["jar:http://h.example/a.jar!/b", "http http://h.example/a.jar"],
		["ms-word:ofe|u|https://h.example/a.docx", "http https://h.example/a.docx"],
		["ms-excel:https://h.example/a.xlsx", "http https://h.example/a.xlsx"],
		["ms-word:nft|u|https://h.example/a.dotx|s|https://i.example/", "http https://h.example/a.dotx"],
		["search-ms:query=x&crumb=location:\\\\h.example\\s&displayname=y", "http http://h.example/s", "smb file://h.example/s"],
		["search-ms:query=x&crumb=location:%5C%5Ch.example%5Cs", "http http://h.example/s", "smb file://h.example/s"],
		["ms-appinstaller:?source=https://h.example/a.msix", "http https://h.example/a.msix"],
		["view-source:feed:jar:http://h.example/a!/b", "http http://h.example/a"],
		[`${"view-source:".repeat(9)}http://h.example/`],
		["view-source:cid:x"],
	]);
});

test("a remote URL that no program can read is told apart from one that is not remote", () => {
	for (const written of [
		"http://[",
		"http://a b.example/",
		"//h:99999/x",
		"https://a%00b/",
		"\\\\h h\\s",
		"ftp://%zz/",
		"view-source:http://[",
	])
		assert.ok(isUnparsable(resolveUrl(written, null)), written);
	for (const written of ["", "#", "x.png", "cid:x", "http://", "//", "\\\\", "http://h.example/", "file:///C:/", "http://mail.invalid/"])
		assert.ok(!isUnparsable(resolveUrl(written, null)), written);
});

// The characters and words that WHATWG treats specially.
const piece = fc.oneof(
	fc.constantFrom(..."/?#%.-_~:@&=+,;!$'()*[]{}|^`\"<>\\ \t\n\0é。１\u{1f600}"),
	fc.constantFrom(
		"/.",
		"/..",
		"%2e",
		"%2E",
		"/%2e%2e/",
		"xn--",
		"a.b",
		"0x7f",
		"127",
		"1.2",
		"a",
		"Z",
		"9",
		"--",
		"//",
		"%41",
		"h.example",
		"localhost",
	),
	fc.string({ minLength: 1, maxLength: 3 }),
	fc.string({ minLength: 1, maxLength: 3, unit: "binary" }),
);
const start = fc.constantFrom(
	"http://",
	"https://",
	"http:",
	"HTTP://",
	"https:/",
	" http://",
	"http://h.example/",
	"https://a.b-c.example/p/",
	"https://a.example/?",
	"/",
);
const mutated = fc.tuple(start, fc.array(piece, { maxLength: 12 })).map(([head, rest]) => head + rest.join(""));

test("an http URL is what URL makes of it, for every mutation", () => {
	fc.assert(
		fc.property(
			mutated.filter((written) => written.startsWith("http")),
			(written) => {
				const url = URL.parse(written);
				const resolved = resolveUrl(written, null);
				const host = url?.hostname;
				if (url === null) assert.deepEqual(resolved, []);
				else assert.deepEqual(resolved, [{ url: url.href, host, channel: "http" }]);
			},
		),
		{ numRuns: 20_000 },
	);
});

test("whatever stands on a base is what URL makes of it", () => {
	const bases = fc.constantFrom("https://b.example:81/dir/page", "https://user@b.example/dir/page", "http://b.example");
	fc.assert(
		fc.property(
			bases,
			mutated.filter((written) => !/^[\\/]*([?.][\\/]|$)/.test(written.replace(/[\t\n\r]/g, "").trim())),
			(href, written) => {
				const url = URL.parse(written, href);
				const resolved = resolveUrl(written, baseOf(href));
				if (resolved.length === 0)
					assert.ok(url === null || /^[\s\0-\x1f]*https?:[\\/]*[\s\0-\x1f]*$/i.test(written) || url.hostname === "mail.invalid", written);
				else assert.deepEqual(resolved, [{ url: url?.href, host: url?.hostname, channel: "http" }]);
			},
		),
		{ numRuns: 5_000 },
	);
});

test("no text whatever makes it throw, or give a host that is not lower case", () => {
	const base = resolveBase("https://b.example/", null);
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({ unit: "binary" }),
				fc
					.array(fc.oneof(piece, fc.constantFrom("file:", "\\\\", "ms-word:", "search-ms:", "location:", "|u|", "@SSL", "UNC\\")), {
						maxLength: 10,
					})
					.map((list) => list.join("")),
			),
			fc.boolean(),
			(written, based) => {
				for (const { url, host } of resolveUrl(written, based ? base : null)) {
					assert.equal(host, host.toLowerCase());
					assert.ok(URL.canParse(url), url);
				}
			},
		),
		{ numRuns: 5_000 },
	);
});

test("a megabyte of anything takes linear time", () => {
	const size = 1_000_000;
	const hostile = [
		`http://h.example/${"../".repeat(size / 3)}`,
		`http://${"a.".repeat(size / 2)}`,
		`//${"\\".repeat(size)}`,
		`file:${"/".repeat(size)}h`,
		`\\\\${"h@".repeat(size / 2)}`,
		`ms-word:${"|u".repeat(size / 2)}`,
		`search-ms:${"%3a".repeat(size / 3)}`,
		"jar:".repeat(size / 4),
		`http://${"中".repeat(size)}.example/`,
		`${"\t".repeat(size)}http://h.example/`,
		`data:${"\n".repeat(size)}`,
	];
	for (const written of hostile) {
		const before = performance.now();
		resolveUrl(written, null);
		const took = performance.now() - before;
		assert.ok(took < 500, `${written.slice(0, 20)}: ${took} ms`);
	}
});
