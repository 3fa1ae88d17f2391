// `npm start`: the command, which without arguments tells the whole story on a made-up case (src/app/cli/story.ts). npm starts it in the project's
// folder.

if (process.argv.length === 2) process.argv.push("story");
import("./counterpixel.js");
