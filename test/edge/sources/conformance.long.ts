// The conformance suite with every single byte cut off at and changed, rather than a sample of them.

process.env.COUNTERPIXEL_STRIDE ??= "1";
await import("./conformance.test.ts");
