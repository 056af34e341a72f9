/** The sample's last day: nothing in it is later, except what is planned. */
export const SAMPLE_TODAY = "2024-10-31";

/** The earlier of two days. */
export const earliest = (a: string, b: string): string => (a < b ? a : b);
/** The later of two days. */
export const latest = (a: string, b: string): string => (a > b ? a : b);
