/** Hours that make one to five stars (《志愿服务记录办法》). */
const STAR_HOURS = [100, 300, 600, 1000, 1500] as const;

/** A volunteer's stars, 0 to 5, for minutes of recorded service. */
export function starRating(minutes: number): number {
  return STAR_HOURS.filter((hours) => minutes >= hours * 60).length;
}

/** The minutes that earn so many stars, and those that earn one more (`Infinity` after five). */
export function minutesForStars(stars: number): { from: number; below: number } {
  return {
    from: (STAR_HOURS[stars - 1] ?? 0) * 60,
    below: (STAR_HOURS[stars] ?? Number.POSITIVE_INFINITY) * 60,
  };
}

export const MAX_STARS = STAR_HOURS.length;
