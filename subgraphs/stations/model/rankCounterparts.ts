import type { ServiceField } from "../../kit/codes/ServiceField.ts";

/** A community social worker who could be paired with a medical one. */
export interface Candidate {
  id: string;
  serviceFields: readonly ServiceField[];
  /** How many live pairings (proposed or confirmed) the candidate has. */
  livePairings: number;
}

export interface RankedCounterpart {
  id: string;
  matchingFields: ServiceField[];
  /** Shared fields + 1 ÷ (2 + live pairings): the fraction stays below one, so fields always come first. */
  score: number;
}

/**
 * Candidates who share at least one field of service with a medical social worker, best first:
 * more shared fields, then fewer live pairings, then id.
 */
export function rankCounterparts(
  wanted: readonly ServiceField[],
  candidates: readonly Candidate[],
): RankedCounterpart[] {
  return candidates
    .map(({ id, serviceFields, livePairings }) => {
      const matchingFields = [...new Set(wanted)].filter((field) => serviceFields.includes(field));
      return { id, matchingFields, score: matchingFields.length + 1 / (2 + livePairings) };
    })
    .filter(({ matchingFields }) => matchingFields.length > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
