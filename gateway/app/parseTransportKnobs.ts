import { StartError } from "../../subgraphs/kit/server/settings.ts";
import { checkKnobs } from "../transport/checkKnobs.ts";
import type { TransportKnobs } from "../transport/TransportKnobs.ts";

/**
 * Reads the setting `TRANSPORT`: `knob=value` for all subgraphs, `subgraph.knob=value` for one, comma separated,
 * such as `timeoutMs=3000,volunteers.maxRetries=0`. The knobs are those of `gateway/transport/TransportKnobs.ts`.
 * @returns the knobs given for a subgraph
 * @throws StartError naming the knob, the value and what is allowed
 */
export function parseTransportKnobs(text: string): (subgraph: string) => Partial<TransportKnobs> {
  const given = text
    .split(",")
    .filter(Boolean)
    .map((item) => {
      const [, subgraph, knob = "", value = ""] = /^(?:([\w-]+)\.)?(\w+)=(.+)$/.exec(item.trim()) ?? [];
      if (!knob) throw new StartError(`TRANSPORT has "${item}", not knob=value or subgraph.knob=value`);
      return { subgraph, knob, value: parseValue(value) };
    });
  return (name) => {
    const forOne = given.filter(({ subgraph }) => subgraph === undefined || subgraph === name);
    const knobs = Object.fromEntries(
      forOne.map(({ knob, value }) => [knob, value]),
    ) as Partial<TransportKnobs>;
    try {
      checkKnobs(name, knobs);
    } catch (error) {
      throw new StartError(`TRANSPORT: ${(error as Error).message}`);
    }
    return knobs;
  };
}

function parseValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
