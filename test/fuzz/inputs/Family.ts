import type fc from "fast-check";
import type { Input } from "./Input.ts";

/** One kind of trouble. */
export interface Family {
  name: string;
  /** Its share of all inputs, among the others' weights. */
  weight: number;
  inputs: fc.Arbitrary<Input>;
}
