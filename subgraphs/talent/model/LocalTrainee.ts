/** A local person trained (培养) under the Three Areas plan; no name is kept. */
export interface LocalTraineeDocument {
  _id: string;
  contentHash?: string;
  countyCode: string;
  year: number;
  trainedOn: string;
  organizationCode: string | null;
  isCertified: boolean;
}
