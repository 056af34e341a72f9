import type { Agency } from "../../../subgraphs/kit/caller/Caller.ts";
import type { Purpose } from "../../../subgraphs/kit/caller/Purpose.ts";
import { SCOPES, type Scope } from "../../../subgraphs/kit/caller/Scope.ts";
import { STATED_PURPOSES } from "./readPurpose.ts";

/** Somebody to try the graph as, in development. */
export interface SampleRole {
  /** In Chinese and English, for the playground. */
  title: string;
  agency: Agency | null;
  /** An institution or station of the sample data. */
  unit: string | null;
  scopes: readonly Scope[];
  /** The purposes they may state. */
  purposes: readonly Purpose[];
}

/** The sample roles of the development issuer; a visitor needs no token. */
export const ROLES = {
  visitor: { title: "访客 Visitor", agency: null, unit: null, scopes: [], purposes: [] },
  dashboard: {
    title: "数据看板 Dashboard",
    agency: null,
    unit: null,
    scopes: ["schema:read"],
    purposes: [],
  },
  "hospital-worker": {
    title: "医务社工 Hospital worker",
    agency: "hospitals",
    unit: "mi_110114_001",
    scopes: [
      "referral:read",
      "intake:read",
      "hospitals:write",
      "clear:hospitals",
      "clear:sensitive",
      "break-glass",
    ],
    purposes: ["continuity-of-care", "service-delivery"],
  },
  "station-worker": {
    title: "社工站社工 Station worker",
    agency: "stations",
    unit: "st_110114_01",
    scopes: [
      "referral:read",
      "intake:read",
      "volunteer:read",
      "stations:write",
      "clear:stations",
      "clear:sensitive",
      "break-glass",
    ],
    purposes: ["continuity-of-care", "service-delivery", "volunteer-management"],
  },
  "data-analyst": {
    title: "数据分析 Data analyst",
    agency: null,
    unit: null,
    scopes: ["referral:read", "intake:read", "volunteer:read", "unit:any", "schema:read"],
    purposes: ["research"],
  },
  auditor: {
    title: "审计 Auditor",
    agency: null,
    unit: null,
    scopes: ["audit:read", "schema:read"],
    purposes: ["supervision"],
  },
  administrator: {
    title: "管理员 Administrator",
    agency: null,
    unit: null,
    scopes: Object.keys(SCOPES) as Scope[],
    purposes: STATED_PURPOSES,
  },
} satisfies Record<string, SampleRole>;

export type RoleName = keyof typeof ROLES;

export const isRole = (text: string): text is RoleName => Object.hasOwn(ROLES, text);
