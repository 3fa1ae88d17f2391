// `npm start`: the command, which without arguments scans the example mailboxes that come with the project.

const examples = new URL("../examples", import.meta.url);
if (process.argv.length === 2) process.argv.push("scan", decodeURIComponent(examples.pathname));
import("./counterpixel.js");
