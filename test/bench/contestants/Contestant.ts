/** What is shared between requests that run at the same time: figures are compared within one kind only. */
export type Sharing = "nothing" | "subgraph calls" | "client queries";

/** A gateway as it takes part, in one configuration. */
export interface Contestant {
  /** Short name for `--contestants`, e.g. `hive-rust-nothing`. */
  id: string;
  /** Name in the tables. */
  title: string;
  family: "apollo" | "hive" | "ours" | "floor";
  sharing: Sharing;
  /** Whether it comes from `peers/` and needs them installed. */
  isPeer: boolean;
  /** Runs the whole system in one process: subgraphs and data inside it. */
  isWholeSystem: boolean;
  /** Node's arguments that start it, its environment and where it starts. */
  start(at: StartingPoint): { args: string[]; env?: Record<string, string>; cwd?: string };
}

export interface StartingPoint {
  supergraphFile: string;
  port: number;
  /** Where the sample data is, for a whole system. */
  dataDirectory: string;
  /** The right answer as JSON, where it is known. */
  expected?: string;
}
