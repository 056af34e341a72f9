import type { SigningKeys } from "../../../subgraphs/kit/signing/SigningKeys.ts";

/** Which program is looked at. */
export type Program = "gateway" | "one process" | "subgraph";

/** A file or directory as it lies there; `null` where it does not. */
export interface FileFact {
  isWritable: boolean;
  isReadableByOthers: boolean;
  modifiedAt: Date;
}

export interface CertificateFact {
  /** The setting that names it. */
  setting: string;
  validFrom: Date;
  validTo: Date;
}

/** What a subgraph said when it was asked. */
export interface ReachFact {
  /** Whether it answered the gateway's own, signed call, or why not. */
  signed: "answered" | "refused" | "unreachable";
  /** Whether it answers a call that is not signed. */
  answersUnsigned: boolean;
  /** How far its clock is ahead of ours, in seconds; absent when it does not say. */
  clockAheadSeconds?: number;
}

/** Everything the checks look at, gathered beforehand. */
export interface DoctorFacts {
  program: Program;
  /** The subgraph's name, where one is looked at. */
  subgraph?: string;
  /** Settings as the program reads them, by name; those of other rooms too. */
  settings: Readonly<Record<string, unknown>>;
  isProduction: boolean;
  /** In production, or listening where others can reach it. */
  isExposed: boolean;
  /** Mistakes with which the program would not start. */
  mistakes: readonly string[];
  /** Where each subgraph is: `local`, `off` or a URL; empty for a subgraph. */
  subgraphs: ReadonlyMap<string, string>;
  keys: SigningKeys;
  certificates: readonly CertificateFact[];
  /** Files the settings name, by setting. */
  files: ReadonlyMap<string, FileFact | null>;
  nodeVersion: string;
  now: Date;
  /** What subgraphs said; absent unless they were asked. */
  reached?: ReadonlyMap<string, ReachFact>;
}

/** A setting's text; empty where it is not set or not a text. */
export const textOf = ({ settings }: DoctorFacts, name: string): string =>
  typeof settings[name] === "string" ? settings[name] : "";
