// `npm run subgraph -- NAME [flags]`: one agency's subgraph as a process of its own.
import { SUBGRAPH_PORTS } from "./kit/server/Subgraph.ts";

const names = Object.keys(SUBGRAPH_PORTS);
const [name, ...flags] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(
    `liandong: name a subgraph: npm run subgraph -- ${names.join("|")} [flags]; NAME --help lists the flags`,
  );
  process.exit(1);
}
process.argv.splice(2, Number.POSITIVE_INFINITY, ...flags);
await import(`./${name}/main.ts`);
