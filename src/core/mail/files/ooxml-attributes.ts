// Where the parts of an Office document name an address in an attribute rather than through a relationship: data connections, DDE links,
// add-ins, Visio's cells, and the single-file formats of 2003, which have no relationships at all.

/** By "element attribute", both without prefix: the construct to show. */
export const ADDRESS_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
	// SpreadsheetML §18.13.
	["webPr url", "office connection"],
	["dbPr connection", "office connection"],
	["dbPr serverCommand", "office connection"],
	["dbPr command", "office connection"],
	["olapPr localConnection", "office connection"],
	["connection odcFile", "office connection"],
	["connection sourceFile", "office connection"],
	["textPr sourceFile", "office connection"],
	["ddeLink ddeTopic", "formula dde"],
	// Mail merge, §17.14.
	["connectString val", "office connection"],
	["query val", "office connection"],
	["udl val", "office connection"],
	// Visio.
	["DataConnection ConnectionString", "office connection"],
	["DataConnection FileName", "office connection"],
	// [MS-OWEXML]: where an add-in is installed from.
	["reference store", "office add-in"],
	// [MS-CUSTOMUI]: a macro in another file.
	["customUI onLoad", "office add-in"],
	// Word 2003 XML.
	["attachedTemplate val", "relationship attachedtemplate"],
	["sourceFileName val", "relationship frame"],
	["subDoc link", "relationship subdocument"],
	["hlink dest", "relationship hyperlink"],
	// XML Spreadsheet 2003.
	["Cell HRef", "relationship hyperlink"],
]);

/** VML (part 4 §19): pictures of drawings; `o:href` and `o:althref` say where one was linked from. */
export const DRAWING_PICTURES: ReadonlySet<string> = new Set(["imagedata", "fill", "stroke", "background"]);
export const PICTURE_ATTRIBUTES: ReadonlySet<string> = new Set(["src", "href", "althref"]);

/** A drawing that is a link. */
export const DRAWING_SHAPES: ReadonlySet<string> = new Set([
	"shape",
	"rect",
	"roundrect",
	"oval",
	"line",
	"polyline",
	"arc",
	"curve",
	"image",
	"group",
]);

/** Elements whose text is a formula. */
export const FORMULA_ELEMENTS: ReadonlySet<string> = new Set([
	"f",
	"definedName",
	"formula",
	"formula1",
	"formula2",
	"calculatedColumnFormula",
	"totalsRowFormula",
]);
/** Attributes that are formulas, in XML Spreadsheet 2003. */
export const FORMULA_ATTRIBUTES: ReadonlySet<string> = new Set(["Cell Formula", "NamedRange RefersTo"]);
