export { FeatureFlagService, type ChangeOptions, type OpenOptions } from "./service.js";
export { emailDomain } from "./eval/email-domain.js";
export type { Detail, Evaluation, EvaluationErrorCode, Reason, TargetList } from "./eval/evaluation.js";
export { FfError, type ErrorCode, type Location } from "./errors.js";
export {
  strategies,
  type DamagedFlag,
  type Flag,
  type FlagFields,
  type JsonValue,
  type Strategy,
  type User,
} from "./model/flag.js";
