import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { maskedShape, messageIdShape } from "../../../../src/core/mail/profile/shapes.ts";

test("what differs from message to message is masked, and what a program always writes is not", () => {
	for (const [value, expected] of [
		["20240102030405.12345.6789@mail.example.test", "99.9.9@mail.example.test"],
		["1234.5.1700000000000.JavaMail.user@host-12.example.test", "9.9.99.JavaMail.a@host-9.example.test"],
		["0123456789abcdef0123456789abcdef@example.test", "h32@example.test"],
		["d290f1ee-6c54-4b07-90e6-d701748f0851@example.test", "u@example.test"],
		["CAKgd8=xY+7abCdEfGhIjKlMnOp1qRsTuV@mail.example.test", "x@mail.example.test"],
		["A1B2@192.0.2.1", "x@9.9.9.9"],
		["no-at", "a-a"],
	] as const) {
		assert.equal(messageIdShape(value), expected, value);
	}
	assert.equal(messageIdShape(null), null);
	assert.equal(maskedShape("----=_Part_123_456789012.1700000000000"), "----=_Part_9_9.99");
	assert.equal(maskedShape("000000000000aabbcc05e1234567"), "h28");
});

test("two values of one program's making have one shape", () => {
	const digits = fc.integer({ min: 0, max: 999_999_999 });
	const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 24, maxLength: 24 });
	fc.assert(
		fc.property(digits, digits, hex, hex, (a, b, c, d) => {
			assert.equal(maskedShape(`----=_NextPart_${a}`), maskedShape(`----=_NextPart_${b}`));
			fc.pre(/\d/.test(c) && /\d/.test(d) && /[a-f]/.test(c) && /[a-f]/.test(d));
			assert.equal(messageIdShape(`${c}@x.example`), messageIdShape(`${d}@x.example`));
		}),
	);
});
