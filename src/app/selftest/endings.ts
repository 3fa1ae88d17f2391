// Endings: what kind of file a vector asks for, so that the URL ends as a real one would and the answer is of the right type.

const BY_VECTOR: readonly (readonly [RegExp, string])[] = [
	[/^(?:css-import|link-stylesheet|processing-instruction|meta-link)$/, "css"],
	[/^(?:script-|svg-script|link-modulepreload|css-behavior|css-binding|import-implementation)/, "js"],
	[/^(?:css-font-face|fontdef-src|odf-font)$/, "woff2"],
	[/^(?:iframe|frame|portal|webview|layer|object-data|embed-src|link-(?:prerender|prefetch|import|other)|meta-refresh|vml-frame)/, "html"],
	[/^(?:a-|area-|svg-a-|amp-form|form|isindex|.*-link$|.*hyperlink$|bare-url|cite|longdesc|list-|meta-(?:start|task-action|app))/, "html"],
	[/^(?:video-src|source-src|svg-media|office-media|odf-media|playlist-entry|amp-media)$/, "mp4"],
	[/^(?:audio-src|bgsound-src|contact-sound|calendar-alarm|css-sound)$/, "ogg"],
	[/^(?:track-src)$/, "vtt"],
	[/^(?:svg-(?:use|paint-server|effect|text|feimage)|css-(?:filter|clip-path|paint|marker|mask)|bimi-location)$/, "svg"],
	[/^(?:link-manifest|amp-list)$/, "json"],
	[/^(?:link-icon|shortcut-icon)$/, "ico"],
	[/^(?:doctype|entity|xml-|meta-tile-config|script-data-island)/, "xml"],
	[/(?:template|sub-document|rtf-file)$/, "rtf"],
];

/** "gif" for whatever is or may be a picture, and for what is nothing in particular. */
export function endingOf(vector: string): string {
	return BY_VECTOR.find(([ids]) => ids.test(vector))?.[1] ?? "gif";
}
