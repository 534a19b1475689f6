export { FeatureFlagService, type ChangeOptions, type OpenOptions } from "./service.js";
export { emailDomain } from "./eval/evaluate.js";
export type { Detail, Evaluation, EvaluationErrorCode, Reason, TargetList } from "./eval/evaluation.js";
export { FfError, type ErrorCode, type Location } from "./errors.js";
export type { FlagFields } from "./model/edits.js";
export { strategies, type DamagedFlag, type Flag, type JsonValue, type Strategy, type User } from "./model/flag.js";
