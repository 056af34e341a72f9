import type { Category } from "../../../subgraphs/kit/privacy/Classification.ts";
import type { Sharing } from "./CatalogueEntry.ts";

/** What a category is masked to, in both languages. */
export const MASKED_AS: Record<Category, string> = {
  NAME: "只留首字：`王*` · first character only: `王*`",
  PHONE:
    "手机号留前三后四：`138****1234`；其他号码至多留后四位 · first three and last four digits of a mobile number, at most the last four of another",
  ID_NUMBER: "只留首末各一位：`1****************4` · first and last character only",
  ADDRESS: "只到县（区）：`北京市昌平区****` · down to the county or city district",
  BIRTH_DATE: "年龄段：`FROM_60` · the age band",
  FREE_TEXT: "全部隐去：`****` · nothing of it",
  IDENTIFIER:
    "假名，同一用途内相同，用途之间不同 · a pseudonym, the same within one purpose and different between purposes",
  ATTRIBUTE: "空值 · null",
};

/** How data is shared, in both languages. */
export const SHARING: Record<Sharing, string> = {
  UNCONDITIONAL: "无条件共享 unconditional",
  CONDITIONAL: "有条件共享 conditional",
  NOT_SHARED: "不予共享 not shared",
};

/** The agencies by subgraph. */
export const OWNERS: Readonly<Record<string, string>> = {
  hospitals: "卫生健康委 health commission",
  volunteers: "志愿服务组织 volunteer-service organisations",
  stations: "民政 civil affairs",
  talent: "社会工作部 social-work department",
  audit: "网关审计 the gateway's audit trail",
};
