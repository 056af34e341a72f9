import { type Check, ok, unsafe, warning } from "./Finding.ts";

/** Whether calls between gateway and subgraphs are signed, each with a key of its own. */
export const checkSigningKeys: Check = (facts) => {
  const { program, subgraph = "", subgraphs, keys } = facts;
  const needing =
    program === "subgraph"
      ? [subgraph]
      : [...subgraphs].filter(([, at]) => /^https?:/.test(at)).map(([name]) => name);
  const findings = needing
    .filter((name) => !keys.has(name))
    .map((name) =>
      unsafe(
        facts,
        "signing-key",
        `no key signs the calls to "${name}": it answers everybody, and everybody as a visitor`,
        "npm run signing-key -- create; name the file by SIGNING_KEY_FILE",
      ),
    );
  for (const [name, live] of keys) {
    if (live.length > 1)
      findings.push(
        warning(
          "signing-key-rotation",
          `"${name}" has ${live.length} live keys`,
          "once every gateway signs with the first: npm run signing-key -- retire",
        ),
      );
  }
  const foreign = [...keys.keys()].filter((name) => name !== subgraph);
  if (program === "subgraph" && foreign.length > 0)
    findings.push(
      unsafe(
        facts,
        "signing-key-foreign",
        `this subgraph is given the keys of ${foreign.join(", ")} too: who takes this machine can speak to those`,
        `give it the file with its own key alone (keys/${subgraph}.json)`,
      ),
    );
  return findings.length > 0
    ? findings
    : [ok("signing-key", "calls to subgraphs are signed where they leave the process")];
};
