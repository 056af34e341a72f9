const VALUES: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1.5,
  Boolean: true,
  Date: "2024-10-01",
  DateTime: "2024-10-01T08:00:00Z",
  DistrictCode: "110114",
  CreditCode: "52110114ME0000001C",
};

/** Some value of a scalar. */
export const leafValue = (type: string): unknown => VALUES[type] ?? "x1";
