// Layout: what a sender's mailings look like: one of each block, a colour, a width, and how many stories. The same layout and the same story give
// the same elements in every copy; so the structure of a mailing is its sender's, or that of a mass mailer's stock layout.

import type { Chance } from "../chance.ts";
import { escaped, type MadeUrl, type Page } from "../page.ts";
import { BLOCKS } from "./blocks.ts";
import type { Edition } from "./edition.ts";

export interface Layout {
	readonly frame: string;
	readonly head: string;
	readonly intro: string;
	readonly article: string;
	readonly button: string | null;
	readonly foot: string;
	readonly leave: string;
	readonly pixel: string;
	readonly rule: string;
	readonly call: string;
	/** The pixel stands before everything else rather than after it. */
	readonly pixelFirst: boolean;
	readonly look: { readonly colour: string; readonly width: string; readonly font: string };
}

export interface Story {
	readonly title: string;
	readonly text: string;
	readonly picture: MadeUrl;
	readonly href: MadeUrl;
}

export interface Mailing {
	readonly title: string;
	readonly name: string;
	/** Postal. */
	readonly address: string;
	readonly logo: MadeUrl;
	readonly intro: string;
	readonly stories: readonly Story[];
	readonly button: MadeUrl | null;
	readonly leave: MadeUrl | null;
	readonly pixel: MadeUrl | null;
}

const FONTS = ["Arial,sans-serif", "Georgia,serif", "Helvetica,Arial,sans-serif", "Verdana,sans-serif", "'Times New Roman',serif"];

export function layoutOf(edition: Edition, chance: Chance): Layout {
	const blocks = BLOCKS[edition];
	// One block in another, as mail editors leave them behind: senders differ in how deep.
	const depth = chance.below(3);
	const frame = chance.pick(blocks.frames);
	const wrapped = Array.from({ length: depth }, () => chance.pick(["div", "section", "span"])).reduce(
		(inner, name) => `<${name}>${inner}</${name}>`,
		"{body}",
	);
	return {
		frame: frame.replace("{body}", wrapped),
		head: chance.pick(blocks.heads),
		intro: chance.pick(blocks.intros),
		article: chance.pick(blocks.articles),
		button: chance.maybe(0.5) ? chance.pick(blocks.buttons) : null,
		foot: chance.pick(blocks.feet),
		leave: chance.pick(blocks.leaves),
		pixel: chance.pick(blocks.pixels),
		rule: chance.pick(blocks.rules),
		call: chance.pick(blocks.calls),
		pixelFirst: chance.maybe(0.2),
		look: {
			colour: `#${chance.characters("0123456789abcdef", 6)}`,
			width: String(chance.between(50, 72) * 10),
			font: chance.pick(FONTS),
		},
	};
}

export function render(layout: Layout, mailing: Mailing, page: Page): string {
	const { look, call } = layout;
	const fill = (block: string, values: Readonly<Record<string, string | (() => string)>>): string =>
		block.replace(/\{(\w+)\}/g, (slot, name: string) => {
			const value = values[name] ?? (look as Readonly<Record<string, string>>)[name];
			return value === undefined ? slot : typeof value === "string" ? value : value();
		});
	const pixel = mailing.pixel === null ? "" : fill(layout.pixel, { src: page.picture(mailing.pixel) });
	const name = escaped(mailing.name);
	const pieces = [
		layout.pixelFirst ? pixel : "",
		fill(layout.head, { logo: () => page.picture(mailing.logo), name }),
		fill(layout.intro, { text: escaped(mailing.intro) }),
		...mailing.stories.map((story) =>
			fill(layout.article, {
				picture: () => page.picture(story.picture),
				href: () => page.link(story.href),
				title: escaped(story.title),
				text: escaped(story.text),
				call,
			}),
		),
		layout.rule,
		mailing.button === null || layout.button === null ? "" : fill(layout.button, { href: page.link(mailing.button), call }),
		fill(layout.foot, { name, address: escaped(mailing.address) }),
		mailing.leave === null ? "" : fill(layout.leave, { href: page.link(mailing.leave) }),
		layout.pixelFirst ? "" : pixel,
	];
	const body = pieces.filter((piece) => piece !== "").join("\n");
	return fill(layout.frame, { title: escaped(mailing.title), body });
}
