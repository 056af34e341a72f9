/** Every scope a caller may hold, and what it opens: a closed list. The scopes of a token outside it count for nothing. */
export const SCOPES = {
  "referral:read": "转介的医院一方 | the hospital's half of referrals",
  "intake:read": "转介的社工站一方，限本站 | the station's half of referrals, of one's own station",
  "volunteer:read": "志愿者个人的服务、积分和报名记录 | individual volunteers' service, points and sign-ups",
  "hospitals:write": "卫生健康系统的业务操作 | the acts of the health commission",
  "volunteers:write": "志愿服务组织的业务操作 | the acts of the volunteer organisations",
  "stations:write": "民政系统的业务操作 | the acts of civil affairs",
  "talent:write": "社会工作部的业务操作 | the acts of the social-work department",
  "clear:hospitals": "卫生健康系统的个人信息，不脱敏 | personal data of the health commission, unmasked",
  "clear:volunteers":
    "志愿服务组织的个人信息，不脱敏 | personal data of the volunteer organisations, unmasked",
  "clear:stations": "民政系统的个人信息，不脱敏 | personal data of civil affairs, unmasked",
  "clear:talent": "社会工作部的个人信息，不脱敏 | personal data of the social-work department, unmasked",
  "clear:sensitive": "连同敏感个人信息（四级及以上） | sensitive personal data (level 4 and up) with it",
  "unit:any": "不限于本单位 | not only one's own unit",
  "audit:read": "查看审计记录 | reading the audit trail",
  "break-glass": "可申请紧急访问 | asking for emergency access",
  "schema:read": "查看模式（内省） | introspection where it is restricted",
} as const;

export type Scope = keyof typeof SCOPES;

export const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text);
