// The content of a refresh by the shared declarative refresh steps of WHATWG HTML.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cutRefresh } from "../../../../src/core/vectors/microsyntax/refresh.ts";
import { cutFrom } from "./cuts.ts";

const CASES: readonly [string, string, readonly string[]][] = [
	["a time alone reloads the page itself", "5", []],
	["url= in any case", "0; URL=http://a.example/", ["http://a.example/"]],
	["the separator may be a comma", "0,url=/a", ["/a"]],
	["the separator may be a blank", "0 url=/a", ["/a"]],
	["url= may be missing", "0; http://a.example/", ["http://a.example/"]],
	["without a separator there is nothing to go to", "0url=/a", []],
	["a time is needed", "url=/a", []],
	["a time may begin with a full stop", ".5;url=/a", ["/a"]],
	["a time may hold several full stops", "1.2.3;/a", ["/a"]],
	["blanks around the equals sign are nothing", "0;url \n=\t/a", ["/a"]],
	["quotes around the URL are taken off", "0;url='/a'", ["/a"]],
	["what follows the closing quote is nothing", '0;url="/a" x', ["/a"]],
	["an unclosed quote is none", "0;url='/a", ["/a"]],
	["quotes count without url= too", "0;'/a'", ["/a"]],
	["a URL that begins like url is whole", "0;urn:a", ["urn:a"]],
	["url without an equals sign is the URL", "0;url /a", ["url /a"]],
	["only the first url= is taken off", "0;url=url=/a", ["url=/a"]],
];

for (const [sentence, value, expected] of CASES) test(sentence, () => assert.deepEqual(cutFrom(cutRefresh, value), expected));
