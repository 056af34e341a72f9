const MASKED = /^.?\*$/su;

/**
 * A personal name with everything after its first character hidden: `王小明` → `王*`, `Li Lei` → `L*`.
 * The number of characters is hidden too. After GB/T 37964-2019 (de-identification: masking).
 */
export function maskName(name: string): string {
  const [first = ""] = name.trim();
  return `${first}*`;
}

export const isMaskedName = (text: string): boolean => MASKED.test(text);
