/** Values of `enum ProjectField` in `schema/shared.graphql`. */
export type ProjectField =
  | "TECHNOLOGY_INNOVATION"
  | "RURAL_REVITALIZATION"
  | "GREEN_DEVELOPMENT"
  | "SOCIAL_SERVICES";
