// Child: the process in which Outlook message files are parsed.

import { serve } from "../sandbox/serve.ts";
import { messageOfMsg } from "./msg.ts";

await serve((_head, bytes, emit) => {
	const { bytes: mime, problems } = messageOfMsg(bytes);
	emit(problems, mime);
});
