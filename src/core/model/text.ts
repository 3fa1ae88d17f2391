// Text: a string cut from Content with its escapes resolved, whose every character knows its raw range.

export interface Text {
	readonly value: string;
	/** Raw offset where character `index` of `value` (a UTF-16 index) begins. */
	start(index: number): number;
	/** Raw offset after the character before `index`. */
	end(index: number): number;
}
