// What people export of DNS comes in several forms, and all say the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readTextRecords } from "../../../src/edge/authentication/dns-records.ts";

const EXPECTED = new Map([["s1._domainkey.letters.example", ["v=DKIM1; k=rsa; p=AbC123"]]]);

const FORMS: readonly (readonly [what: string, text: string])[] = [
	["a plain line", "s1._domainkey.letters.example. TXT v=DKIM1; k=rsa; p=AbC123"],
	["a quoted line with time to live and class", 's1._domainkey.letters.example.\t3600\tIN\tTXT\t"v=DKIM1; k=rsa; p=AbC123"'],
	["strings that are joined with nothing between", 's1._domainkey.letters.example. IN TXT "v=DKIM1; k=rsa; " "p=AbC" "123"'],
	[
		"brackets over lines, with comments",
		'; the key\ns1._domainkey.letters.example. IN TXT ( "v=DKIM1; " ; first\n\t"k=rsa; "\n\t"p=AbC123" )',
	],
	["an origin", '$TTL 3600\r\n$ORIGIN letters.example.\r\ns1._domainkey IN TXT "v=DKIM1; k=rsa; p=AbC123"\r\n'],
	[
		"other records beside it",
		'letters.example. IN MX 10 in.letters.example.\nS1._DomainKey.Letters.Example. TXT "v=DKIM1\\; k=rsa\\; p=AbC123"',
	],
	["JSON", '{"s1._domainkey.letters.example": "v=DKIM1; k=rsa; p=AbC123"}'],
	["JSON with a list", '{"s1._domainkey.letters.example.": ["v=DKIM1; k=rsa; p=AbC123"]}'],
];

for (const [what, text] of FORMS) {
	test(`${what} is read`, () => {
		assert.deepEqual(readTextRecords(text), EXPECTED);
	});
}

test("a file without any text record, or with something else, is a wrong command, with the line", () => {
	const usage = (text: string, said: RegExp): void =>
		assert.throws(() => readTextRecords(text), { name: "AppError", code: "usage", message: said });
	usage("", /no TXT record/);
	usage("a.example. IN A 192.0.2.1\n", /no TXT record/);
	usage('a.example. TXT "x"\nnonsense\n', /line 2/);
	usage("{broken", /JSON/);
	usage('{"a.example": 1}', /a\.example/);
});
