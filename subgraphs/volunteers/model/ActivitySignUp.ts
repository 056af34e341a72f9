/** A volunteer's sign-up for an activity. Signing up again after withdrawing makes another document. */
export interface ActivitySignUp {
  /** `su_`, the activity, the volunteer and the attempt: so no two can be made of one attempt. */
  _id: string;
  activityId: string;
  volunteerId: string;
  attempt: number;
  signedUpAt: Date;
  /** 1 once withdrawn: see {@link SignUpWithdrawal}. */
  withdrawn: number;
}

/** That a sign-up was withdrawn, and its place given back. */
export interface SignUpWithdrawal {
  /** `wd_` and the sign-up's id: a sign-up is withdrawn once. */
  _id: string;
  signUpId: string;
  withdrawnAt: Date;
}

export function signUpId(activityId: string, volunteerId: string, attempt: number): string {
  return `su_${activityId}.${volunteerId}.${attempt}`;
}

export const withdrawalId = (id: string): string => `wd_${id}`;
