// Topics: the words of which made-up texts are put together. Each line is a choice of things, each thing a choice of words that say the same,
// so that a text can be written again in other words (grammar/article.ts). Two editions that share no line: rules are found on one and tried on the other.

import type { Edition } from "./edition.ts";

export interface Topic {
	readonly id: string;
	/** Who acts, in the plural or as a name, without an article. */
	readonly actors: readonly Synonyms[];
	/** What they do, as a verb in the past that takes an object. */
	readonly acts: readonly Synonyms[];
	readonly things: readonly Synonyms[];
	readonly reasons: readonly Synonyms[];
}

export type Synonyms = readonly string[];

function topic(id: string, actors: string, acts: string, things: string, reasons: string): Topic {
	const read = (line: string): Synonyms[] => line.split("|").map((set) => set.trim().split("/"));
	return { id, actors: read(actors), acts: read(acts), things: read(things), reasons: read(reasons) };
}

const DEVELOPMENT: readonly Topic[] = [
	topic(
		"foreign-policy",
		"ministers/cabinet members|ambassadors/envoys|members of the committee/committee members|diplomats/negotiators|campaigners/activists|exiled writers/writers in exile|researchers/analysts|border officials/customs officers",
		"rejected/turned down/dismissed|welcomed/praised/applauded|postponed/put off/delayed|questioned/cast doubt on/challenged|drafted/wrote/prepared|published/released/made public|condemned/denounced/criticised|debated/discussed/argued over|signed/put their names to|defended/stood by/justified",
		"the sanctions list/the list of sanctions|a new trade agreement/a fresh trade deal|the visa rules/the rules on visas|the human rights report/the report on human rights|the export ban/the ban on exports|a joint declaration/a common statement|the extradition treaty/the treaty on extradition|the port contract/the contract for the port|the summit agenda/the agenda of the summit|the new residence law/the law on residence|the election observers/the observers of the vote|the satellite network/the network of satellites",
		"after weeks of pressure/following weeks of pressure|because of new evidence/in the light of new evidence|despite a protest note/in spite of a note of protest|ahead of the vote/before the vote|to calm the markets/in order to reassure the markets|under the eyes of the press/with the press watching",
	),
	topic(
		"culture",
		"curators/the museum's curators|young musicians/new musicians|two painters/a pair of painters|the choir members/members of the choir|translators/literary translators|film students/students of film|the restorers/the restoration team|volunteers/helpers",
		"opened/unveiled|rehearsed/prepared|restored/repaired/brought back|collected/gathered|performed/presented/staged|discovered/came across/found|lent/loaned|recorded/taped|explained/described|celebrated/honoured",
		"an exhibition of glass/a show of glass|the autumn programme/the programme for autumn|a forgotten opera/an opera nobody remembered|letters from the harbour/harbour letters|the old cinema/the former cinema|a series of readings/several readings|the sculpture garden/the garden of sculptures|a puppet theatre/a theatre of puppets|the library's maps/maps of the library|a night of short films/a short film night|the wooden organ/the organ of wood|songs from the islands/island songs",
		"in front of a full house/before a full house|with the help of neighbours/helped by neighbours|after three years of work/following three years of work|for the first time in decades/for the first time in years|because the roof leaked/since the roof let in rain|to everyone's surprise/surprising everyone",
	),
	topic(
		"shop",
		"our buyers/our team|our customers/you and others|the workshop/our workshop|our makers/the people who make our things|the designers/our designers|the early birds/the first to order",
		"chose/picked/selected|reduced/lowered/cut|packed/wrapped|tested/tried|brought back/revived|redesigned/rethought|doubled/added to|sold out/cleared",
		"woollen blankets/blankets of wool|the winter boots/boots for winter|a set of kitchen knives/kitchen knives|the garden chairs/chairs for the garden|travel bags/bags for travelling|children's raincoats/raincoats for children|the reading lamps/lamps for reading|a box of teas/teas in a box|notebooks with dots/dotted notebooks|the steel bottles/bottles of steel|linen shirts/shirts of linen|the weekend prices/prices for the weekend",
		"for this week only/only this week|while stocks last/as long as there are any|because you asked/as you asked for it|before the holidays/ahead of the holidays|with free delivery/delivered free|at a price to like/at a likeable price",
	),
	topic(
		"science",
		"physicists/a group of physicists|the laboratory/the lab|doctors/physicians|engineers/the engineers|marine biologists/sea biologists|students/doctoral students|statisticians/a team of statisticians|the observatory/the observers",
		"measured/gauged|built/constructed|confirmed/bore out|refuted/disproved|simulated/modelled|published/brought out|counted/tallied|sequenced/decoded|improved/refined|mapped/charted",
		"a cheaper battery/a battery that costs less|the drift of sea ice/how sea ice drifts|an early quake warning/a warning of quakes|the sleep of whales/how whales sleep|a vaccine that keeps warm/a heat-proof vaccine|dust from the desert/desert dust|the noise of cities/city noise|a catalogue of mosses/mosses in a catalogue|faint radio signals/weak radio signals|the memory of crows/what crows remember|a lighter turbine/a turbine of less weight|errors in old data/mistakes in older data",
		"with a borrowed instrument/using a borrowed instrument|over two summers/during two summers|after a lucky accident/thanks to a lucky accident|on a small budget/with little money|using open data/with data open to all|despite bad weather/although the weather was bad",
	),
	topic(
		"town",
		"the town council/the council|residents/people who live here|the fire brigade/firefighters|bus drivers/drivers of the buses|the sports club/our sports club|shopkeepers/owners of shops|parents/mothers and fathers|the gardeners/city gardeners",
		"approved/agreed to|planted/put in|cleaned/tidied up|opposed/objected to|moved/shifted|funded/paid for|closed/shut|won/took|organised/arranged|repaired/mended",
		"the swimming pool/the pool|new cycle paths/paths for cycles|the bridge by the mill/the mill bridge|a night bus/a bus by night|the school kitchen/the kitchen of the school|two hundred trees/some two hundred trees|the market square/the square of the market|a cup final/the final of the cup|street lamps/lamps in the streets|the winter shelter/the shelter for winter|a playground/the playground|the old depot/the former depot",
		"on a rainy Tuesday/one wet Tuesday|after a long meeting/following a long meeting|thanks to a donation/with a donation|for the summer/over the summer|against all expectations/when nobody expected it|with one vote more/by a single vote",
	),
	topic(
		"software",
		"the maintainers/maintainers|our engineers/our developers|security researchers/people who look for holes|early testers/testers|the operations team/operations|two contributors/a pair of contributors|the support desk/support",
		"released/shipped|fixed/repaired|documented/wrote down|removed/dropped|migrated/moved|measured/profiled|reported/filed|reviewed/looked through|deprecated/put out to pasture|rewrote/redid",
		"the import wizard/the wizard for imports|a race in the cache/a cache race|the login page/the page to log in|version four of the interface/interface version four|the backup job/the job for backups|a slow query/a query that was slow|dark mode/the dark theme|the mobile client/the client for phones|old browser support/support for old browsers|the build pipeline/the pipeline of builds|audit logs/logs for audits|a memory leak/a leak of memory",
		"without downtime/with no downtime|one day early/a day early|in the last sprint/during the last sprint|behind a switch/behind a flag|after many requests/as many had asked|before the freeze/ahead of the freeze",
	),
	topic(
		"energy",
		"grid operators/operators of the grid|farmers/growers|the regulators/the regulator|investors/funds|ship owners/owners of ships|unions/the unions|steel makers/makers of steel|the cooperative/the energy cooperative",
		"financed/paid for|halted/stopped|expanded/enlarged|auctioned/sold at auction|criticised/found fault with|calculated/worked out|imported/brought in|saved/did without|insured/took insurance on|predicted/forecast",
		"offshore wind farms/wind farms at sea|the gas reserve/the reserve of gas|a heat network/a network for heat|rooftop panels/panels on roofs|the coal exit/leaving coal|night tariffs/tariffs for the night|a storage dam/a dam for storage|hydrogen tanks/tanks of hydrogen|the price cap/the cap on prices|emission permits/permits to emit|a sea cable/a cable under the sea|repair crews/crews for repairs",
		"as winter approaches/with winter near|because demand fell/since demand dropped|after the auction/following the auction|at record cost/for a record sum|with public money/from public money|in only nine months/within nine months",
	),
];

const HELD_OUT: readonly Topic[] = [
	topic(
		"security",
		"delegates/representatives|defence officials/officers of the defence ministry|exiled lawyers/lawyers in exile|the monitoring mission/monitors|senators/members of the upper house|think tanks/research institutes|coast guards/the coast guard|journalists/reporters",
		"outlined/sketched|exposed/uncovered/brought to light|backed/supported/endorsed|scrapped/abandoned/gave up|negotiated/haggled over|leaked/passed on|ratified/adopted|downplayed/made little of|examined/looked into/studied|contested/disputed",
		"an arms register/a register of arms|the maritime border/the border at sea|a quiet prisoner exchange/an exchange of prisoners|the telecoms inquiry/the inquiry into telecoms|a hearing on disinformation/a disinformation hearing|the asylum quota/the quota for asylum|a research ban/a ban on research|the embassy lease/the lease of the embassy|a pledge on minorities/a minorities pledge|the harbour radar/the radar at the harbour|surveillance exports/exports of surveillance|a code of conduct/conduct rules",
		"amid growing concern/while concern grew|in a closed session/behind closed doors|as deadlines loom/with deadlines near|following a tip/after a tip-off|to everyone's relief/relieving everyone|despite strong lobbying/against strong lobbying",
	),
	topic(
		"food",
		"our cooks/the kitchen|a baker/the baker next door|wine growers/vintners|fishers/the fishing boats|the tasting panel/our tasters|guests/diners|beekeepers/keepers of bees",
		"tasted/sampled|roasted/baked|pickled/preserved|invented/came up with|harvested/picked|served/brought to table|smoked/cured|ruined/spoilt",
		"a soup of chestnuts/chestnut soup|the rye loaf/bread of rye|plums in vinegar/vinegar plums|three cheeses/a trio of cheeses|the first asparagus/early asparagus|dumplings with herbs/herb dumplings|a bitter marmalade/marmalade with a bite|the tasting menu/a menu to taste|smoked trout/trout from the smoke|an almond cake/cake of almonds|apple juice/juice of apples|the honey of lime trees/lime honey",
		"over a slow fire/on a low flame|with hardly any salt/using little salt|in grandmother's pot/in an old pot|for forty guests/for a table of forty|after the frost/once frost had come|without an oven/lacking an oven",
	),
	topic(
		"travel",
		"hikers/walkers|the railway/the rail company|pilots/flight crews|our guides/guides|hotel owners/hosts|the ferry line/ferries|night owls/late travellers",
		"crossed/traversed|booked/reserved|reopened/opened again|discovered/stumbled on|recommended/suggested|avoided/steered clear of|photographed/took pictures of|cancelled/called off",
		"the southern pass/the pass in the south|a sleeper train/a train with beds|lighthouse cottages/cottages by lighthouses|the lake circuit/the tour of the lake|late summer fares/fares of late summer|an island with goats/a goat island|the mountain hut/the hut in the mountains|ticket machines/machines for tickets|a thermal spring/hot springs|the coast path/the path along the coast|window seats/seats by the window|old post roads/roads of the post",
		"with a light rucksack/carrying little|between two storms/in the lull of storms|at half the fare/for half the price|in low season/out of season|before sunrise/ahead of the sun|by mistake/without meaning to",
	),
	topic(
		"finance",
		"savers/people with savings|the central bank/central bankers|auditors/the auditors|traders/dealers|pension funds/funds for pensions|tax offices/the tax authorities|lenders/banks",
		"raised/put up|sold/got rid of|audited/checked|misjudged/got wrong|froze/blocked|reported/disclosed|hedged/covered|merged/put together",
		"interest on deposits/deposit interest|the quarterly figures/figures for the quarter|bonds of small towns/small-town bonds|a currency basket/a basket of currencies|dormant accounts/sleeping accounts|the dividend/payouts|fees for transfers/transfer fees|a stress test/the test of stress|property funds/funds of property|the exchange rate/rates of exchange|late invoices/invoices past due|an insurance pool/a pool of insurers",
		"against analysts' advice/contrary to advice|at year's end/as the year closed|with effect from Monday/starting Monday|after a court ruling/once a court had ruled|for lack of buyers/since nobody bought|in thin trading/on a quiet day",
	),
	topic(
		"health",
		"nurses/nursing staff|the clinic/our clinic|pharmacists/chemists|patients/people in treatment|the health insurer/insurers|midwives/the midwives|runners/people who run",
		"introduced/brought in|compared/set side by side|warned of/cautioned against|trialled/tried out|shortened/cut down|diagnosed/found|requested/asked for|trained/taught",
		"a breathing exercise/an exercise in breathing|the waiting list/the list of those who wait|flu jabs/jabs against flu|a shorter course/courses that are shorter|the ward for children/the children's ward|blood tests at home/home blood tests|a back school/lessons for the back|reading glasses/glasses to read|salt in bread/bread salt|electronic prescriptions/prescriptions by computer|the pollen season/the season of pollen|a sleep diary/diaries of sleep",
		"under supervision/while supervised|on doctors' orders/as doctors ordered|with good results/successfully|for a small fee/at a small charge|over six weeks/for six weeks|during the night shift/by night",
	),
	topic(
		"education",
		"teachers/the teaching staff|the faculty/our faculty|apprentices/trainees|school boards/boards of schools|librarians/the library staff|debaters/the debating club|alumni/former students",
		"awarded/gave|enrolled in/signed up for|digitised/scanned|abolished/did away with|rewarded/honoured|tutored/coached|extended/prolonged|questioned/asked about",
		"a prize for translation/the translation prize|evening lectures/lectures in the evening|the chemistry hall/the hall of chemistry|marks in first grade/first-grade marks|an exchange year/a year abroad|old exam papers/papers of old exams|the robotics week/a week of robots|the choir of teachers/a teachers' choir|summer scholarships/grants for summer|reading patrons/patrons who read|the campus tram/a tram to campus|a lost thesis/the missing thesis",
		"by popular demand/as many wished|with parents' consent/after parents agreed|on the last day of term/as term ended|in four languages/using four languages|without a classroom/lacking rooms|to save paper/saving paper",
	),
];

export function topicsOf(edition: Edition): readonly Topic[] {
	return edition === "development" ? DEVELOPMENT : HELD_OUT;
}

/** What the targets of an attack care about: the first of each edition. */
export function topicOfTargets(edition: Edition): Topic {
	return topicsOf(edition)[0] as Topic;
}
