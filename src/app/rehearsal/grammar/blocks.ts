// Blocks: pieces of the HTML of mailings, some ways for each piece, another set in each edition. grammar/layout.ts puts one of each together.
// `{colour}`, `{width}`, `{font}` are a sender's; the rest is the mailing's.

import type { Edition } from "./edition.ts";

export interface Blocks {
	/** Around all the rest, `{body}`. */
	readonly frames: readonly string[];
	/** `{logo}` is an attribute's value, `{name}` the sender. */
	readonly heads: readonly string[];
	/** `{text}`, some paragraphs' worth. */
	readonly intros: readonly string[];
	/** `{picture}`, `{href}`, `{title}`, `{text}`, `{call}`. */
	readonly articles: readonly string[];
	/** `{href}`, `{call}`. */
	readonly buttons: readonly string[];
	/** `{name}`, `{address}`. */
	readonly feet: readonly string[];
	/** `{href}`: a way off the list. */
	readonly leaves: readonly string[];
	/** `{src}`: a picture that nobody is to see. */
	readonly pixels: readonly string[];
	readonly rules: readonly string[];
	readonly calls: readonly string[];
}

export const BLOCKS: Readonly<Record<Edition, Blocks>> = {
	development: {
		frames: [
			`<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n<body style="margin:0;font-family:{font}">\n<table width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">\n<table width="{width}"><tr><td>\n{body}\n</td></tr></table>\n</td></tr></table>\n</body></html>`,
			`<html><head><meta charset="utf-8"><style>\nbody{font-family:{font};color:#222}\n.box{max-width:{width}px;margin:auto}\n@media (max-width:480px){.box{width:100%}}\n</style></head>\n<body><div class="box">\n{body}\n</div></body></html>`,
			`<html><body bgcolor="#f4f4f4"><center><table bgcolor="#ffffff" width="{width}" style="border:1px solid {colour}">\n<tr><td style="padding:20px;font-family:{font}">\n{body}\n</td></tr></table></center></body></html>`,
			`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head><body>\n<div style="background:#fafafa"><div style="width:{width}px;margin:0 auto;font-family:{font}">\n{body}\n</div></div></body></html>`,
		],
		heads: [
			`<table width="100%"><tr><td><img src="{logo}" alt="{name}" width="180"></td></tr></table>`,
			`<div style="border-bottom:2px solid {colour}"><img src="{logo}" alt="" height="48"><span>{name}</span></div>`,
			`<h1 style="color:{colour}">{name}</h1>`,
			`<p align="center"><img src="{logo}" alt="{name}" width="240" height="60"></p><hr>`,
			`<table><tr><td><img src="{logo}" width="60" alt=""></td><td><strong>{name}</strong></td></tr></table>`,
		],
		intros: [
			`<p>{text}</p>`,
			`<div style="font-size:16px">{text}</div>`,
			`<p><em>{text}</em></p>`,
			`<table><tr><td>{text}</td></tr></table>`,
		],
		articles: [
			`<table width="100%"><tr><td width="30%"><img src="{picture}" width="180" alt=""></td><td><h3>{title}</h3><p>{text}</p><a href="{href}">{call}</a></td></tr></table>`,
			`<h2><a href="{href}" style="color:{colour}">{title}</a></h2><img src="{picture}" width="100%" alt=""><p>{text}</p>`,
			`<div class="item"><h2>{title}</h2><p>{text} <a href="{href}">{call}</a></p></div>`,
			`<ul><li><a href="{href}">{title}</a><br>{text}</li></ul>`,
			`<div style="padding:12px 0"><a href="{href}"><img src="{picture}" alt="" width="280"></a><h4>{title}</h4><div>{text}</div></div>`,
			`<table><tr><td><img src="{picture}" alt="" width="{width}"></td></tr><tr><td><b>{title}</b></td></tr><tr><td>{text}</td></tr><tr><td><a href="{href}">{call}</a></td></tr></table>`,
		],
		buttons: [
			`<p><a href="{href}" style="background:{colour};color:#fff;padding:10px 18px">{call}</a></p>`,
			`<table><tr><td bgcolor="{colour}"><a href="{href}">{call}</a></td></tr></table>`,
			`<div align="center"><a href="{href}"><b>{call}</b></a></div>`,
		],
		feet: [
			`<hr><p style="font-size:11px">{name}, {address}</p>`,
			`<div style="background:#eee;font-size:11px"><p>You get this as a friend of {name}.</p><p>{address}</p></div>`,
			`<table width="100%"><tr><td style="font-size:12px">{name}<br>{address}</td></tr></table>`,
			`<address>{name}, {address}</address>`,
		],
		leaves: [
			`<p style="font-size:11px">No longer interested? <a href="{href}">Unsubscribe</a></p>`,
			`<a href="{href}" style="font-size:10px">Unsubscribe from this list</a>`,
			`<div>To leave this list, <a href="{href}">click here</a> to unsubscribe.</div>`,
			`<table><tr><td><a href="{href}">unsubscribe</a> from these mails</td></tr></table>`,
		],
		pixels: [
			`<img src="{src}" width="1" height="1" alt="">`,
			`<img src="{src}" height="1" width="1" border="0" style="display:block">`,
			`<div><img src="{src}" width="1" height="1"></div>`,
			`<img alt="" src="{src}" style="width:1px;height:1px">`,
		],
		rules: [`<hr>`, `<br>`, `<div style="height:1px;background:{colour}"></div>`, ``],
		calls: ["Read more", "More", "Go on reading", "See for yourself", "To the article", "Find out more"],
	},
	"held-out": {
		frames: [
			`<!doctype html><html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="viewport" content="width=device-width"></head><body>\n<section><main style="max-width:{width}px;font:15px {font}">\n{body}\n</main></section></body></html>`,
			`<html><head><style type="text/css">td{font-family:{font}} a{color:{colour}}</style></head><body>\n<table role="presentation" align="center" width="{width}"><tbody>\n<tr><td>\n{body}\n</td></tr>\n</tbody></table></body></html>`,
			`<div dir="ltr" style="font-family:{font}"><div style="margin:0 auto;width:{width}px"><div>\n{body}\n</div></div></div>`,
		],
		heads: [
			`<header><img src="{logo}" alt="{name}" width="140"></header>`,
			`<center><b style="font-size:28px;color:{colour}">{name}</b></center>`,
			`<table role="presentation" width="100%"><tbody><tr><td bgcolor="{colour}"><img src="{logo}" alt="" height="40"></td></tr></tbody></table>`,
			`<div><a><img src="{logo}" alt="{name}" width="200" height="50"></a></div><div>&nbsp;</div>`,
		],
		intros: [`<div><span>{text}</span></div>`, `<blockquote>{text}</blockquote>`, `<section><p>{text}</p></section>`],
		articles: [
			`<article><h2>{title}</h2><figure><img src="{picture}" alt="" width="500"></figure><p>{text}</p><p><a href="{href}">{call}</a></p></article>`,
			`<table role="presentation"><tbody><tr><td valign="top"><h3>{title}</h3>{text}<br><a href="{href}">{call}</a></td><td><img src="{picture}" width="120" alt=""></td></tr></tbody></table>`,
			`<dl><dt><a href="{href}">{title}</a></dt><dd>{text}</dd></dl>`,
			`<div><div><img src="{picture}" alt="" width="160" align="right"><strong>{title}</strong></div><div>{text} <a href="{href}">{call}</a></div></div>`,
			`<ol><li><b>{title}</b> {text} <a href="{href}">{call}</a></li></ol>`,
		],
		buttons: [
			`<div><a href="{href}" style="border:2px solid {colour};padding:8px">{call}</a></div>`,
			`<center><span><a href="{href}">{call}</a></span></center>`,
		],
		feet: [
			`<footer><small>{name}<br>{address}</small></footer>`,
			`<div style="color:#888"><span>{name}</span> <span>{address}</span></div>`,
			`<table role="presentation" width="100%"><tbody><tr><td align="center"><small>{address}</small></td></tr></tbody></table>`,
		],
		leaves: [
			`<small><a href="{href}">Unsubscribe</a> at any time</small>`,
			`<p><small>Had enough? Unsubscribe <a href="{href}">with one click</a></small></p>`,
			`<div style="color:#999"><a href="{href}">Manage subscription or unsubscribe</a></div>`,
		],
		pixels: [
			`<img src="{src}" alt="" width="1" height="1" border="0">`,
			`<span><img height="1" width="1" src="{src}"></span>`,
			`<img src="{src}" alt="" style="max-height:1px;max-width:1px">`,
		],
		rules: [`<div>&nbsp;</div>`, `<hr style="border:0;border-top:1px solid #ddd">`, ``],
		calls: ["Continue", "Full story", "Have a look", "Open", "Take me there"],
	},
};
