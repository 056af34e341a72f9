/** References to entities by their key; `null` where there is none. The gateway asks their owners for the rest. */
export const districtStub = (code: unknown) => (typeof code === "string" ? { code } : null);
export const organizationStub = (creditCode: string | null) => (creditCode === null ? null : { creditCode });
