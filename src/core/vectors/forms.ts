// Forms (WHATWG HTML §4.10.3): sent by an act of the reader. An empty action is the message itself, not the base.

import type { Vector } from "../model/vector.ts";
import { inAttribute, keyword } from "./build/attribute.ts";

const isWritten = (value: string) => (value.trim() === "" ? [] : [{ from: 0, to: value.length }]);

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "form-action",
		title: "form action",
		on: ["form action"],
		cut: isWritten,
		trigger: "click",
		why: "Sending the form opens it, with what was filled in.",
		probe: '<form action="{url}"><input type="submit"></form>',
	}),
	inAttribute({
		id: "formaction",
		title: "button, input formaction",
		on: ["button formaction", "input formaction"],
		cut: isWritten,
		trigger: "click",
		why: "Pressing the button sends the form there.",
		probe: '<form><button formaction="{url}">send</button></form>',
	}),
	inAttribute({
		id: "isindex-action",
		title: "isindex action",
		on: ["isindex action", "isindex formaction", "isindex href"],
		cut: isWritten,
		trigger: "click",
		why: "No living program has this search field; Internet Explorer 11 was the last.",
		probe: '<isindex action="{url}">',
	}),
	inAttribute({
		id: "isindex-src",
		title: "isindex type=image src",
		on: ["isindex src"],
		beside: ["type"],
		when: (hit) => keyword(hit, "type") === "image",
		why: "No living program loads the image of this search field; Chrome 57 was the last.",
		probe: '<isindex type="image" src="{url}">',
	}),
];
