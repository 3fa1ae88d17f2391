// Everyday words that are surnames and first names too, and the words of offices and reports. Whoever is called one of them is not looked for by it
// alone: "the green party", "a long price list". By the whole name, behind a title, or with a capital amid a sentence he is.

export const EVERYDAY_WORDS: ReadonlySet<string> = new Set(
	// Colours, sizes, qualities.
	(
		"black blue brown gold golden gray green grey orange pink purple red rose ruby scarlet silver violet white yellow big bright broad clear cold " +
		"cool early fair fast fine free french full good grand great happy hard hardy high hot just keen kind large last late little long loud low " +
		"merry mild moody new noble old open plain power powers pretty proud public quick ready real rich right royal savage sharp short slow small " +
		"smart soft stark still strange strong sweet swift tall true welcome west wild wise worth young best better more most less same " +
		// Trades and ranks.
		"abbot archer author baker barber bishop bowman butcher butler carpenter carter carver chamberlain chancellor clerk cook cooper count dean deacon " +
		"doctor duke dyer earl farmer fisher forester fowler friend gardener general glover guard hunter judge king knight lawyer lord major marshal " +
		"mason mayor merchant miller minister monk painter pilot piper pope porter potter president priest prince princess prior queen ranger reader " +
		"sailor sergeant shepherd sheriff singer smith speaker squire steward tailor teacher tanner turner usher walker warden weaver workman writer " +
		// Nature, places, things.
		"apple ash banks barn bar bay beach bean bear bell bells berry birch bird birds block bloom boat bolt bond bone book books boot box branch bread " +
		"bridge brook brooks brush bull bush camp canon car card case cash castle cat cave chain chair chance chase cherry church city clay cliff cloud " +
		"coat coin corn corner cotton court cox craft crane crop cross crow crown cup dale dam dawn day days deer dell diamond dove drake dream drum " +
		"duck east edge english event falcon fall farm farms father feather fell fern field fields fire fish flag flat flower flowers fly food foot force ford " +
		"forest fountain fox frost fruit game garden gate gates gift glass glen goose grace grain grant grass grove gun hall hand hands harbour harp harvest hawk hay " +
		"hazel head heart heath hedge hill hills holly home hood hook hope horn horse house ice iron island ivy jewel job joy key keys kiss lake lamb lamp " +
		"land lane lark law laws leaf lily line lion list lock lodge london love man march mark marks marsh mead meadow mile miles milk mill mills mint mist moon " +
		"moor moss mountain nail north oak ocean oil olive ox page paper paris park parks pass path peace peak pearl penny pepper petal pike pine place point pole " +
		"pond pool post price prime quarry race rain ray reed rest rice ring rings river rivers road robin rock root rope row rush rye sage sail salmon salt sand sands " +
		"school sea seal shadow shade sharp shaw shell shield ship shoe shore side sky snow song south sparrow spring stable staff stage star state stay steel steele steep " +
		"step stern stock stone stones store storm story stream street summer sun swan table temple thorn thunder tide tiger time times tower town tree trees tulip vale valley " +
		"van view village vine wall walls ward wars water waters wave way weeks well wells wheat wheel wind winter wolf wood woods wool work world wren yard year years " +
		// Verbs and small words.
		"am an and are as ask at be been but buy by call can do does down even ever feel find for from gave get give go has have he held her his how if in into is it " +
		"its join keep let like look made make may meet mere met my no nor not now of off on once one or our out over pay play pray put ran read rise run said say see sell " +
		"send set she should sit so speak spoke stand take talk tell that the their them then there these they this to told too touch try turn two under up us use want was we " +
		"went were what when where which who why will win wish with would yet you your bid bill chill cope cost dash deal drew drop earn faith fee fill finding flew frank gain " +
		"guess guy hack heard help hide hire hit hold hunt hurt hush jack lack lead learn leave lent lift lose luck mind miss mood move need neither never nice noon note pace " +
		"pack pick plan poll press pride prove pull push raise rank rate reach rule safe save score seek self serve shoot shot show sight sign skill sleep sort sound spark spend " +
		"start stop strike supply swear tear test thanks thing think thought through toll track trade train travel trick trip trust truth union value visit wait wake walk war warn " +
		"wash waste watch weigh wind wonder word words worry yes zero able about above after again all almost along also always among any away back bad because before behind " +
		"below beside between both bring came could each else end enough every far few first four five give half hear here however idea inside instead keep kept later left " +
		"life live local lot many matter mean might money month morning much must name near next night none nothing number often only other part past people per perhaps person " +
		"quite rather round second seem several since six some something soon than third three today together tomorrow toward until upon very week while without wrong " +
		// Days and months.
		"april august christmas easter friday january june july may monday saturday sunday september october november december february march season spring autumn " +
		// Of parliaments, mail and these reports.
		"account accounts address agency agent alliance ambassador analyst application archive arrival assembly assistant attack author bank board body browser bureau cabinet " +
		"campaign candidate cause centre chamber channel china claim click client code commission committee company conference congress connection contact content copy council " +
		"country courier customer data date department deputy desk digital director division document domain edition editor election email embassy europe european evidence " +
		"exchange export federal file finance folder foreign forum foundation global government group groups head health history holder host identity image inbox incident index " +
		"information institute international internet journal justice language leader leak letter letters level liberal link log logs machine mail mailbox mails manager media " +
		"member members message messages ministry mobile national network news newsletter notice office officer official online operator opposition order organisation " +
		"organization outlet owner parliament party password personal phone picture pixel policy political politics portal president private privacy program programme project " +
		"protocol provider proxy question reason reasons recipient record records reference region relation reply report reporter request research resolver result review safety " +
		"science secretary section security senate senator sender senders server service services session signal site social society source sources special standing statement " +
		"status student study subject support system target targeted team telephone text token tracker tracking traffic travel undetermined unit united user users version vote " +
		"warning wave waves web website window witness women youth republic democrat democratic labour union christian central china human rights freedom asia america africa"
	).split(" "),
);
