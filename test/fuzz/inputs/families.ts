import type { Front } from "../front/openFront.ts";
import { argumentFamilies } from "./arguments.ts";
import { asSomebody } from "./asSomebody.ts";
import { contentTypes, json, persistedQueries, uploads } from "./bodies.ts";
import { brokenHttp } from "./brokenHttp.ts";
import { paths, pipelined, slowBodies } from "./connections.ts";
import { getQueries, graphql, headerValues, identityRoutes, variables } from "./documents.ts";
import type { Family } from "./Family.ts";

/** All kinds of trouble there are for this front. */
export const familiesFor = (front: Front): Family[] => [
  brokenHttp,
  pipelined,
  slowBodies,
  paths,
  contentTypes,
  json,
  uploads,
  persistedQueries,
  asSomebody(graphql),
  asSomebody(variables),
  asSomebody(getQueries),
  headerValues,
  identityRoutes,
  ...argumentFamilies(front).map(asSomebody),
];
