// `npm start`: the command, which without arguments scans the example mailboxes that come with the project. npm starts it in the
// project's folder.

if (process.argv.length === 2) process.argv.push("scan", "examples");
import("./counterpixel.js");
