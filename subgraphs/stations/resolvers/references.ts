import type { StationsContext } from "../StationsContext.ts";

/** A division by its code: its other fields are read only when asked for. */
export const districtRef = (code: string): { code: string } => ({ code });

/** An entity of another agency: all this one knows is the id. */
export const stub = (id: string): { id: string } => ({ id });

/** Whole fen as yuan. */
export const yuan = (fen: number): number => fen / 100;

/** An entity's reference resolver: looked up by id, unknown ids are `null`. */
export const byId =
  (loader: "community" | "station" | "worker" | "pairing" | "project") =>
  ({ id }: { id: string }, { loaders }: StationsContext) =>
    loaders[loader].load(id);
