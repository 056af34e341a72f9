/**
 * The purposes personal data may be asked for, and what each means: a closed list (PIPL, article 6: a clear and
 * reasonable purpose). A caller states one in the header `x-purpose`.
 */
export const PURPOSES = {
  "continuity-of-care": "承接转介、出院后的持续服务 | taking over a referral, care after discharge",
  "service-delivery": "开展社工服务和个案管理 | social-work services and case management",
  "volunteer-management": "志愿者登记、派遣和激励 | registering, deploying and rewarding volunteers",
  "workforce-management": "社工登记、培训和派遣 | registering, training and dispatching social workers",
  supervision: "主管部门监督检查 | supervision by the department in charge",
  correction: "应本人要求查阅、更正或删除 | a data subject's request for access, correction or deletion",
  research: "统计和研究，只得到去标识化数据 | statistics and research: de-identified data only",
  emergency: "紧急情况，只随紧急访问授权使用 | an emergency, only with a break-glass grant",
} as const;

export type Purpose = keyof typeof PURPOSES;

export const isPurpose = (text: string): text is Purpose => Object.hasOwn(PURPOSES, text);
