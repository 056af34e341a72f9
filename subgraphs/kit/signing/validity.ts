/** How long a signature is good, and how far two clocks may be apart, in seconds. */
export const VALIDITY_SECONDS = 60;
