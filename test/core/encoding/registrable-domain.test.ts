import assert from "node:assert/strict";
import test from "node:test";
import { registrableDomain } from "../../../src/core/encoding/registrable-domain.ts";

test("a registrable domain is one label more than its public suffix", () => {
	assert.equal(registrableDomain("a.b.co.uk"), "b.co.uk");
	assert.equal(registrableDomain("track.mail.example"), "mail.example");
	assert.equal(registrableDomain("track.mail.example."), "mail.example");
});

test("customers of a platform are different owners, and the platform is its own", () => {
	assert.equal(registrableDomain("a.mailfoogae.appspot.com"), "mailfoogae.appspot.com");
	assert.equal(registrableDomain("appspot.com"), "appspot.com");
});

test("addresses, suffixes and single labels have none", () => {
	for (const host of ["192.0.2.1", "[2001:db8::1]", "co.uk", "localhost", "", "."]) assert.equal(registrableDomain(host), null, host);
});
