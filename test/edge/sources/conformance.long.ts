// The conformance suite with every single byte cut off at and changed, rather than a sample of them, and more mail invented.

process.env.COUNTERPIXEL_STRIDE ??= "1";
process.env.COUNTERPIXEL_RUNS ??= "25";
await import("./conformance.test.ts");
