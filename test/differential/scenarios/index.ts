import { argumentsBesideInterface } from "../reproductions/argumentsBesideInterface.ts";
import { computedFromComputed } from "../reproductions/computedFromComputed.ts";
import { conditions } from "../reproductions/conditions.ts";
import { errorPlaces } from "../reproductions/errorPlaces.ts";
import { abstractTypes } from "./abstractTypes.ts";
import { mutationOrder, nullPropagation } from "./failures.ts";
import { federationOne } from "./federationOne.ts";
import { interfaceObjects } from "./interfaceObjects.ts";
import { keys, nullKeys, providedOnMembers, sharedAndMoved } from "./keys.ts";
import { requiredFields } from "./requiredFields.ts";
import type { Scenario } from "./Scenario.ts";
import { unresolvableKeys } from "./unresolvableKeys.ts";
import { valuesAndArguments } from "./valuesAndArguments.ts";

export const SCENARIOS: readonly Scenario[] = [
  unresolvableKeys,
  requiredFields,
  abstractTypes,
  interfaceObjects,
  keys,
  nullKeys,
  sharedAndMoved,
  providedOnMembers,
  nullPropagation,
  mutationOrder,
  valuesAndArguments,
  federationOne,
  conditions,
  errorPlaces,
  argumentsBesideInterface,
  computedFromComputed,
];
