// Written by scripts/generate.ts from the files in this folder. Do not edit.

import type { Vector } from "../model/vector.ts";
import { vectors as amp } from "./amp.ts";
import { vectors as anchors } from "./anchors.ts";
import { vectors as bareUrls } from "./bare-urls.ts";
import { vectors as brandIndicators } from "./brand-indicators.ts";
import { vectors as calendars } from "./calendars.ts";
import { vectors as certificates } from "./certificates.ts";
import { vectors as contacts } from "./contacts.ts";
import { vectors as cssBindings } from "./css-bindings.ts";
import { vectors as cssEffects } from "./css-effects.ts";
import { vectors as cssFonts } from "./css-fonts.ts";
import { vectors as cssFunctions } from "./css-functions.ts";
import { vectors as cssImages } from "./css-images.ts";
import { vectors as cssImports } from "./css-imports.ts";
import { vectors as cssOthers } from "./css-others.ts";
import { vectors as declarations } from "./declarations.ts";
import { vectors as externalBodies } from "./external-bodies.ts";
import { vectors as forms } from "./forms.ts";
import { vectors as frames } from "./frames.ts";
import { vectors as headerImages } from "./header-images.ts";
import { vectors as images } from "./images.ts";
import { vectors as keys } from "./keys.ts";
import { vectors as links } from "./links.ts";
import { vectors as lists } from "./lists.ts";
import { vectors as mathml } from "./mathml.ts";
import { vectors as media } from "./media.ts";
import { vectors as metas } from "./metas.ts";
import { vectors as objects } from "./objects.ts";
import { vectors as officeFields } from "./office-fields.ts";
import { vectors as officeOpenXml } from "./office-open-xml.ts";
import { vectors as opendocument } from "./opendocument.ts";
import { vectors as pdf } from "./pdf.ts";
import { vectors as receipts } from "./receipts.ts";
import { vectors as responsiveImages } from "./responsive-images.ts";
import { vectors as richText } from "./rich-text.ts";
import { vectors as scripts } from "./scripts.ts";
import { vectors as shortcuts } from "./shortcuts.ts";
import { vectors as spreadsheets } from "./spreadsheets.ts";
import { vectors as svg } from "./svg.ts";
import { vectors as tnef } from "./tnef.ts";
import { vectors as vml } from "./vml.ts";

export const vectors: readonly Vector[] = [
	...amp,
	...anchors,
	...bareUrls,
	...brandIndicators,
	...calendars,
	...certificates,
	...contacts,
	...cssBindings,
	...cssEffects,
	...cssFonts,
	...cssFunctions,
	...cssImages,
	...cssImports,
	...cssOthers,
	...declarations,
	...externalBodies,
	...forms,
	...frames,
	...headerImages,
	...images,
	...keys,
	...links,
	...lists,
	...mathml,
	...media,
	...metas,
	...objects,
	...officeFields,
	...officeOpenXml,
	...opendocument,
	...pdf,
	...receipts,
	...responsiveImages,
	...richText,
	...scripts,
	...shortcuts,
	...spreadsheets,
	...svg,
	...tnef,
	...vml,
];
