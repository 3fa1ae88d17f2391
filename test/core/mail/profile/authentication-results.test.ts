import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readAuthentication } from "../../../../src/core/mail/profile/authentication-results.ts";

const verdict = (server: string, method: string, result: string, domain: string | null) => ({ server, method, result, domain });

test("verdicts are read as RFC 8601 writes them, and as large providers do", () => {
	for (const [value, expected] of [
		["mx.example 1; none", []],
		["mx.example; spf=pass smtp.mailfrom=example.test", [verdict("mx.example", "spf", "pass", "example.test")]],
		[
			'MX.example (comment; x=y);\r\n dkim=pass (2048-bit key) header.i=@A.test header.s=s header.b=x;\r\n spf=SoftFail (mx: ip) smtp.mailfrom="b@c.test"; dmarc=fail (p=NONE) header.from=d.test',
			[
				verdict("mx.example", "dkim", "pass", "a.test"),
				verdict("mx.example", "spf", "softfail", "c.test"),
				verdict("mx.example", "dmarc", "fail", "d.test"),
			],
		],
		[
			"spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=a.test; dkim=none (message not signed)\r\n header.d=none;dmarc=bestguesspass action=none\r\n header.from=a.test;compauth=pass reason=109",
			[verdict("", "spf", "pass", "a.test"), verdict("", "dkim", "none", null), verdict("", "dmarc", "bestguesspass", "a.test")],
		],
		["mx.example; dkim/1 = hardfail header.d = a.test", [verdict("mx.example", "dkim", "fail", "a.test")]],
		["mx.example; spf=none smtp.helo=h.test", [verdict("mx.example", "spf", "none", "h.test")]],
		["mx.example; dkim=pass header.d=a.test header.i=@b.test", [verdict("mx.example", "dkim", "pass", "a.test")]],
		["mx.example; iprev=pass; auth=pass; arc=pass (i=1)", [verdict("mx.example", "arc", "pass", null)]],
	] as const) {
		assert.deepEqual(readAuthentication([value]), expected, value);
	}
});

test("the topmost field's verdicts come first, and their number is bounded", () => {
	const fields = Array.from({ length: 40 }, (_, at) => `mx${at}.example; spf=pass; dkim=fail`);
	const verdicts = readAuthentication(fields);
	assert.equal(verdicts.length, 32);
	assert.deepEqual([verdicts[0]?.server, verdicts[2]?.server], ["mx0.example", "mx1.example"]);
});

test("no value throws, and what is read of it is short", () => {
	fc.assert(
		fc.property(
			fc.array(fc.string({ unit: fc.constantFrom(...'spf=dkim;.@"()/ \r\nab1'), maxLength: 200 }), { maxLength: 3 }),
			(values) => {
				for (const { server, result, domain } of readAuthentication(values)) {
					assert.ok(server.length < 256 && result.length <= 20 && (domain ?? "").length <= 300);
				}
			},
		),
		{ numRuns: 200 },
	);
});
